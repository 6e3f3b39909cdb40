import { Injectable } from '@nestjs/common';
import type { EmotionStage } from '@tocsin/shared/complaints';
import type { AttachmentId, ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';
import type { Conditions } from './complaint.filter.js';
import type { StoredDetail } from './detail.repository.js';

export interface ExportedRow {
  id: ComplaintId;
  externalId: string | null;
  source: string | null;
  receivedAt: Date;
  groupId: GroupId | null;
  validity: string;
  priority: string | null;
  emotion: EmotionStage | null;
  status: string;
  seq: string;
}

/** What a detail shows, without what only its own screen needs. */
export interface StoredRecord extends Omit<StoredDetail, 'brand' | 'complainant' | 'findings' | 'version'> {
  id: ComplaintId;
  seq: string;
}

export interface StoredAttached {
  id: AttachmentId;
  name: string;
  sha256: Buffer;
}

@Injectable()
export class ExportRepository {
  constructor(private readonly db: Db) {}

  /** Of the newest complaint in the log, or of the newest one that the engine has read; 0 when there is none. */
  async lastSeq(onlyRead: boolean): Promise<number> {
    const [row] = await this.db.query<{ seq: string | null }>(`SELECT max(seq) AS seq FROM ${onlyRead ? 'complaint_case' : 'complaint'}`);
    return Number(row?.seq ?? 0);
  }

  /** In the order of the log, so that nothing that arrives meanwhile can shift a page. */
  page({ where, params }: Conditions, afterSeq: number, limit: number): Promise<ExportedRow[]> {
    const conditions = [...where, `c.seq > $${params.length + 1}`];
    return this.db.query<ExportedRow>(
      `SELECT c.id, c.external_id AS "externalId", c.source, c.received_at AS "receivedAt", k.group_id AS "groupId",
         COALESCE(k.validity, 'undecided') AS validity, k.priority, k.emotion, COALESCE(k.status, 'received') AS status, c.seq
       FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id
       WHERE ${conditions.join(' AND ')} ORDER BY c.seq LIMIT ${limit}`,
      [...params, afterSeq],
    );
  }

  async records(ids: readonly ComplaintId[]): Promise<Map<ComplaintId, StoredRecord>> {
    const rows = await this.db.query<StoredRecord>(
      `SELECT c.id, c.seq, c.text, COALESCE(c.lang, k.language) AS lang, c.amount_minor, c.amount_currency, c.reach AS reach_detail,
         c.place AS place_given, c.raw_sha256, k.invalid_reason, k.validity_note
       FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id WHERE c.id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async attachments(ids: readonly ComplaintId[]): Promise<Map<ComplaintId, StoredAttached[]>> {
    const rows = await this.db.query<StoredAttached & { complaint_id: ComplaintId }>(
      `SELECT complaint_id, id, name, sha256 FROM attachment WHERE complaint_id = ANY ($1::uuid[]) ORDER BY added_at, id`,
      [ids],
    );
    const attached = new Map<ComplaintId, StoredAttached[]>();
    for (const row of rows) attached.set(row.complaint_id, [...(attached.get(row.complaint_id) ?? []), row]);
    return attached;
  }
}
