import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditQuery, type AuditEntry } from '@tocsin/shared/audit';
import { Requires } from '../platform/http/access.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { MAIN } from './audit.js';
import { AuditRepository, type ChainedRow } from './audit.repository.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly entries: AuditRepository) {}

  @Get()
  @Requires('audit:read')
  @Answers(AuditPage)
  async read(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditPage> {
    const [head, rows] = await Promise.all([this.entries.head(MAIN), this.entries.read(MAIN, query, query.limit + 1)]);
    const items = rows.slice(0, query.limit).map(entryOf);
    const nextCursor = rows.length > query.limit ? String(items.at(-1)?.seq) : null;
    return { items, nextCursor, head: { seq: head.seq, hash: head.hash.toString('hex') } };
  }
}

const entryOf = (row: ChainedRow): AuditEntry => ({
  seq: row.seq,
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  subject: row.subject_type === null ? null : { type: row.subject_type, id: row.subject_id ?? '' },
  detail: row.detail,
  requestId: row.request_id,
  prevHash: row.prev_hash.toString('hex'),
  hash: row.hash.toString('hex'),
});
