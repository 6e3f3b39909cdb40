import { Body, Controller, Get, Headers, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ExportQuery, RevealedExport, type ExportFormat, type ExportLang } from '@tocsin/shared/complaints';
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
  async export(
    @Me() me: Principal,
    @Query({ schema: ExportQuery }) query: ExportQuery,
    @Headers('accept-language') languages?: string,
  ): Promise<StreamableFile> {
    const asked = { ...query, ...langOf(query, languages) };
    return this.recorded(me, await this.exports.export(me, asked), asked);
  }

  /** The full record with what is personal in it, for a reason. A form, so that a browser saves the answer without holding it. */
  @Post()
  @HttpCode(200)
  @TakesForms()
  @ReadsBody(RevealedExport, 'application/json', 'application/x-www-form-urlencoded')
  @Requires('complaint:export', 'complaint:reveal')
  async reveal(@Me() me: Principal, @Body() body: unknown, @Headers('accept-language') languages?: string): Promise<StreamableFile> {
    const parsed = RevealedExport.safeParse(body);
    if (!parsed.success) throw invalid(parsed.error.issues);
    const asked = { ...parsed.data, ...langOf(parsed.data, languages) };
    return this.recorded(me, await this.exports.reveal(me, asked), { ...asked, personal: 'revealed' });
  }

  /** Before the first byte leaves: who took which list out, how many complaints it holds, by which filter and why. */
  private async recorded(me: Principal, { stream, type, name, count }: Export, asked: Record<string, unknown>): Promise<StreamableFile> {
    const detail = { ...asked, ...(asked['q'] === undefined ? {} : { q: '…' }), complaints: count };
    await this.db.transaction((tx) => this.audit.record(tx, me, 'complaint.exported', null, detail));
    return new StreamableFile(stream, { type, disposition: `attachment; filename="${name}"` });
  }
}

/** Of a table without a language of its own, the first of ours that the browser asks for; machines ask for none and get codes. */
function langOf({ format, lang }: { format: ExportFormat; lang?: ExportLang | undefined }, languages = ''): { lang?: ExportLang } {
  if (format === 'ndjson' || lang !== undefined) return lang === undefined ? {} : { lang };
  const first = /\b(zh|en)\b/i.exec(languages)?.[1]?.toLowerCase();
  return first === 'zh' || first === 'en' ? { lang: first } : {};
}
