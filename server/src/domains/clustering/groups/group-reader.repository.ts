import { Injectable } from '@nestjs/common';
import type { AssignmentExplanation, GroupFilter, GroupQuery } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { Db } from '../../../platform/database/db.js';
import { isUuid, malformedCursor, timeCursor } from '../../../platform/http/time-cursor.js';
import { GROUP_COLUMNS, type GroupRow } from './groups.repository.js';

export interface AssignmentRow {
  group_id: GroupId;
  decided_by: z.infer<typeof AssignmentExplanation>['decidedBy'];
  score: number | null;
  algorithm: string;
  explanation: unknown;
  brand: string | null;
}
const SHARING = 40;

const MATCHING = `g.merged_into IS NULL AND g.posts > 0 AND g.posts >= $1
         AND ($2::timestamptz IS NULL OR g.last_at >= $2) AND ($3::uuid IS NULL OR g.incident_id = $3)
         AND ($4::text IS NULL OR g.title ILIKE $4 OR g.words && ARRAY[lower($5::text)])`;

const matching = (filter: GroupFilter): unknown[] => [
  filter.minSize ?? 1,
  filter.since ?? null,
  filter.incidentId ?? null,
  filter.q === undefined ? null : `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`,
  filter.q ?? null,
];

const ORDERS = {
  latest: { by: 'g.last_at', type: 'timestamptz', read: timeCursor, of: (row: GroupRow) => row.last_at.toISOString() },
  size: { by: 'g.posts', type: 'integer', read: sizeCursor, of: (row: GroupRow) => String(row.posts) },
} as const;

@Injectable()
export class GroupReader {
  constructor(private readonly db: Db) {}

  /** A cursor is the place of the last row, so a page never repeats or skips one that stood still. */
  async list(query: z.infer<typeof GroupQuery>): Promise<{ rows: GroupRow[]; nextCursor: string | null }> {
    const { limit, sort } = query;
    const order = ORDERS[sort];
    const mark = query.cursor === undefined ? null : order.read(query.cursor);
    const rows = await this.db.query<GroupRow>(
      `SELECT ${GROUP_COLUMNS} FROM complaint_group g
       WHERE ${MATCHING} AND ($6::${order.type} IS NULL OR (${order.by}, g.id) < ($6, $7::uuid))
       ORDER BY ${order.by} DESC, g.id DESC LIMIT $8`,
      [...matching(query), mark?.at ?? null, mark?.id ?? null, limit + 1],
    );
    const last = rows[limit - 1];
    return { rows: rows.slice(0, limit), nextCursor: rows.length > limit && last ? `${order.of(last)}~${last.id}` : null };
  }

  async count(filter: GroupFilter): Promise<number> {
    const [row] = await this.db.query<{ total: string }>(
      `SELECT count(*) AS total FROM complaint_group g WHERE ${MATCHING}`,
      matching(filter),
    );
    return Number(row?.total ?? 0);
  }

  async one(id: GroupId): Promise<GroupRow | null> {
    const rows = await this.db.query<GroupRow>(`SELECT ${GROUP_COLUMNS} FROM complaint_group g WHERE g.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async sharing(row: GroupRow): Promise<GroupRow[]> {
    const words = row.terms.slice(0, 8).map(({ term }) => term);
    return this.db.query<GroupRow>(
      `SELECT ${GROUP_COLUMNS} FROM complaint_group g WHERE g.posts > 1 AND g.merged_into IS NULL AND g.words && $1::text[] AND g.id <> $2
       ORDER BY g.posts DESC LIMIT ${SHARING}`,
      [words, row.id],
    );
  }

  /** Members nearest to the middle of their group. */
  async typical(id: GroupId, limit: number, without: readonly ComplaintId[] = []): Promise<{ complaintId: ComplaintId; score: number }[]> {
    return this.db.query(
      `SELECT complaint_id AS "complaintId", coalesce(score, 1)::float8 AS score FROM (
         SELECT complaint_id, score FROM complaint_case WHERE group_id = $1 AND near_duplicate_of IS NULL AND complaint_id <> ALL ($3::uuid[])
         ORDER BY received_at DESC LIMIT 500) c
       ORDER BY score DESC NULLS LAST LIMIT $2`,
      [id, limit, without],
    );
  }

  async assignment(id: ComplaintId): Promise<AssignmentRow | null> {
    const rows = await this.db.query<AssignmentRow>(
      `SELECT k.group_id, k.decided_by, k.score::float8 AS score, k.algorithm, k.explanation, c.brand
       FROM complaint_case k JOIN complaint c ON c.id = k.complaint_id WHERE k.complaint_id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }
}

function sizeCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = '', ...rest] = cursor.split('~');
  if (rest.length > 0 || !/^\d{1,9}$/.test(at) || !isUuid(id)) throw malformedCursor();
  return { at, id };
}
