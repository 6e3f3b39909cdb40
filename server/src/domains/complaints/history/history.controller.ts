import { Controller, Get, Param, Query } from '@nestjs/common';
import { ComplaintHistory } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { ComplaintId, PageQuery } from '@tocsin/shared/kernel';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { HistoryService } from './history.service.js';

@Controller('api/v1/complaints/:id/history')
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Get()
  @Requires('complaint:read')
  @Answers(ComplaintHistory)
  read(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<ComplaintHistory> {
    return this.history.of(me, id, query);
  }
}
