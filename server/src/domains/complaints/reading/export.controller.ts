import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ExportQuery } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Audit } from '../../../audit/index.js';
import { Db } from '../../../platform/database/db.js';
import { Me, Requires } from '../../../platform/http/access.js';
import { ExportService } from './export.service.js';

@Controller('api/v1/complaints/export')
export class ExportController {
  constructor(
    private readonly exports: ExportService,
    private readonly db: Db,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Requires('complaint:read')
  async export(@Me() me: Principal, @Query({ schema: ExportQuery }) query: ExportQuery): Promise<StreamableFile> {
    const { stream, type, name } = await this.exports.export(me, query);
    // Before the first byte leaves: who took which list out, and by which filter.
    await this.db.transaction((tx) =>
      this.audit.record(tx, me, 'complaint.exported', null, { ...query, ...(query.q === undefined ? {} : { q: '…' }) }),
    );
    return new StreamableFile(stream, { type, disposition: `attachment; filename="${name}"` });
  }
}
