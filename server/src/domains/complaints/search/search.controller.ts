import { Controller, Get, Query } from '@nestjs/common';
import { ComplaintQuery } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { SearchQuery, SearchResult } from '@tocsin/shared/search';
import type { z } from 'zod';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { IncidentDirectory } from '../reading/incident-directory.js';
import { ReadingService } from '../reading/reading.service.js';

@Controller('api/v1/search')
export class SearchController {
  constructor(
    private readonly reading: ReadingService,
    private readonly incidents: IncidentDirectory,
  ) {}

  @Get()
  @Requires('complaint:read', 'incident:read')
  @Answers(SearchResult)
  async search(@Me() me: Principal, @Query({ schema: SearchQuery }) { q, limit }: z.infer<typeof SearchQuery>): Promise<SearchResult> {
    const query = ComplaintQuery.parse({ q, limit });
    const [incidents, page, total] = await Promise.all([
      this.incidents.search(me, q, limit),
      this.reading.list(me, query),
      this.reading.count(me, query),
    ]);
    return { incidents, complaints: page.items, total };
  }
}
