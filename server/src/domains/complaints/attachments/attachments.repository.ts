import { Injectable } from '@nestjs/common';
import type { AttachmentId, ComplaintId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import type { StoredAttachment } from '../reading/detail.repository.js';
import type { Recorded } from './attachment-trail.js';

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

/** Bytes of uploads that no complaint has claimed yet. */
export interface Waiting {
  all: number;
  sender: number;
}

/** Who added it when nobody is signed in. */
export const PUBLIC = 'public';

@Injectable()
export class AttachmentsRepository {
  constructor(private readonly db: Db) {}

  /** `heldFrom`: a keyed mark of the sender, for an upload that waits for its form. */
  async add(tx: Tx, a: NewAttachment, heldFrom: Buffer | null): Promise<void> {
    await tx.query(
      `INSERT INTO attachment (id, complaint_id, name, media_type, size, sha256, added_at, added_by, held_from)
       VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8, $9)`,
      [a.id, a.complaintId, a.name, a.mediaType, a.size, a.sha256, a.addedAt, a.addedBy, heldFrom],
    );
  }

  waiting(heldFrom: Buffer): Promise<Waiting> {
    return this.measure((sql, params) => this.db.query(sql, params), heldFrom);
  }

  /** Until the transaction ends no other upload is added to what waits. */
  async waitingAlone(tx: Tx, heldFrom: Buffer): Promise<Waiting> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('attachment waiting'))`);
    return this.measure((sql, params) => tx.query(sql, params), heldFrom);
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

  /** Answers those that were still waiting and are now the complaint's. */
  async claim(tx: Tx, complaint: ComplaintId, ids: readonly AttachmentId[]): Promise<Recorded[]> {
    const claimed = await tx.query<(Omit<Recorded, 'size'> & { size: string })[]>(
      `WITH up AS (UPDATE attachment SET complaint_id = $1, held_from = NULL WHERE id = ANY($2::uuid[]) AND complaint_id IS NULL AND added_by = $3
         RETURNING id, name, media_type, size, sha256)
       SELECT id, name, media_type AS "mediaType", size, encode(sha256, 'hex') AS sha256 FROM up ORDER BY id`,
      [complaint, ids, PUBLIC],
    );
    return claimed.map((file) => ({ ...file, size: Number(file.size) }));
  }

  /** Answers the hashes of what was dropped. */
  async dropUnclaimed(before: Date): Promise<string[]> {
    const rows = await this.db.query<{ sha256: string }>(
      `WITH gone AS (DELETE FROM attachment WHERE complaint_id IS NULL AND added_at < $1 RETURNING sha256)
       SELECT DISTINCT encode(sha256, 'hex') AS sha256 FROM gone`,
      [before],
    );
    return rows.map(({ sha256 }) => sha256);
  }

  async namedAmong(hashes: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ sha256: string }>(
      `SELECT DISTINCT encode(sha256, 'hex') AS sha256 FROM attachment
       WHERE sha256 IN (SELECT decode(hash, 'hex') FROM unnest($1::text[]) AS hash)`,
      [hashes],
    );
    return rows.map(({ sha256 }) => sha256);
  }

  private async measure(query: (sql: string, params: unknown[]) => Promise<Sums[]>, heldFrom: Buffer): Promise<Waiting> {
    const [row] = await query(
      `SELECT COALESCE(sum(size), 0) AS all, COALESCE(sum(size) FILTER (WHERE held_from = $1), 0) AS sender
       FROM attachment WHERE complaint_id IS NULL`,
      [heldFrom],
    );
    return { all: Number(row?.all ?? 0), sender: Number(row?.sender ?? 0) };
  }
}

interface Sums {
  all: string;
  sender: string;
}
