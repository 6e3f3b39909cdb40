import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ExportQuery, RevealedExport } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Audit } from '../../../audit/index.js';
import { Db } from '../../../platform/database/db.js';
import { Me, Requires } from '../../../platform/http/access.js';
import { ReadsBody } from '../../../platform/http/described.js';
import { TakesForms } from '../../../platform/http/forms.js';
import { invalid } from '../../../platform/problems/index.js';
import { ExportService, type Export } from './export.service.js';

@Controller('api/v1/complaints/export')
export class ExportController {
  constructor(
    private readonly exports: ExportService,
    private readonly db: Db,
    private readonly audit: Audit,
  ) {}

  /**
   * Everything that the filter finds. NDJSON holds the bare facts unless `record=full`; CSV and XLSX always hold the full record, for which
   * `complaint:export` is needed. What is personal is masked.
   */
  @Get()
  @Requires('complaint:read')
  async export(@Me() me: Principal, @Query({ schema: ExportQuery }) query: ExportQuery): Promise<StreamableFile> {
    return this.recorded(me, await this.exports.export(me, query), query);
  }

  /** The full record with what is personal in it, for a reason. A form, so that a browser saves the answer without holding it. */
  @Post()
  @HttpCode(200)
  @TakesForms()
  @ReadsBody(RevealedExport, 'application/json', 'application/x-www-form-urlencoded')
  @Requires('complaint:export', 'complaint:reveal')
  async reveal(@Me() me: Principal, @Body() body: unknown): Promise<StreamableFile> {
    const asked = RevealedExport.safeParse(body);
    if (!asked.success) throw invalid(asked.error.issues);
    return this.recorded(me, await this.exports.reveal(me, asked.data), { ...asked.data, personal: 'revealed' });
  }

  /** Before the first byte leaves: who took which list out, by which filter and why. */
  private async recorded(me: Principal, { stream, type, name }: Export, asked: Record<string, unknown>): Promise<StreamableFile> {
    const detail = { ...asked, ...(asked['q'] === undefined ? {} : { q: '…' }) };
    await this.db.transaction((tx) => this.audit.record(tx, me, 'complaint.exported', null, detail));
    return new StreamableFile(stream, { type, disposition: `attachment; filename="${name}"` });
  }
}
