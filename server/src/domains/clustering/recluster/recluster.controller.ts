import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  AcceptRecluster,
  EndRecluster,
  IncludeDeclared,
  ReclusterDifferences,
  ReclusterDifferencesQuery,
  ReclusterRun,
  ReclusterRuns,
  ReclusterRunsQuery,
  StartRecluster,
} from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { RowId, type Page } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { ReclusterService } from './recluster.service.js';

/** What groups would be if everything were read once more, shown before anything changes. */
@Controller('api/v1/clustering/recluster-runs')
@UseGuards(AllBrandsGuard)
export class ReclusterController {
  constructor(private readonly recluster: ReclusterService) {}

  @Get()
  @Requires('group:read')
  @Answers(ReclusterRuns)
  list(@Query({ schema: ReclusterRunsQuery }) query: z.infer<typeof ReclusterRunsQuery>): Promise<Page<ReclusterRun>> {
    return this.recluster.list(query);
  }

  /** 409 with the id of the other run while one is under way or waits for a decision. */
  @Post()
  @Requires('group:merge', 'group:split')
  @Answers(ReclusterRun, 201)
  start(@Me() me: Principal, @Body({ schema: StartRecluster }) body: StartRecluster): Promise<ReclusterRun> {
    return this.recluster.start(me, body);
  }

  @Get(':id')
  @Requires('group:read')
  @Answers(ReclusterRun)
  one(@Param('id', { schema: RowId }) id: string): Promise<ReclusterRun> {
    return this.recluster.one(id);
  }

  /** What would be done comes first, then what people's decisions hold back; in each the largest first. */
  @Get(':id/differences')
  @Requires('group:read')
  @Answers(ReclusterDifferences)
  differences(
    @Param('id', { schema: RowId }) id: string,
    @Query({ schema: ReclusterDifferencesQuery }) query: ReclusterDifferencesQuery,
  ): Promise<ReclusterDifferences> {
    return this.recluster.differences(id, query);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('group:merge', 'group:split')
  @Answers(ReclusterRun)
  cancel(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: EndRecluster }) body: EndRecluster,
  ): Promise<ReclusterRun> {
    return this.recluster.cancel(me, id, body);
  }

  /** Holds what was read against groups as they are now, without reading again. */
  @Post(':id/compare')
  @HttpCode(200)
  @Requires('group:merge', 'group:split')
  @Answers(ReclusterRun)
  compare(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<ReclusterRun> {
    return this.recluster.compareAgain(me, id);
  }

  /** Carries the preview out, all of it or nothing; 409 when it is no longer what was shown. */
  @Post(':id/accept')
  @HttpCode(200)
  @Requires('group:merge', 'group:split')
  @Answers(ReclusterRun)
  accept(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: AcceptRecluster }) body: AcceptRecluster,
  ): Promise<ReclusterRun> {
    return this.recluster.accept(me, id, body);
  }

  /** Takes differences that shrink declared incidents into the preview; the answer is compared again and has another fingerprint. */
  @Post(':id/include')
  @HttpCode(200)
  @Requires('group:merge', 'group:split')
  @Answers(ReclusterRun)
  include(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: IncludeDeclared }) body: IncludeDeclared,
  ): Promise<ReclusterRun> {
    return this.recluster.include(me, id, body);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Requires('group:merge', 'group:split')
  @Answers(ReclusterRun)
  discard(
    @Me() me: Principal,
    @Param('id', { schema: RowId }) id: string,
    @Body({ schema: EndRecluster }) body: EndRecluster,
  ): Promise<ReclusterRun> {
    return this.recluster.discard(me, id, body);
  }
}
