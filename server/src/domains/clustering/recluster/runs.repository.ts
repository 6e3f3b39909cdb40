import { Injectable } from '@nestjs/common';
import type { ReclusterRun, ReclusterState, ReclusterSummary } from '@tocsin/shared/clustering';
import type { UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import { timeCursor } from '../../../platform/http/time-cursor.js';

export interface RunRow {
  id: string;
  state: ReclusterState;
  reason: string;
  by_name: string;
  started_at: Date;
  since: Date | null;
  until: Date | null;
  read: number;
  total: number;
  algorithm: string | null;
  dictionary: number | null;
  attempts: number;
  compared_at: Date | null;
  move_no: string | null;
  summary: ReclusterSummary | null;
  fingerprint: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  decided_reason: string | null;
  applied: ReclusterRun['applied'];
  /** Ways out of declared incidents that a person included in this run. */
  included: string[];
}
export interface NewRun {
  id: string;
  reason: string;
  by: { id: UserId | null; name: string };
  at: Date;
  since: Date | null;
  until: Date | null;
}
export interface Ending {
  state: 'accepted' | 'discarded' | 'cancelled';
  by: string;
  at: Date;
  reason: string;
}

const COLUMNS =
  'r.id, r.state, r.reason, r.by_name, r.started_at, r.since, r.until, r.read, r.total, r.algorithm, r.dictionary, r.attempts, r.compared_at, ' +
  'r.move_no, r.summary, r.fingerprint, r.decided_by, r.decided_at, r.decided_reason, r.applied, r.included';
const UNDER_WAY = `('waiting', 'reading', 'comparing')`;
/** Whoever works on a run says so all the time; silent for this long, it was killed. */
const SILENT = `interval '10 seconds'`;

/** Rows of runs. Whoever works on one holds it, and finds out by its next beat that it was taken away. */
@Injectable()
export class RunsRepository {
  constructor(private readonly db: Db) {}

  async undecided(tx: Tx): Promise<RunRow | null> {
    const rows: RunRow[] = await tx.query(
      `SELECT ${COLUMNS} FROM recluster_run r WHERE state IN ('waiting', 'reading', 'comparing', 'ready')`,
    );
    return rows[0] ?? null;
  }

  async insert(tx: Tx, { id, reason, by, at, since, until }: NewRun): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO recluster_run (id, state, reason, by_id, by_name, started_at, since, until) VALUES ($1, 'waiting', $2, $3, $4, $5, $6, $7)
       ON CONFLICT ((true)) WHERE state IN ('waiting', 'reading', 'comparing', 'ready') DO NOTHING RETURNING id`,
      [...[id, reason, by.id, by.name, at, since, until]],
    );
    return rows.length > 0;
  }

  async one(id: string, tx?: Tx): Promise<RunRow | null> {
    const sql = `SELECT ${COLUMNS} FROM recluster_run r WHERE id = $1`;
    const rows = tx ? await tx.query<RunRow[]>(`${sql} FOR UPDATE`, [id]) : await this.db.query<RunRow>(sql, [id]);
    return rows[0] ?? null;
  }

  async list(limit: number, cursor: string | undefined): Promise<{ rows: RunRow[]; nextCursor: string | null }> {
    const mark = cursor === undefined ? null : timeCursor(cursor);
    const rows = await this.db.query<RunRow>(
      `SELECT ${COLUMNS} FROM recluster_run r WHERE ($1::timestamptz IS NULL OR (r.started_at, r.id) < ($1, $2::uuid))
       ORDER BY r.started_at DESC, r.id DESC LIMIT $3`,
      [mark?.at ?? null, mark?.id ?? null, limit + 1],
    );
    const last = rows[limit - 1];
    return { rows: rows.slice(0, limit), nextCursor: rows.length > limit && last ? `${last.started_at.toISOString()}~${last.id}` : null };
  }

  /** The one that nobody works on, if there is one. */
  async unattended(): Promise<string | null> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT id FROM recluster_run WHERE state IN ${UNDER_WAY} AND (holder IS NULL OR beat_at < clock_timestamp() - ${SILENT})`,
    );
    return rows[0]?.id ?? null;
  }

  async claim(id: string, holder: string): Promise<RunRow | null> {
    const rows = await this.db.query<RunRow>(
      `WITH r AS (UPDATE recluster_run SET holder = $2, beat_at = clock_timestamp(), attempts = attempts + 1,
         state = CASE WHEN state = 'waiting' THEN 'reading' ELSE state END
       WHERE id = $1 AND state IN ${UNDER_WAY} AND (holder IS NULL OR beat_at < clock_timestamp() - ${SILENT}) RETURNING *)
       SELECT ${COLUMNS} FROM r`,
      [id, holder],
    );
    return rows[0] ?? null;
  }

  /** False when it was cancelled or taken over: then whoever asks stops. */
  async beat(id: string, holder: string, read: number, total: number): Promise<boolean> {
    const rows = await this.db.query(
      `WITH x AS (UPDATE recluster_run SET beat_at = clock_timestamp(), read = $3, total = $4
       WHERE id = $1 AND holder = $2 AND state = 'reading' RETURNING id) SELECT id FROM x`,
      [id, holder, read, total],
    );
    return rows.length > 0;
  }

  /** Takes one step on in the transaction that brings its result; false when it is no longer ours. */
  async step(
    tx: Tx,
    id: string,
    holder: string,
    from: ReclusterState,
    set: Partial<
      Pick<RunRow, 'state' | 'read' | 'total' | 'algorithm' | 'dictionary' | 'compared_at' | 'move_no' | 'summary' | 'fingerprint'>
    >,
  ): Promise<boolean> {
    const columns = Object.entries(set);
    const sets = columns.map(([column], i) => `${column} = $${String(i + 4)}`);
    const [rows]: [unknown[], number] = await tx.query(
      `UPDATE recluster_run SET beat_at = clock_timestamp(), attempts = 0, ${sets.join(', ')} WHERE id = $1 AND holder = $2 AND state = $3 RETURNING id`,
      [
        id,
        holder,
        from,
        ...columns.map(([, value]) => (value !== null && typeof value === 'object' && !(value instanceof Date) ? toJson(value) : value)),
      ],
    );
    return rows.length > 0;
  }

  /** An attempt that brought to light whom to leave out is none that failed. */
  async forgive(tx: Tx, id: string): Promise<void> {
    await tx.query(`UPDATE recluster_run SET attempts = greatest(0, attempts - 1) WHERE id = $1`, [id]);
  }

  async touch(id: string, holder: string): Promise<void> {
    await this.db.query(`UPDATE recluster_run SET beat_at = clock_timestamp() WHERE id = $1 AND holder = $2`, [id, holder]);
  }

  async release(id: string, holder: string): Promise<void> {
    await this.db.query(`UPDATE recluster_run SET holder = NULL, beat_at = NULL WHERE id = $1 AND holder = $2`, [id, holder]);
  }

  async fail(id: string, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE recluster_run SET state = 'failed', holder = NULL, decided_at = $2 WHERE id = $1 AND state IN ${UNDER_WAY}`,
      [id, at],
    );
  }

  /** Called with the row locked. What was kept for the decision goes; what was shown stays with the record. */
  async end(tx: Tx, id: string, { state, by, at, reason }: Ending, applied: ReclusterRun['applied'] = null): Promise<void> {
    await tx.query(
      `UPDATE recluster_run SET state = $2, decided_by = $3, decided_at = $4, decided_reason = $5, applied = $6, holder = NULL WHERE id = $1`,
      [id, state, by, at, reason, applied === null ? null : toJson(applied)],
    );
    for (const table of ['recluster_member', 'recluster_place', 'recluster_target'])
      await tx.query(`DELETE FROM ${table} WHERE run_id = $1`, [id]);
  }

  async included(tx: Tx, id: string): Promise<string[]> {
    const rows = await tx.query<{ included: string[] }[]>(`SELECT included FROM recluster_run WHERE id = $1`, [id]);
    return rows[0]?.included ?? [];
  }

  async include(tx: Tx, id: string, ways: readonly string[]): Promise<void> {
    await tx.query(`UPDATE recluster_run SET included = ARRAY(SELECT DISTINCT unnest(included || $2::text[]) ORDER BY 1) WHERE id = $1`, [
      id,
      ways,
    ]);
  }

  async compareAgain(tx: Tx, id: string): Promise<void> {
    await tx.query(`UPDATE recluster_run SET state = 'comparing', holder = NULL, attempts = 0 WHERE id = $1`, [id]);
  }
}
