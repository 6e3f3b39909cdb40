import { Injectable } from '@nestjs/common';
import type { ComplaintStatus, Demand, PlaceFinding, PlaceInput } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';

export interface TrackedStep {
  id: string;
  status: ComplaintStatus;
  at: string;
  /** Takes a step back, or was taken back. */
  void: boolean;
}

export interface Tracked {
  id: ComplaintId;
  receipt_no: string;
  receipt_code_hash: Buffer | null;
  received_at: Date;
  text: string;
  order_ref: string | null;
  demands: Demand[];
  given: PlaceInput | null;
  place: PlaceFinding | null;
  status: ComplaintStatus | null;
  attachments: string;
  steps: TrackedStep[];
}

@Injectable()
export class PublicRepository {
  constructor(private readonly db: Db) {}

  findByReceipt(receiptNo: string): Promise<Tracked | undefined> {
    return this.one('c.receipt_no = $1', receiptNo);
  }

  find(id: ComplaintId): Promise<Tracked | undefined> {
    return this.one('c.id = $1', id);
  }

  private async one(where: string, value: string): Promise<Tracked | undefined> {
    const [row] = await this.db.query<Tracked>(
      `SELECT c.id, c.receipt_no, c.receipt_code_hash, c.received_at, c.text, c.order_ref, c.demands, c.place AS given, k.place, k.status,
         (SELECT count(*) FROM attachment a WHERE a.complaint_id = c.id) AS attachments,
         COALESCE((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'status', s.status, 'at', s.at, 'void', s.undoes IS NOT NULL
                     OR EXISTS (SELECT FROM complaint_status_change u WHERE u.complaint_id = c.id AND u.undoes = s.id)) ORDER BY s.at, s.version NULLS FIRST, s.id)
                   FROM complaint_status_change s WHERE s.complaint_id = c.id), '[]') AS steps
       FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id WHERE ${where}`,
      [value],
    );
    return row;
  }
}
