import { Controller, Get, Param, Query } from '@nestjs/common';
import { ComplaintRow } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { ComplaintId, PageQuery, page, type Page } from '@tocsin/shared/kernel';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { SamePersonService } from './same-person.service.js';

@Controller('api/v1/complaints/:id/same-person')
export class SamePersonController {
  constructor(private readonly people: SamePersonService) {}

  @Get()
  @Requires('complaint:read')
  @Answers(page(ComplaintRow))
  others(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<ComplaintRow>> {
    return this.people.others(me, id, query);
  }
}
