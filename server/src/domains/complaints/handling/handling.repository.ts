import { Injectable } from '@nestjs/common';
import type { ComplaintStatus, InvalidReason, Validity } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId, UserId } from '@tocsin/shared/kernel';
import type { Tx } from '../../../platform/database/db.js';

export interface Handled {
  id: ComplaintId;
  receipt_no: string;
  brand: string | null;
  text: string;
  complainant: Buffer | null;
  group_id: GroupId | null;
  status: ComplaintStatus | null;
  validity: Validity | null;
  /** Null until the engine has read the complaint. */
  version: number | null;
}

export interface Step {
  id: string;
  complaintId: ComplaintId;
  at: Date;
  status: ComplaintStatus;
  note: string | null;
  by: { id: UserId | null; name: string | null };
}

@Injectable()
export class HandlingRepository {
  async find(tx: Tx, id: ComplaintId): Promise<Handled | undefined> {
    const [row] = await tx.query<Handled[]>(
      `SELECT c.id, c.receipt_no, c.brand, c.complainant, c.text, k.group_id, k.status, k.validity, k.version
       FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id WHERE c.id = $1`,
      [id],
    );
    return row;
  }

  /** Of a complaint that is there. */
  async payload(tx: Tx, id: ComplaintId): Promise<{ raw: Buffer; raw_sha256: Buffer }> {
    const [row] = await tx.query<{ raw: Buffer; raw_sha256: Buffer }[]>(`SELECT raw, raw_sha256 FROM complaint WHERE id = $1`, [id]);
    if (!row) throw new Error(`complaint ${id} has no row`);
    return row;
  }

  /** Two people deciding at once wait for each other here; the second then finds its version stale. */
  async lock(tx: Tx, id: ComplaintId): Promise<Handled | undefined> {
    await tx.query(`SELECT FROM complaint_case WHERE complaint_id = $1 FOR UPDATE`, [id]);
    return this.find(tx, id);
  }

  async lastStep(tx: Tx, id: ComplaintId, status: ComplaintStatus): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }[]>(
      `SELECT max(at) AS at FROM complaint_status_change WHERE complaint_id = $1 AND status = $2`,
      [id, status],
    );
    return row?.at ?? null;
  }

  async setValidity(tx: Tx, id: ComplaintId, validity: Validity, reason: InvalidReason | null, note: string | null): Promise<void> {
    await tx.query(
      `UPDATE complaint_case SET validity = $2, invalid_reason = $3, validity_note = $4, version = version + 1 WHERE complaint_id = $1`,
      [id, validity, reason, note],
    );
  }

  async setStatus(tx: Tx, { id, complaintId, at, status, note, by }: Step): Promise<void> {
    await tx.query(`UPDATE complaint_case SET status = $2, version = version + 1 WHERE complaint_id = $1`, [complaintId, status]);
    await tx.query(
      `INSERT INTO complaint_status_change (id, complaint_id, at, status, note, by_id, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, complaintId, at, status, note, by.id, by.name],
    );
  }
}
