import { Controller, Get, Param, Query, StreamableFile, UseInterceptors } from '@nestjs/common';
import { TimelineExportQuery } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { IncidentId } from '@tocsin/shared/kernel';
import { Me, Requires } from '../../../platform/http/access.js';
import { IncidentNumbers } from '../incident-numbers.interceptor.js';
import { TimelineExport } from './timeline-export.service.js';

@Controller('api/v1/incidents')
@UseInterceptors(IncidentNumbers)
export class TimelineExportController {
  constructor(private readonly timelines: TimelineExport) {}

  @Get(':id/timeline/export')
  @Requires('incident:read', 'complaint:export')
  async export(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Query({ schema: TimelineExportQuery }) query: TimelineExportQuery,
  ): Promise<StreamableFile> {
    const { content, type, name } = await this.timelines.of(me, id, query);
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }
}
