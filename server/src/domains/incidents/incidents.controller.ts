import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  DemandGroups,
  AddNote,
  AssignCommander,
  ChangeSeverity,
  DeclareIncident,
  EventsQuery,
  IncidentDetail,
  IncidentNote,
  IncidentQuery,
  IncidentSituation,
  IncidentSummary,
  MoveIncident,
  RenameIncident,
  SituationQuery,
} from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { IncidentId, page, type Page } from '@tocsin/shared/kernel';
import { LiveEvent } from '@tocsin/shared/live';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { UsersService } from '../../identity/index.js';
import { Me, Requires } from '../../platform/http/access.js';
import { Idempotent } from '../../platform/http/idempotency.interceptor.js';
import { IfMatch } from '../../platform/http/if-match.js';
import { AllBrandsGuard } from '../../platform/http/all-brands.guard.js';
import { Answers } from '../../platform/http/serialize.interceptor.js';
import { DemandGroupsService } from './demand-groups.service.js';
import { IncidentNumbers } from './incident-numbers.interceptor.js';
import { IncidentCommands } from './incident-commands.service.js';
import { IncidentsService, type Timeline } from './incidents.service.js';
import { SituationService } from './situation.service.js';

@Controller('api/v1/incidents')
@UseInterceptors(IncidentNumbers)
export class IncidentsController {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly commands: IncidentCommands,
    private readonly situations: SituationService,
    private readonly demandGroups: DemandGroupsService,
    private readonly users: UsersService,
  ) {}

  @Get()
  @Requires('incident:read')
  @Answers(page(IncidentSummary))
  list(@Me() me: Principal, @Query({ schema: IncidentQuery }) query: IncidentQuery): Promise<Page<IncidentSummary>> {
    return this.incidents.list(me, query);
  }

  /** Of groups, which only people who see every brand may see. */
  @Post()
  @UseGuards(AllBrandsGuard)
  @Requires('incident:declare')
  @Idempotent()
  @Answers(IncidentDetail, 201)
  declare(@Me() me: Principal, @Body({ schema: DeclareIncident }) body: DeclareIncident): Promise<IncidentDetail> {
    return this.commands.declare(me, body);
  }

  @Get(':id')
  @Requires('incident:read')
  @Answers(IncidentDetail)
  async detail(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentDetail> {
    const detail = await this.incidents.detail(me, id);
    void reply.header('etag', `"${detail.version}"`);
    return detail;
  }

  @Get(':id/situation')
  @Requires('incident:read')
  @Answers(IncidentSituation)
  async situation(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Query({ schema: SituationQuery }) { hours }: z.infer<typeof SituationQuery>,
  ): Promise<z.infer<typeof IncidentSituation>> {
    return this.situations.of(await this.incidents.visible(me, id), hours, me.brands);
  }

  /** By primary demand: the first of a complaint's demands in the order of weight, or none. The parts sum to the incident. */
  @Get(':id/demands')
  @Requires('incident:read')
  @Answers(DemandGroups)
  async demands(@Me() me: Principal, @Param('id', { schema: IncidentId }) id: IncidentId): Promise<DemandGroups> {
    return this.demandGroups.of(await this.incidents.visible(me, id), me.brands);
  }

  @Get(':id/events')
  @Requires('incident:read')
  @Answers(page(LiveEvent))
  timeline(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Query({ schema: EventsQuery }) { afterSeq, limit }: z.infer<typeof EventsQuery>,
  ): Promise<Timeline> {
    return this.incidents.timeline(me, id, afterSeq, limit);
  }

  @Post(':id/moves')
  @HttpCode(200)
  @Requires('incident:move')
  @Idempotent()
  @Answers(IncidentDetail)
  move(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @IfMatch() seen: number | null,
    @Body({ schema: MoveIncident }) body: MoveIncident,
  ): Promise<IncidentDetail> {
    return this.commands.move(me, id, seen, body);
  }

  @Post(':id/severity')
  @HttpCode(200)
  @Requires('incident:severity')
  @Idempotent()
  @Answers(IncidentDetail)
  severity(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @IfMatch() seen: number | null,
    @Body({ schema: ChangeSeverity }) body: ChangeSeverity,
  ): Promise<IncidentDetail> {
    return this.commands.changeSeverity(me, id, seen, body);
  }

  @Post(':id/rename')
  @HttpCode(200)
  @Requires('incident:move')
  @Idempotent()
  @Answers(IncidentDetail)
  rename(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @IfMatch() seen: number | null,
    @Body({ schema: RenameIncident }) body: RenameIncident,
  ): Promise<IncidentDetail> {
    return this.commands.rename(me, id, seen, body);
  }

  @Post(':id/commander')
  @HttpCode(200)
  @Requires('incident:move')
  @Idempotent()
  @Answers(IncidentDetail)
  async commander(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @IfMatch() seen: number | null,
    @Body({ schema: AssignCommander }) { userId, reason }: z.infer<typeof AssignCommander>,
  ): Promise<IncidentDetail> {
    return this.commands.assignCommander(me, id, seen, userId === null ? null : await this.users.read(userId), reason ?? null);
  }

  @Post(':id/notes')
  @Requires('incident:note')
  @Idempotent()
  @Answers(IncidentNote, 201)
  note(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Body({ schema: AddNote }) body: AddNote,
  ): Promise<z.infer<typeof IncidentNote>> {
    return this.commands.addNote(me, id, body);
  }
}
