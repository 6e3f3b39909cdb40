import { Injectable } from '@nestjs/common';
import type { ImportFailure, ImportMapping, ImportState, ImportTarget } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId, DateOrder, ProblemIssue, UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import type { ImportLayout } from './import.table.js';

/** What became of a row that was not simply taken as it stood. */
export const ROW_FATES = ['rejected', 'adjusted', 'duplicate'] as const;
export type RowFate = (typeof ROW_FATES)[number];

export interface StoredImport {
  id: string;
  file_name: string;
  /** Null when the file is no longer needed. */
  file_sha256: Buffer | null;
  layout: ImportLayout;
  state: ImportState;
  columns: string[];
  guess: Record<string, ImportTarget>;
  preview: Buffer;
  mapping: ImportMapping | null;
  /** What was settled at the start, besides the mapping. */
  terms: { rounded: string[]; dateOrder: DateOrder } | null;
  rows: number;
  next_row: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  adjusted: number;
  failure: ImportFailure | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  created_by: UserId;
  created_by_name: string;
  created_by_kind: Principal['kind'];
  /** The brands that whoever uploaded it saw when it was started. */
  brands: string[] | null;
}

export type ReadFile = Pick<StoredImport, 'layout' | 'columns' | 'guess' | 'preview' | 'rows'>;
export type NewImport = ReadFile &
  Pick<StoredImport, 'id' | 'file_name' | 'created_at' | 'created_by' | 'created_by_name' | 'created_by_kind'> & { file_sha256: string };
export type ImportLine = Omit<StoredImport, 'layout' | 'columns' | 'guess' | 'preview'>;

/** What has become of the rows so far. */
export type Counts = Pick<StoredImport, 'accepted' | 'duplicates' | 'rejected' | 'adjusted'>;

export interface Progress {
  rows: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  adjusted: number;
}

export interface NotedRow {
  line: number;
  fate: RowFate;
  issues: ProblemIssue[];
  cells: Buffer;
}

const LISTED = 100;
const LINE = `id, file_name, file_sha256, state, mapping, terms, rows, next_row, accepted, duplicates, rejected, adjusted, failure, created_at,
  started_at, finished_at, created_by, created_by_name, created_by_kind, brands`;

@Injectable()
export class ImportRepository {
  constructor(private readonly db: Db) {}

  async add(job: NewImport): Promise<void> {
    await this.db.query(
      `INSERT INTO import_job (id, file_name, file_sha256, layout, state, columns, guess, preview, rows, created_at,
         created_by, created_by_name, created_by_kind)
       VALUES ($1, $2, decode($3, 'hex'), $4, 'uploaded', $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[job.id, job.file_name, job.file_sha256, ...fileColumns(job), job.created_at],
        ...[job.created_by, job.created_by_name, job.created_by_kind],
      ],
    );
  }

  /** Reads it another way. False: it has been started or dropped meanwhile. */
  async reread(id: string, read: ReadFile): Promise<boolean> {
    const rows = await this.db.query<unknown>(
      `WITH up AS (UPDATE import_job SET layout = $2, columns = $3, guess = $4, preview = $5, rows = $6
         WHERE id = $1 AND state = 'uploaded' RETURNING id) SELECT id FROM up`,
      [id, ...fileColumns(read)],
    );
    return rows.length > 0;
  }

  async find(id: string): Promise<StoredImport | undefined> {
    const [row] = await this.db.query<StoredImport>(`SELECT * FROM import_job WHERE id = $1`, [id]);
    return row;
  }

  listOf(owner: UserId): Promise<ImportLine[]> {
    return this.db.query<ImportLine>(
      `SELECT ${LINE} FROM import_job WHERE created_by = $1 ORDER BY created_at DESC, id DESC LIMIT ${LISTED}`,
      [owner],
    );
  }

  async start(
    tx: Tx,
    job: { id: string; mapping: ImportMapping; terms: StoredImport['terms']; brands: readonly string[] | null; now: Date },
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `WITH up AS (UPDATE import_job SET state = 'running', mapping = $2, terms = $3, brands = $4, started_at = $5, touched_at = $5
         WHERE id = $1 AND state = 'uploaded' RETURNING id) SELECT id FROM up`,
      [job.id, toJson(job.mapping), toJson(job.terms), job.brands, job.now],
    );
    return rows.length > 0;
  }

  /** Moves the bookmark from where the caller thinks it stands. False: another run of the same job was faster, or it was cancelled. */
  async advance(
    tx: Tx,
    job: { id: string; from: number; now: Date },
    by: Progress,
    { noted, taken }: { noted: readonly NotedRow[]; taken: readonly ComplaintId[] },
  ): Promise<boolean> {
    const moved = await tx.query<unknown[]>(
      `WITH up AS (UPDATE import_job SET next_row = next_row + $3, accepted = accepted + $4, duplicates = duplicates + $5,
           rejected = rejected + $6, adjusted = adjusted + $7, touched_at = $8
         WHERE id = $1 AND next_row = $2 AND state = 'running' RETURNING id) SELECT id FROM up`,
      [job.id, job.from, by.rows, by.accepted, by.duplicates, by.rejected, by.adjusted, job.now],
    );
    if (moved.length === 0) return false;
    await tx.query(`INSERT INTO import_complaint (job_id, complaint_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`, [
      job.id,
      taken,
    ]);
    if (noted.length === 0) return true;
    await tx.query(
      `INSERT INTO import_error (job_id, line, fate, issues, cells)
       SELECT $1, * FROM unnest($2::integer[], $3::text[], $4::jsonb[], $5::bytea[]) ON CONFLICT DO NOTHING`,
      [job.id, noted.map((r) => r.line), noted.map((r) => r.fate), noted.map((r) => toJson(r.issues)), noted.map((r) => r.cells)],
    );
    return true;
  }

  /** Its file is not needed any more. Null: it had ended already. */
  async finish(
    tx: Tx,
    id: string,
    end: { state: 'done' | 'failed' | 'cancelled'; failure: ImportFailure | null; now: Date; from: readonly ImportState[] },
  ): Promise<Counts | null> {
    const sql = `WITH up AS (UPDATE import_job SET state = $2, failure = $3, finished_at = $4, file_sha256 = NULL
      WHERE id = $1 AND state = ANY ($5) RETURNING accepted, duplicates, rejected, adjusted) SELECT * FROM up`;
    const params = [id, end.state, end.failure === null ? null : toJson(end.failure), end.now, end.from];
    return (await tx.query<Counts[]>(sql, params))[0] ?? null;
  }

  /** Which of these receipt numbers complaints stand under, and of which brand those are. */
  async knownReceipts(tx: Tx, receiptNos: readonly string[]): Promise<Map<string, string | null>> {
    if (receiptNos.length === 0) return new Map();
    const rows = await tx.query<{ receipt_no: string; brand: string | null }[]>(
      `SELECT receipt_no, brand FROM complaint WHERE receipt_no = ANY ($1)`,
      [receiptNos],
    );
    return new Map(rows.map((row) => [row.receipt_no, row.brand]));
  }

  /** Those that run but have not moved for a while: whatever ran them is gone. */
  stalled(before: Date): Promise<{ id: string }[]> {
    return this.db.query<{ id: string }>(`SELECT id FROM import_job WHERE state = 'running' AND touched_at < $1`, [before]);
  }

  noted(id: string, fate: RowFate, afterLine: number, limit: number): Promise<NotedRow[]> {
    return this.db.query<NotedRow>(
      `SELECT line, fate, issues, cells FROM import_error WHERE job_id = $1 AND fate = $2 AND line > $3 ORDER BY line LIMIT $4`,
      [id, fate, afterLine, limit],
    );
  }
}

const fileColumns = ({ layout, columns, guess, preview, rows }: ReadFile): unknown[] => [
  ...[toJson(layout), toJson(columns), toJson(guess)],
  ...[preview, rows],
];
