import { Controller, Get, Query, Res, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditQuery } from '@tocsin/shared/audit';
import type { Principal } from '@tocsin/shared/identity';
import type { FastifyReply } from 'fastify';
import { Me, Requires } from '../platform/http/access.js';
import { AllBrandsGuard } from '../platform/http/all-brands.guard.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { AuditNames } from './audit-names.js';
import { AuditExport } from './audit-export.js';
import { entryOf, headOf } from './audit.presenter.js';
import { MAIN } from './audit.js';
import { AuditRepository } from './audit.repository.js';

/** Its entries name titles and values of every brand. */
@ApiTags('audit')
@UseGuards(AllBrandsGuard)
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly entries: AuditRepository,
    private readonly exports: AuditExport,
    private readonly names: AuditNames,
  ) {}

  @Get()
  @Requires('audit:read')
  @Answers(AuditPage)
  async read(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditPage> {
    const subjects = query.subject === undefined ? null : [query.subject, ...(await this.names.matching(query.subject))];
    const [head, rows] = await Promise.all([
      this.entries.head(MAIN),
      this.entries.read(MAIN, { ...query, subjects, limit: query.limit + 1 }),
    ]);
    const items = rows.slice(0, query.limit).map(entryOf);
    const nextCursor = rows.length > query.limit ? String(items.at(-1)?.seq) : null;
    return { items, names: await this.names.of(items), nextCursor, head: headOf(head) };
  }

  /** NDJSON, oldest first; the head it leads to stands in the last line and in `x-audit-head`. */
  @Get('export')
  @Requires('audit:read')
  async export(@Me() me: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const { stream, witness } = await this.exports.export(me);
    void reply.header('x-audit-head', witness);
    return new StreamableFile(stream, { type: 'application/x-ndjson; charset=utf-8', disposition: 'attachment; filename="audit.ndjson"' });
  }
}
