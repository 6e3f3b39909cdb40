import { Injectable } from '@nestjs/common';
import type { ComplaintReply, GivenReply, ReplyVia } from '@tocsin/shared/complaints';
import type { ComplaintId, UserId } from '@tocsin/shared/kernel';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { Db, type Tx } from '../../../platform/database/db.js';

interface By {
  id: UserId | null;
  name: string | null;
}

export interface NewReply extends GivenReply {
  id: string;
  complaintId: ComplaintId;
  /** The step of the status that it was recorded with. */
  changeId: string;
  recordedAt: Date;
  by: By;
}

/** `changeId`: the step of the status it was recorded with. */
export interface KeptReply extends ComplaintReply {
  changeId: string;
}

interface StoredReply {
  id: string;
  change_id: string;
  via: ReplyVia;
  said_at: Date;
  words: Buffer;
  recorded_at: Date;
  by_name: string | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  reason: string | null;
}

export const WORDS = 'reply words';

/** Shown instead of words while the secret is lost: that something was said stays true. */
const UNREADABLE = '■■■';

/** What complainants were told. Its words leave the table only opened, and enter it only sealed. */
@Injectable()
export class RepliesRepository {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
  ) {}

  async add(tx: Tx, { id, complaintId, changeId, via, at, text, recordedAt, by }: NewReply): Promise<void> {
    await tx.query(
      `INSERT INTO complaint_reply (id, complaint_id, change_id, via, said_at, words, recorded_at, by_id, by_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, complaintId, changeId, via, at, this.sealer.seal(WORDS, text, id), recordedAt, by.id, by.name],
    );
  }

  async of(complaint: ComplaintId): Promise<KeptReply[]> {
    const rows = await this.db.query<StoredReply>(
      `SELECT r.id, r.change_id, r.via, r.said_at, r.words, r.recorded_at, r.by_name, w.at AS withdrawn_at, w.by_name AS withdrawn_by, w.reason
       FROM complaint_reply r LEFT JOIN complaint_reply_withdrawal w ON w.reply_id = r.id
       WHERE r.complaint_id = $1 ORDER BY r.recorded_at, r.id`,
      [complaint],
    );
    return rows.map((row) => this.opened(row));
  }

  async changeOf(tx: Tx, complaint: ComplaintId, reply: string): Promise<string | null> {
    const sql = `SELECT change_id FROM complaint_reply WHERE id = $1 AND complaint_id = $2`;
    const [row] = await tx.query<{ change_id: string }[]>(sql, [reply, complaint]);
    return row?.change_id ?? null;
  }

  /** Its id, or null when the step has none that still stands. */
  async withdraw(
    tx: Tx,
    { changeId, at, reason, by }: { changeId: string; at: Date; reason: string | null; by: By },
  ): Promise<string | null> {
    const [row] = await tx.query<{ reply_id: string }[]>(
      `INSERT INTO complaint_reply_withdrawal (reply_id, at, reason, by_id, by_name)
       SELECT id, $2, $3, $4, $5 FROM complaint_reply WHERE change_id = $1 ON CONFLICT DO NOTHING RETURNING reply_id`,
      [changeId, at, reason, by.id, by.name],
    );
    return row?.reply_id ?? null;
  }

  private opened({ id, words, ...row }: StoredReply): KeptReply {
    return {
      ...{
        id,
        changeId: row.change_id,
        via: row.via,
        at: row.said_at.toISOString(),
        text: this.sealer.isLost ? UNREADABLE : this.sealer.open(WORDS, words, id),
      },
      ...{ recordedAt: row.recorded_at.toISOString(), recordedBy: row.by_name },
      withdrawn: row.withdrawn_at && { at: row.withdrawn_at.toISOString(), by: row.withdrawn_by, reason: row.reason },
    };
  }
}
