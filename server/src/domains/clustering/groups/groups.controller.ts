import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import {
  AssignmentExplanation,
  CorrectObject,
  EffectOf,
  EffectQuery,
  GroupCount,
  GroupDetail,
  GroupFilter,
  GroupMoved,
  GroupQuery,
  GroupSummary,
  LockGroup,
  MergeGroups,
  MoveComplaints,
  MoveEffect,
  ObjectCorrected,
  SplitGroup,
  UndoMove,
} from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { ComplaintId, GroupId, MoveId, page, type Page } from '@tocsin/shared/kernel';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Me, Requires } from '../../../platform/http/access.js';
import { Idempotent } from '../../../platform/http/idempotency.interceptor.js';
import { IfMatch } from '../../../platform/http/if-match.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { CommandsService } from '../commands/commands.service.js';
import { EffectsService } from './effects.service.js';
import { GroupsService } from './groups.service.js';

@Controller('api/v1/groups')
@UseGuards(AllBrandsGuard)
export class GroupsController {
  constructor(
    private readonly groups: GroupsService,
    private readonly effects: EffectsService,
    private readonly commands: CommandsService,
  ) {}

  @Get()
  @Requires('group:read')
  @Answers(page(GroupSummary))
  list(@Query({ schema: GroupQuery }) query: GroupQuery): Promise<Page<GroupSummary>> {
    return this.groups.list(query);
  }

  /** How many a filter matches; the list itself only knows whether there are more. */
  @Get('count')
  @Requires('group:read')
  @Answers(GroupCount)
  async count(@Query({ schema: GroupFilter }) filter: GroupFilter): Promise<z.infer<typeof GroupCount>> {
    return { total: await this.groups.count(filter) };
  }

  @Get(':id')
  @Requires('group:read')
  @Answers(GroupDetail)
  async detail(@Param('id', { schema: GroupId }) id: GroupId, @Res({ passthrough: true }) reply: FastifyReply): Promise<GroupDetail> {
    const detail = await this.groups.detail(id);
    void reply.header('etag', `"${detail.version}"`);
    return detail;
  }

  /** What a merge (`into`), a move (`into` and `count`) or a split (`count`) would do. Changes nothing, tells nobody. */
  @Get(':id/effect')
  @Requires('group:read')
  @Answers(MoveEffect)
  effect(
    @Param('id', { schema: GroupId }) id: GroupId,
    @Query({ schema: EffectQuery }) query: z.infer<typeof EffectQuery>,
  ): Promise<MoveEffect> {
    return this.effects.ofCount(id, query);
  }

  @Post(':id/effect')
  @HttpCode(200)
  @Requires('group:read')
  @Answers(MoveEffect)
  effectOf(@Param('id', { schema: GroupId }) id: GroupId, @Body({ schema: EffectOf }) body: z.infer<typeof EffectOf>): Promise<MoveEffect> {
    return this.effects.ofMembers(id, body);
  }

  @Post(':id/merge')
  @HttpCode(200)
  @Idempotent()
  @Requires('group:merge')
  @Answers(GroupMoved)
  merge(
    @Me() me: Principal,
    @Param('id', { schema: GroupId }) from: GroupId,
    @IfMatch() seen: number | null,
    @Body({ schema: MergeGroups }) body: MergeGroups,
  ): Promise<GroupMoved> {
    return this.commands.run(me, { kind: 'merge', from, seen, ...body });
  }

  @Post(':id/split')
  @HttpCode(200)
  @Idempotent()
  @Requires('group:split')
  @Answers(GroupMoved)
  split(
    @Me() me: Principal,
    @Param('id', { schema: GroupId }) from: GroupId,
    @IfMatch() seen: number | null,
    @Body({ schema: SplitGroup }) body: SplitGroup,
  ): Promise<GroupMoved> {
    return this.commands.run(me, { kind: 'split', from, seen, ...body });
  }

  @Post(':id/move')
  @HttpCode(200)
  @Idempotent()
  @Requires('group:move')
  @Answers(GroupMoved)
  move(
    @Me() me: Principal,
    @Param('id', { schema: GroupId }) from: GroupId,
    @IfMatch() seen: number | null,
    @Body({ schema: MoveComplaints }) body: MoveComplaints,
  ): Promise<GroupMoved> {
    return this.commands.run(me, { kind: 'move', from, seen, ...body });
  }

  @Post(':id/lock')
  @HttpCode(200)
  @Idempotent()
  @Requires('group:move')
  @Answers(GroupMoved)
  lock(
    @Me() me: Principal,
    @Param('id', { schema: GroupId }) group: GroupId,
    @IfMatch() seen: number | null,
    @Body({ schema: LockGroup }) body: z.infer<typeof LockGroup>,
  ): Promise<GroupMoved> {
    return this.commands.run(me, { kind: 'lock', group, seen, ...body });
  }

  @Post('moves/:id/undo')
  @HttpCode(200)
  @Idempotent()
  @Requires('group:move')
  @Answers(GroupMoved)
  undo(
    @Me() me: Principal,
    @Param('id', { schema: MoveId }) move: MoveId,
    @Body({ schema: UndoMove }) body: z.infer<typeof UndoMove>,
  ): Promise<GroupMoved> {
    return this.commands.run(me, { kind: 'undo', move, reason: body.reason ?? null });
  }
}

@Controller('api/v1/complaints')
export class ExplanationController {
  constructor(
    private readonly groups: GroupsService,
    private readonly commands: CommandsService,
  ) {}

  @Get(':id/explanation')
  @Requires('complaint:read')
  @Answers(AssignmentExplanation)
  explain(@Me() me: Principal, @Param('id', { schema: ComplaintId }) id: ComplaintId): Promise<z.infer<typeof AssignmentExplanation>> {
    return this.groups.explain(me, id);
  }

  /** What the complaint is about, by a person's word: it goes before the fields and before what was read, and no later run undoes it. */
  @Post(':id/object')
  @HttpCode(200)
  @Idempotent()
  @UseGuards(AllBrandsGuard)
  @Requires('group:move')
  @Answers(ObjectCorrected)
  correct(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) complaint: ComplaintId,
    @Body({ schema: CorrectObject }) { reason, ...object }: CorrectObject,
  ): Promise<ObjectCorrected> {
    return this.commands.run<ObjectCorrected>(me, { kind: 'object', complaint, object, reason });
  }
}
