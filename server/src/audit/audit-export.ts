import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import { Db } from '../platform/database/db.js';
import { Audit, MAIN } from './audit.js';
import { entryOf, headOf } from './audit.presenter.js';
import { AuditRepository, type Head } from './audit.repository.js';

const PAGE = 1_000;

/** The whole record as a file. Taking it out is itself on record, as the last entry of what is taken out. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
    private readonly entries: AuditRepository,
  ) {}

  async export(me: Principal): Promise<{ stream: Readable; witness: string }> {
    await this.db.transaction((tx) => this.audit.record(tx, me, 'audit.exported', null));
    const head = await this.entries.head(MAIN);
    return { stream: Readable.from(this.lines(head)), witness: headOf(head).witness };
  }

  private async *lines(head: Head): AsyncGenerator<string> {
    let entries = 0;
    for (let afterSeq = 0; afterSeq < head.seq;) {
      const rows = await this.entries.read(MAIN, { afterSeq, beforeSeq: head.seq + 1, limit: PAGE, order: 'asc' });
      if (rows.length === 0) break;
      yield rows.map((row) => `${JSON.stringify(entryOf(row))}\n`).join('');
      entries += rows.length;
      afterSeq = rows.at(-1)?.seq ?? head.seq;
    }
    yield `${JSON.stringify({ head: headOf(head), entries })}\n`;
  }
}
