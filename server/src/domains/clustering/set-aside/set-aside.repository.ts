import { Injectable } from '@nestjs/common';
import { SET_ASIDE_STAGES, type SetAsideStage } from '@tocsin/shared/clustering';
import type { SetAsideMark } from '@tocsin/shared/complaints';
import { newId, type ComplaintId, type GroupId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import { SetAsideMarks } from '../../complaints/index.js';
import type { Failure } from './failure.rules.js';

export interface SetAsideRow {
  id: string;
  complaint_id: ComplaintId;
  receipt_no: string;
  group_id: GroupId | null;
  stage: SetAsideStage;
  state: 'waiting' | 'retrying' | 'resolved';
  error_class: string;
  error_message: string;
  attempts: number;
  failed_at: Date;
  set_aside_at: Date;
  resolved_at: Date | null;
}
export interface NewFailure {
  complaint: ComplaintId;
  stage: SetAsideStage;
  failure: Failure;
  attempts: number;
}

export interface SetAsideFilter {
  readonly open: boolean;
  readonly stage: SetAsideStage | null;
}

const COLUMNS = `s.id, s.complaint_id, c.receipt_no, k.group_id, s.stage, s.state, s.error_class, s.error_message, s.attempts, s.failed_at,
  s.set_aside_at, s.resolved_at`;
const SHOWN = `clustering_set_aside s JOIN complaint c ON c.id = s.complaint_id LEFT JOIN complaint_case k ON k.complaint_id = s.complaint_id
  WHERE s.set_aside_at IS NOT NULL`;
/** From these stages on the engine does not hold the complaint. */
const UNREAD = `('reading', 'grouping', 'writing')`;

@Injectable()
export class SetAsideRepository {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    marks: SetAsideMarks,
  ) {
    marks.use((ids) => this.marks(ids));
  }

  /** Adds attempts to those that failed before; whoever has used them up is set aside. */
  async fail(tx: Tx, { complaint, stage, failure, attempts }: NewFailure): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      `INSERT INTO clustering_set_aside AS s (id, complaint_id, stage, state, error_class, error_message, attempts, failed_at, set_aside_at)
       VALUES ($1, $2, $3, CASE WHEN $6::integer >= $8::integer THEN 'waiting' ELSE 'failing' END, $4, $5, $6::integer, $7::timestamptz, CASE WHEN $6::integer >= $8::integer THEN $7::timestamptz END)
       ON CONFLICT (complaint_id, stage) WHERE state <> 'resolved' DO UPDATE SET
         error_class = excluded.error_class, error_message = excluded.error_message, failed_at = excluded.failed_at,
         attempts = s.attempts + excluded.attempts,
         state = CASE WHEN s.set_aside_at IS NOT NULL OR s.attempts + excluded.attempts >= $8::integer THEN 'waiting' ELSE 'failing' END,
         set_aside_at = CASE WHEN s.attempts + excluded.attempts >= $8::integer THEN coalesce(s.set_aside_at, excluded.failed_at) END`,
      [newId(now.getTime()), complaint, stage, failure.class, failure.message, attempts, now, MOST_ATTEMPTS],
    );
  }

  /** Which of these the engine must not be given. */
  async among(ids: readonly ComplaintId[]): Promise<Set<ComplaintId>> {
    if (ids.length === 0) return new Set();
    const rows = await this.db.query<{ id: ComplaintId }>(
      `SELECT complaint_id AS id FROM clustering_set_aside
       WHERE complaint_id = ANY ($1::uuid[]) AND state IN ('waiting', 'retrying') AND stage IN ${UNREAD}`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The earliest stage counts: what could not be read was not checked for an alarm either. */
  async marks(ids: readonly ComplaintId[]): Promise<Map<ComplaintId, SetAsideMark>> {
    const rows = await this.db.query<{ id: ComplaintId; stage: SetAsideStage; at: Date }>(
      `SELECT complaint_id AS id, stage, set_aside_at AS at FROM clustering_set_aside
       WHERE complaint_id = ANY ($1::uuid[]) AND state IN ('waiting', 'retrying')
       ORDER BY array_position($2::text[], stage) DESC`,
      [ids, SET_ASIDE_STAGES],
    );
    return new Map(rows.map(({ id, stage, at }) => [id, { stage, at: at.toISOString() }]));
  }

  /** Which of these could not be read once more. */
  async reclustering(ids: readonly ComplaintId[]): Promise<Set<ComplaintId>> {
    const rows = await this.db.query<{ id: ComplaintId }>(
      `SELECT complaint_id AS id FROM clustering_set_aside WHERE complaint_id = ANY ($1::uuid[]) AND state IN ('waiting', 'retrying')
         AND stage <> 'detection'`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The alarm check of these groups went well. */
  async detected(tx: Tx, groups: readonly GroupId[]): Promise<void> {
    await tx.query(
      `UPDATE clustering_set_aside SET state = 'resolved', resolved_at = $2 WHERE stage = 'detection' AND state <> 'resolved'
         AND complaint_id IN (SELECT complaint_id FROM complaint_case WHERE group_id = ANY ($1::uuid[]))`,
      [groups, this.clock.now()],
    );
  }

  async resolve(tx: Tx, id: string): Promise<void> {
    await tx.query(`UPDATE clustering_set_aside SET state = 'resolved', resolved_at = $2 WHERE id = $1`, [id, this.clock.now()]);
  }

  /** Answers those that were waiting. */
  async askForRetry(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    const [rows]: [{ id: string }[], number] = await tx.query(
      `UPDATE clustering_set_aside SET state = 'retrying' WHERE id = ANY ($1::uuid[]) AND state = 'waiting' RETURNING id`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async toRetry(limit: number): Promise<SetAsideRow[]> {
    return this.db.query<SetAsideRow>(`SELECT ${COLUMNS} FROM ${SHOWN} AND s.state = 'retrying' ORDER BY s.set_aside_at, s.id LIMIT $1`, [
      limit,
    ]);
  }

  async some(tx: Tx, ids: readonly string[]): Promise<SetAsideRow[]> {
    return tx.query<SetAsideRow[]>(`SELECT ${COLUMNS} FROM ${SHOWN} AND s.id = ANY ($1::uuid[]) ORDER BY s.set_aside_at DESC, s.id DESC`, [
      ids,
    ]);
  }

  async page({ open, stage }: SetAsideFilter, before: { at: string; id: string } | null, limit: number): Promise<SetAsideRow[]> {
    return this.db.query<SetAsideRow>(
      `SELECT ${COLUMNS} FROM ${SHOWN} AND (s.state <> 'resolved') = $1 AND ($2::timestamptz IS NULL OR (s.set_aside_at, s.id) < ($2, $3::uuid))
         AND ($5::text IS NULL OR s.stage = $5)
       ORDER BY s.set_aside_at DESC, s.id DESC LIMIT $4`,
      [open, before?.at ?? null, before?.id ?? null, limit, stage],
    );
  }

  async counts(): Promise<Map<SetAsideStage, number>> {
    const rows = await this.db.query<{ stage: SetAsideStage; n: number }>(
      `SELECT stage, count(*)::integer AS n FROM clustering_set_aside WHERE state IN ('waiting', 'retrying') GROUP BY stage`,
    );
    return new Map(rows.map(({ stage, n }) => [stage, n]));
  }
}
