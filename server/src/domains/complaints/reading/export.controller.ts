import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ExportQuery } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../../../platform/http/access.js';
import { ExportService } from './export.service.js';

@Controller('api/v1/complaints/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  @Requires('complaint:read')
  async export(@Me() me: Principal, @Query({ schema: ExportQuery }) query: ExportQuery): Promise<StreamableFile> {
    const { stream, type, name } = await this.exports.export(me, query);
    return new StreamableFile(stream, { type, disposition: `attachment; filename="${name}"` });
  }
}
