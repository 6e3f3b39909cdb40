import { Injectable } from '@nestjs/common';
import type { ComplaintStatus, InvalidReason, Validity } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId, UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';

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
  by: By;
  from: ComplaintStatus;
  /** What is taken back together. */
  batchId?: string | null;
  /** The step that this one takes back. */
  undoes?: string | null;
}

export interface By {
  id: UserId | null;
  name: string | null;
}

export interface TakenStep {
  id: string;
  complaint_id: ComplaintId;
  status: ComplaintStatus;
  from_status: ComplaintStatus;
  undone: boolean;
  /** Nothing has changed the status since. */
  newest: boolean;
}

export interface Preview {
  moves: number;
  people: number;
  unnamed: number;
  tracked: number;
}

const TAKEN = `SELECT s.id, s.complaint_id, s.status, s.from_status,
    EXISTS (SELECT FROM complaint_status_change u WHERE u.complaint_id = s.complaint_id AND u.undoes = s.id) AS undone,
    NOT EXISTS (SELECT FROM complaint_status_change n WHERE n.complaint_id = s.complaint_id AND n.version > s.version) AS newest
  FROM complaint_status_change s`;

@Injectable()
export class HandlingRepository {
  constructor(private readonly db: Db) {}

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

  /** All of them, locked in the order of their ids. */
  async lockMany(tx: Tx, ids: readonly ComplaintId[]): Promise<Handled[]> {
    await tx.query(`SELECT FROM complaint_case WHERE complaint_id = ANY ($1::uuid[]) ORDER BY complaint_id FOR UPDATE`, [ids]);
    return tx.query<Handled[]>(
      `SELECT c.id, c.receipt_no, c.brand, c.complainant, c.text, k.group_id, k.status, k.validity, k.version
       FROM complaint c JOIN complaint_case k ON k.complaint_id = c.id WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id`,
      [ids],
    );
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

  /** The version after the step is kept with it: it tells which step was the last when two carry the same instant. */
  async setStatus(tx: Tx, { id, complaintId, at, status, note, by, from, batchId, undoes }: Step): Promise<void> {
    await tx.query(
      `WITH k AS (UPDATE complaint_case SET status = $4, version = version + 1 WHERE complaint_id = $2 RETURNING version)
       INSERT INTO complaint_status_change (id, complaint_id, at, status, note, by_id, by_name, from_status, batch_id, undoes, version)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, version FROM k`,
      [id, complaintId, at, status, note, by.id, by.name, from, batchId ?? null, undoes ?? null],
    );
  }

  /** The steps of one bulk change, in the order in which complaints are locked. */
  async stepsOfBatch(tx: Tx, batchId: string): Promise<TakenStep[]> {
    return tx.query<TakenStep[]>(`${TAKEN} WHERE s.batch_id = $1 AND s.from_status IS NOT NULL ORDER BY s.complaint_id`, [batchId]);
  }

  async step(tx: Tx, id: string): Promise<TakenStep | undefined> {
    const [row] = await tx.query<TakenStep[]>(`${TAKEN} WHERE s.id = $1 AND s.from_status IS NOT NULL`, [id]);
    return row;
  }

  /** Of those of `ids` that stand in one of `from`: how many, of how many people, and how many can be looked up by their receipt. */
  async preview(ids: readonly ComplaintId[], from: readonly ComplaintStatus[], brands: readonly string[] | null): Promise<Preview> {
    const [row] = await this.db.query<Record<keyof Preview, string>>(
      `SELECT count(*) AS moves, count(DISTINCT k.complainant_key) AS people, count(*) FILTER (WHERE k.complainant_key IS NULL) AS unnamed,
         count(*) FILTER (WHERE c.receipt_code_hash IS NOT NULL) AS tracked
       FROM complaint_case k JOIN complaint c ON c.id = k.complaint_id
       WHERE k.complaint_id = ANY ($1::uuid[]) AND k.status = ANY ($2::text[]) AND ($3::text[] IS NULL OR c.brand = ANY ($3::text[]))`,
      [ids, from, brands],
    );
    const read = (name: keyof Preview): number => Number(row?.[name] ?? 0);
    return { moves: read('moves'), people: read('people'), unnamed: read('unnamed'), tracked: read('tracked') };
  }
}
