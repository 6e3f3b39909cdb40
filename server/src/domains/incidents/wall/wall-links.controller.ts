import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  CreatedWallLink,
  IncidentSituation,
  NewWallLink,
  Overview,
  ReplaceWallLink,
  SituationQuery,
  WallLink,
} from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { IncidentId, page, RowId } from '@tocsin/shared/kernel';
import { z } from 'zod';
import { Me, Public, Requires } from '../../../platform/http/access.js';
import { Idempotent } from '../../../platform/http/idempotency.interceptor.js';
import { RateLimit } from '../../../platform/http/rate-limit.guard.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { WallAccess } from './wall-access.js';
import { WallLinksService } from './wall-links.service.js';
import { WallView } from './wall-view.js';

/** Of any shape: a link that is wrong is answered like one that is gone. */
const Token = z.string();
/** Several screens behind one address, each asking every few seconds. */
const WALL_LIMIT = { name: 'wall', per: 'ip', burst: 120, perSeconds: 30 } as const;

/** A wall shows every brand to whoever has its link. */
@Controller('api/v1/wall-links')
@UseGuards(AllBrandsGuard)
export class WallLinksController {
  constructor(private readonly links: WallLinksService) {}

  @Get()
  @Requires('wall:manage')
  @Answers(page(WallLink))
  list(): Promise<{ items: z.infer<typeof WallLink>[]; nextCursor: null }> {
    return this.links.list();
  }

  @Post()
  @Requires('wall:manage')
  @Idempotent()
  @Answers(CreatedWallLink, 201)
  create(@Me() me: Principal, @Body({ schema: NewWallLink }) body: z.infer<typeof NewWallLink>): Promise<z.infer<typeof CreatedWallLink>> {
    return this.links.create(me, body);
  }

  @Post(':id/replacement')
  @Requires('wall:manage')
  @Idempotent()
  @Answers(CreatedWallLink, 201)
  replace(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: ReplaceWallLink }) body: z.infer<typeof ReplaceWallLink>,
  ): Promise<z.infer<typeof CreatedWallLink>> {
    return this.links.replace(me, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('wall:manage')
  revoke(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<void> {
    return this.links.revoke(me, id);
  }
}

@Controller('api/v1/public/wall')
export class PublicWallController {
  constructor(
    private readonly access: WallAccess,
    private readonly view: WallView,
  ) {}

  @Get(':token')
  @Public()
  @RateLimit(WALL_LIMIT)
  @Answers(Overview)
  async overview(@Param('token', { schema: Token }) token: string): Promise<z.infer<typeof Overview>> {
    await this.access.enter(token);
    return this.view.overview();
  }

  @Get(':token/incidents/:id/situation')
  @Public()
  @RateLimit(WALL_LIMIT)
  @Answers(IncidentSituation)
  async situation(
    @Param('token', { schema: Token }) token: string,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Query({ schema: SituationQuery }) { hours }: z.infer<typeof SituationQuery>,
  ): Promise<z.infer<typeof IncidentSituation>> {
    await this.access.enter(token);
    return this.view.situation(id, hours);
  }
}
