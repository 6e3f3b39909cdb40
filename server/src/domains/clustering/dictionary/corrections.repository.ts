import { Injectable } from '@nestjs/common';
import type { EntryKind } from '@tocsin/shared/clustering';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';

export interface Correction {
  complaintId: ComplaintId;
  kind: EntryKind;
  name: string;
  by: string;
  reason: string;
  at: Date;
}

/** What people said single complaints are about. */
@Injectable()
export class CorrectionsRepository {
  constructor(private readonly db: Db) {}

  async write(tx: Tx, { complaintId, kind, name, by, reason, at }: Correction): Promise<void> {
    await tx.query(
      `INSERT INTO complaint_object (complaint_id, kind, name, by_name, reason, at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (complaint_id, kind) DO UPDATE SET name = excluded.name, by_name = excluded.by_name,
         reason = excluded.reason, at = excluded.at`,
      [complaintId, kind, name, by, reason, at],
    );
  }

  /** Newest last: said later, it goes before. */
  async of(ids: readonly ComplaintId[]): Promise<Map<ComplaintId, Correction[]>> {
    const rows = await this.db.query<Correction>(
      `SELECT complaint_id AS "complaintId", kind, name, by_name AS by, reason, at FROM complaint_object
       WHERE complaint_id = ANY ($1::uuid[]) ORDER BY at, kind`,
      [ids],
    );
    const said = new Map<ComplaintId, Correction[]>();
    for (const row of rows) said.set(row.complaintId, [...(said.get(row.complaintId) ?? []), row]);
    return said;
  }
}
