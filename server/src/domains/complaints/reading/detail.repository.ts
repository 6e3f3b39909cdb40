import { Injectable } from '@nestjs/common';
import type { Findings, InvalidReason, PlaceInput, Reach } from '@tocsin/shared/complaints';
import type { AttachmentId, ComplaintId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';

export interface StoredDetail {
  text: string;
  lang: string | null;
  amount_minor: string | null;
  amount_currency: string | null;
  reach_detail: Reach | null;
  place_given: PlaceInput | null;
  raw_sha256: Buffer;
  brand: string | null;
  complainant: Buffer | null;
  invalid_reason: InvalidReason | null;
  validity_note: string | null;
  findings: Findings | null;
  version: number | null;
}

export interface StoredAttachment {
  id: AttachmentId;
  name: string;
  media_type: string;
  size: string;
  sha256: Buffer;
  added_at: Date;
}

@Injectable()
export class DetailRepository {
  constructor(private readonly db: Db) {}

  async find(id: ComplaintId, tx?: Tx): Promise<StoredDetail | undefined> {
    const sql = `SELECT c.text, COALESCE(c.lang, k.language) AS lang, c.amount_minor, c.amount_currency, c.reach AS reach_detail,
        c.place AS place_given, c.raw_sha256, c.brand, c.complainant, k.invalid_reason, k.validity_note, k.findings, k.version
       FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id WHERE c.id = $1`;
    const [row] = tx ? await tx.query<StoredDetail[]>(sql, [id]) : await this.db.query<StoredDetail>(sql, [id]);
    return row;
  }

  async person(id: ComplaintId): Promise<{ brand: string | null; complainant_key: Buffer | null } | undefined> {
    const sql = `SELECT brand, complainant_key FROM complaint WHERE id = $1`;
    const [row] = await this.db.query<{ brand: string | null; complainant_key: Buffer | null }>(sql, [id]);
    return row;
  }

  attachments(id: ComplaintId): Promise<StoredAttachment[]> {
    return this.db.query<StoredAttachment>(
      `SELECT id, name, media_type, size, sha256, added_at FROM attachment WHERE complaint_id = $1 ORDER BY added_at, id`,
      [id],
    );
  }
}
