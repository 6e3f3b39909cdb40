import { Injectable } from '@nestjs/common';
import type { ComplaintMessage } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { Db, type Tx } from '../../../platform/database/db.js';

interface StoredMessage {
  id: string;
  at: Date;
  kind: ComplaintMessage['kind'];
  words: Buffer | null;
  score: number | null;
}

export interface NewMessage {
  id: string;
  complaintId: ComplaintId;
  at: Date;
  kind: ComplaintMessage['kind'];
  words: string | null;
  score: number | null;
}

export const WORDS = 'complainant words';

/** What a complainant said after filing. Its words leave the table only opened, and enter it only sealed. */
@Injectable()
export class MessagesRepository {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
  ) {}

  async add(tx: Tx, { id, complaintId, at, kind, words, score }: NewMessage): Promise<void> {
    await tx.query(`INSERT INTO complaint_message (id, complaint_id, at, kind, words, score) VALUES ($1, $2, $3, $4, $5, $6)`, [
      ...[id, complaintId, at, kind],
      ...[words === null ? null : this.sealer.seal(WORDS, words, id), score],
    ]);
  }

  async of(complaint: ComplaintId, tx?: Tx): Promise<ComplaintMessage[]> {
    const sql = `SELECT id, at, kind, words, score FROM complaint_message WHERE complaint_id = $1 ORDER BY at, id`;
    const rows = await (tx ? tx.query<StoredMessage[]>(sql, [complaint]) : this.db.query<StoredMessage>(sql, [complaint]));
    return rows.map(({ id, at, kind, words, score }) => ({
      ...{ id, at: at.toISOString(), kind, score },
      text: words === null || this.sealer.isLost ? null : this.sealer.open(WORDS, words, id),
    }));
  }
}
