import { Injectable } from '@nestjs/common';
import type { AttachmentId, ComplaintId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import type { StoredAttachment } from '../reading/detail.repository.js';

export interface NewAttachment {
  id: AttachmentId;
  complaintId: ComplaintId | null;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  addedAt: Date;
  addedBy: string;
}

/** Who added it when nobody is signed in. */
export const PUBLIC = 'public';

@Injectable()
export class AttachmentsRepository {
  constructor(private readonly db: Db) {}

  async add(a: NewAttachment, tx?: Tx): Promise<void> {
    const sql = `INSERT INTO attachment (id, complaint_id, name, media_type, size, sha256, added_at, added_by)
      VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8)`;
    const params = [a.id, a.complaintId, a.name, a.mediaType, a.size, a.sha256, a.addedAt, a.addedBy];
    await (tx ? tx.query(sql, params) : this.db.query(sql, params));
  }

  async find(complaint: ComplaintId, id: AttachmentId): Promise<StoredAttachment | undefined> {
    const [row] = await this.db.query<StoredAttachment>(
      `SELECT id, name, media_type, size, sha256, added_at FROM attachment WHERE id = $1 AND complaint_id = $2`,
      [id, complaint],
    );
    return row;
  }

  async count(complaint: ComplaintId, tx: Tx): Promise<number> {
    const [row] = await tx.query<{ count: string }[]>(`SELECT count(*) FROM attachment WHERE complaint_id = $1`, [complaint]);
    return Number(row?.count ?? 0);
  }

  /** Answers how many were still waiting and are now the complaint's. */
  async claim(tx: Tx, complaint: ComplaintId, ids: readonly AttachmentId[]): Promise<number> {
    const claimed = await tx.query<unknown[]>(
      `WITH up AS (UPDATE attachment SET complaint_id = $1 WHERE id = ANY($2::uuid[]) AND complaint_id IS NULL AND added_by = $3 RETURNING id)
       SELECT id FROM up`,
      [complaint, ids, PUBLIC],
    );
    return claimed.length;
  }

  async dropUnclaimed(before: Date): Promise<void> {
    await this.db.query(`DELETE FROM attachment WHERE complaint_id IS NULL AND added_at < $1`, [before]);
  }
}
