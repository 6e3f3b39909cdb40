import { Controller, Get, Param, Query, StreamableFile, UseInterceptors } from '@nestjs/common';
import { TimelineExportQuery } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { IncidentId } from '@tocsin/shared/kernel';
import { Me, Requires } from '../../platform/http/access.js';
import { IncidentNumbers } from './incident-numbers.interceptor.js';
import { SituationExport } from './situation/situation-export.service.js';
import type { ExportFile } from './export-file.js';
import { TimelineExport } from './timeline/timeline-export.service.js';

@Controller('api/v1/incidents')
@UseInterceptors(IncidentNumbers)
export class IncidentExportController {
  constructor(
    private readonly timelines: TimelineExport,
    private readonly situations: SituationExport,
  ) {}

  @Get(':id/timeline/export')
  @Requires('incident:read', 'complaint:export')
  async export(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Query({ schema: TimelineExportQuery }) query: TimelineExportQuery,
  ): Promise<StreamableFile> {
    return streamed(await this.timelines.of(me, id, query));
  }

  @Get(':id/situation/export')
  @Requires('incident:read', 'complaint:export')
  async exportSituation(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Query({ schema: TimelineExportQuery }) query: TimelineExportQuery,
  ): Promise<StreamableFile> {
    return streamed(await this.situations.of(me, id, query));
  }
}

const streamed = ({ content, type, name }: ExportFile): StreamableFile =>
  new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
