import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { RetrySetAside, SetAside, SetAsidePage, SetAsideQuery, SetAsideRetried } from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { RowId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { Me, Requires } from '../../../platform/http/access.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { SetAsideService } from './set-aside.service.js';

/** Complaints that the pipeline could not take after several attempts. They are kept, and can be tried again. */
@Controller('api/v1/clustering/set-aside')
@UseGuards(AllBrandsGuard)
export class SetAsideController {
  constructor(private readonly setAside: SetAsideService) {}

  @Get()
  @Requires('group:read')
  @Answers(SetAsidePage)
  list(@Query({ schema: SetAsideQuery }) query: z.infer<typeof SetAsideQuery>): Promise<SetAsidePage> {
    return this.setAside.page(query);
  }

  @Post('retry')
  @HttpCode(200)
  @Requires('group:move')
  @Answers(SetAsideRetried)
  retrySome(@Me() me: Principal, @Body({ schema: RetrySetAside }) body: RetrySetAside): Promise<SetAsideRetried> {
    return this.setAside.retrySome(me, body);
  }

  /** 409 while an attempt is under way and once it is resolved. */
  @Post(':id/retry')
  @HttpCode(200)
  @Requires('group:move')
  @Answers(SetAside)
  retry(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<SetAside> {
    return this.setAside.retry(me, id);
  }
}
