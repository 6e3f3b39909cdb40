import { Injectable } from '@nestjs/common';
import type { ImportMapping, ImportTarget } from '@tocsin/shared/complaints';
import type { ProblemIssue, UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import type { TableLayout } from '../../../platform/rows/table.js';

export interface StoredImport {
  id: string;
  file_name: string;
  file_sha256: Buffer;
  layout: TableLayout;
  state: 'uploaded' | 'running' | 'done' | 'failed';
  columns: string[];
  guess: Record<string, ImportTarget>;
  preview: Buffer;
  mapping: ImportMapping | null;
  rows: number;
  next_row: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  created_at: Date;
  created_by: UserId;
  created_by_name: string;
  /** The brands that whoever uploaded it saw when it was started. */
  brands: string[] | null;
}

export type NewImport = Pick<
  StoredImport,
  'id' | 'file_name' | 'layout' | 'columns' | 'guess' | 'preview' | 'rows' | 'created_at' | 'created_by' | 'created_by_name'
> & { file_sha256: string };

export interface Progress {
  rows: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

export interface RejectedRow {
  line: number;
  issues: ProblemIssue[];
  cells: Buffer;
}

@Injectable()
export class ImportRepository {
  constructor(private readonly db: Db) {}

  async add(job: NewImport): Promise<void> {
    await this.db.query(
      `INSERT INTO import_job (id, file_name, file_sha256, layout, state, columns, guess, preview, rows, created_at, created_by, created_by_name)
       VALUES ($1, $2, decode($3, 'hex'), $4, 'uploaded', $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[job.id, job.file_name, job.file_sha256, toJson(job.layout), toJson(job.columns), toJson(job.guess)],
        ...[job.preview, job.rows, job.created_at, job.created_by, job.created_by_name],
      ],
    );
  }

  async find(id: string): Promise<StoredImport | undefined> {
    const [row] = await this.db.query<StoredImport>(`SELECT * FROM import_job WHERE id = $1`, [id]);
    return row;
  }

  async start(tx: Tx, id: string, mapping: ImportMapping, brands: readonly string[] | null): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `WITH up AS (UPDATE import_job SET state = 'running', mapping = $2, brands = $3 WHERE id = $1 AND state = 'uploaded' RETURNING id) SELECT id FROM up`,
      [id, toJson(mapping), brands],
    );
    return rows.length > 0;
  }

  /** Moves the bookmark from where the caller thinks it stands. False: another run of the same job was faster, and its rows count. */
  async advance(tx: Tx, id: string, from: number, by: Progress, rejected: readonly RejectedRow[]): Promise<boolean> {
    const moved = await tx.query<unknown[]>(
      `WITH up AS (UPDATE import_job SET next_row = next_row + $3, accepted = accepted + $4, duplicates = duplicates + $5, rejected = rejected + $6
         WHERE id = $1 AND next_row = $2 AND state = 'running' RETURNING id) SELECT id FROM up`,
      [id, from, by.rows, by.accepted, by.duplicates, by.rejected],
    );
    if (moved.length === 0) return false;
    await tx.query(
      `INSERT INTO import_error (job_id, line, issues, cells)
       SELECT $1, * FROM unnest($2::integer[], $3::jsonb[], $4::bytea[]) ON CONFLICT DO NOTHING`,
      [id, rejected.map((r) => r.line), rejected.map((r) => toJson(r.issues)), rejected.map((r) => r.cells)],
    );
    return true;
  }

  async finish(id: string, state: 'done' | 'failed', tx?: Tx): Promise<void> {
    const sql = `UPDATE import_job SET state = $2 WHERE id = $1 AND state = 'running'`;
    await (tx ? tx.query(sql, [id, state]) : this.db.query(sql, [id, state]));
  }

  errors(id: string, afterLine: number, limit: number): Promise<RejectedRow[]> {
    return this.db.query<RejectedRow>(
      `SELECT line, issues, cells FROM import_error WHERE job_id = $1 AND line > $2 ORDER BY line LIMIT $3`,
      [id, afterLine, limit],
    );
  }
}
