import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ComplaintCount, ComplaintDetail, ComplaintFilter, ComplaintQuery, ComplaintRow } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { ComplaintId, page, type Page } from '@tocsin/shared/kernel';
import type { FastifyReply } from 'fastify';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { ReadingService } from './reading.service.js';

@Controller('api/v1/complaints')
export class ComplaintsController {
  constructor(private readonly reading: ReadingService) {}

  @Get()
  @Requires('complaint:read')
  @Answers(page(ComplaintRow))
  list(@Me() me: Principal, @Query({ schema: ComplaintQuery }) query: ComplaintQuery): Promise<Page<ComplaintRow>> {
    return this.reading.list(me, query);
  }

  @Get('count')
  @Requires('complaint:read')
  @Answers(ComplaintCount)
  async count(@Me() me: Principal, @Query({ schema: ComplaintFilter }) filter: ComplaintFilter): Promise<{ total: number }> {
    return { total: await this.reading.count(me, filter) };
  }

  @Get(':id')
  @Requires('complaint:read')
  @Answers(ComplaintDetail)
  async detail(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplaintDetail> {
    const detail = await this.reading.detail(me, id);
    void reply.header('etag', `"${detail.version}"`);
    return detail;
  }
}
