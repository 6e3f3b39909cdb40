import { Injectable } from '@nestjs/common';
import type { ReclusterBlock, ReclusterDifference, ReclusterDifferencesQuery, ReclusterStale } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import type { ObjectRef } from '../engine/index.js';
import { Problem } from '../../../platform/problems/index.js';
import type { Standing } from './diff.rules.js';
import type { Place, Target } from './replay.js';

export type PlaceRow = Place & { context: boolean };
export type StandingPlace = Omit<PlaceRow, 'objects'> & { from: GroupId; twin: ComplaintId | null; seq: number };
export type StandingGroup = Standing & { title: string; object: string | null; guard: string };
/** What is shown of a difference besides its numbers. Words of complaints are read when somebody looks. */
export type Shown = Pick<ReclusterDifference, 'from' | 'into' | 'why' | 'terms'> & {
  samples: ComplaintId[];
  /** Missing in previews that were kept before it was told. */
  shrinksDeclared?: boolean;
};
export interface DifferenceRow {
  no: number;
  kind: ReclusterDifference['kind'];
  blocked: ReclusterBlock | null;
  from: GroupId;
  into: GroupId | null;
  target: string;
  complaints: number;
  complainants: number;
  shown: Shown;
}
export type NewDifference = Omit<DifferenceRow, 'complainants'> & { guards: Record<GroupId, string>; ids: ComplaintId[] };
/** What accepting carries out. */
export type Step = Pick<DifferenceRow, 'no' | 'kind' | 'from' | 'into' | 'target'> & { run: string; ids: ComplaintId[] };

const CHUNK = 20_000;
const GUARD = `concat_ws('|', g.locked, g.named, coalesce(g.incident_id::text, '-'), coalesce(g.merged_into::text, '-'))`;
const COLUMNS = 'd.no, d.kind, d.blocked, d.from_group AS "from", d.into_group AS "into", d.target, d.complaints, d.complainants, d.shown';
const APPLIED = 'd.run_id = $1 AND d.blocked IS NULL';

/** Where a run puts each complaint, and what that would change. */
@Injectable()
export class PreviewRepository {
  constructor(private readonly db: Db) {}

  async keepPlaces(tx: Tx, run: string, places: readonly PlaceRow[], targets: readonly Target[]): Promise<void> {
    await tx.query(`DELETE FROM recluster_place WHERE run_id = $1`, [run]);
    await tx.query(`DELETE FROM recluster_target WHERE run_id = $1`, [run]);
    for (let i = 0; i < places.length; i += CHUNK) {
      const some = places.slice(i, i + CHUNK);
      await tx.query(
        `INSERT INTO recluster_place (run_id, complaint_id, target, why, context, objects)
         SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::jsonb[])`,
        [
          run,
          some.map(({ id }) => id),
          some.map(({ target }) => target),
          some.map(({ why }) => why),
          some.map(({ context }) => context),
          some.map(({ objects }) => (objects === null ? null : toJson(objects))),
        ],
      );
    }
    for (let i = 0; i < targets.length; i += CHUNK)
      await tx.query(
        `INSERT INTO recluster_target (run_id, target, title, object, terms)
         SELECT $1, target, title, object, terms FROM jsonb_to_recordset($2::jsonb) AS x (target text, title text, object text, terms text[])`,
        [run, toJson(targets.slice(i, i + CHUNK))],
      );
  }

  places(tx: Tx, run: string): Promise<StandingPlace[]> {
    return tx.query<StandingPlace[]>(
      `SELECT p.complaint_id AS id, p.target, p.why, p.context, c.group_id AS "from", c.near_duplicate_of AS twin, c.seq::integer AS seq
       FROM recluster_place p JOIN complaint_case c ON c.complaint_id = p.complaint_id WHERE p.run_id = $1 ORDER BY c.seq`,
      [run],
    );
  }

  groups(tx: Tx, ids: readonly GroupId[]): Promise<StandingGroup[]> {
    return tx.query<StandingGroup[]>(
      `SELECT g.id, g.posts, g.locked, g.named, g.incident_id AS "incidentId", g.title, g.object, ${GUARD} AS guard
       FROM complaint_group g WHERE g.id = ANY ($1::uuid[])`,
      [ids],
    );
  }

  async targets(tx: Tx, run: string, targets: readonly string[]): Promise<Map<string, Target>> {
    const rows: Target[] = await tx.query(
      `SELECT target, title, object, terms FROM recluster_target WHERE run_id = $1 AND target = ANY ($2::text[])`,
      [run, targets],
    );
    return new Map(rows.map((row) => [row.target, row]));
  }

  async keepDifferences(tx: Tx, run: string, differences: readonly NewDifference[]): Promise<void> {
    await tx.query(`DELETE FROM recluster_difference WHERE run_id = $1`, [run]);
    for (let i = 0; i < differences.length; i += CHUNK)
      await tx.query(
        `INSERT INTO recluster_difference (run_id, no, kind, blocked, from_group, into_group, target, complaints, guards, shown)
         SELECT $1, no, kind, blocked, "from", "into", target, complaints, guards, shown FROM jsonb_to_recordset($2::jsonb)
         AS x (no integer, kind text, blocked text, "from" uuid, "into" uuid, target text, complaints integer, guards jsonb, shown jsonb)`,
        [run, toJson(differences.slice(i, i + CHUNK).map(({ ids: _ids, ...row }) => row))],
      );
    const members = differences.flatMap(({ no, ids }) => ids.map((id) => ({ no, id })));
    for (let i = 0; i < members.length; i += CHUNK) {
      const some = members.slice(i, i + CHUNK);
      await tx.query(`INSERT INTO recluster_member (run_id, no, complaint_id) SELECT $1, * FROM unnest($2::integer[], $3::uuid[])`, [
        run,
        some.map(({ no }) => no),
        some.map(({ id }) => id),
      ]);
    }
    await tx.query(
      `UPDATE recluster_difference d SET complainants = x.people FROM (
         SELECT m.no, count(DISTINCT coalesce(c.complainant_key, CASE WHEN c.near_duplicate_of IS NULL THEN uuid_send(c.complaint_id) END)) AS people
         FROM recluster_member m JOIN complaint_case c ON c.complaint_id = m.complaint_id WHERE m.run_id = $1 GROUP BY 1) x
       WHERE d.run_id = $1 AND d.no = x.no`,
      [run],
    );
  }

  async page(
    run: string,
    { limit, cursor, kind, applied }: ReclusterDifferencesQuery,
  ): Promise<{ rows: DifferenceRow[]; nextCursor: string | null; total: number }> {
    const after = cursor === undefined ? 0 : Number(cursor);
    if (!Number.isSafeInteger(after) || after < 0 || after > 2 ** 31 - 1) throw new Problem('request/malformed', { field: 'cursor' });
    const where = `d.run_id = $1 AND ($2::text IS NULL OR d.kind = $2) AND ($3::boolean IS NULL OR (d.blocked IS NULL) = $3)`;
    const params = [run, kind ?? null, applied === undefined ? null : applied === 'true'];
    const [rows, counted] = await Promise.all([
      this.db.query<DifferenceRow>(`SELECT ${COLUMNS} FROM recluster_difference d WHERE ${where} AND d.no > $4 ORDER BY d.no LIMIT $5`, [
        ...params,
        after,
        limit + 1,
      ]),
      this.db.query<{ total: string }>(`SELECT count(*) AS total FROM recluster_difference d WHERE ${where}`, params),
    ]);
    const last = rows[limit - 1];
    const nextCursor = rows.length > limit && last ? String(last.no) : null;
    return { rows: rows.slice(0, limit), nextCursor, total: Number(counted[0]?.total ?? 0) };
  }

  /** Of those numbers, the ways that are held back because they take complaints out of a declared incident. */
  heldFromDeclared(
    tx: Tx,
    run: string,
    nos: readonly number[],
  ): Promise<{ no: number; from: GroupId; target: string; complaints: number }[]> {
    return tx.query(
      `SELECT d.no, d.from_group AS "from", d.target, d.complaints FROM recluster_difference d
       WHERE d.run_id = $1 AND d.no = ANY ($2::integer[]) AND d.blocked = 'declared' ORDER BY d.no`,
      [run, nos],
    );
  }

  /** Splits and moves before merges: a merge takes whoever is left. */
  steps(tx: Tx, run: string): Promise<Step[]> {
    return tx.query<Step[]>(
      `SELECT d.run_id AS run, d.no, d.kind, d.from_group AS "from", d.into_group AS "into", d.target, array_agg(m.complaint_id ORDER BY c.seq) AS ids
       FROM recluster_difference d JOIN recluster_member m ON m.run_id = d.run_id AND m.no = d.no JOIN complaint_case c ON c.complaint_id = m.complaint_id
       WHERE ${APPLIED} GROUP BY d.run_id, d.no ORDER BY array_position(ARRAY['split', 'move', 'merge'], d.kind), d.no`,
      [run],
    );
  }

  /** What these groups' complaints were found to be about. */
  objectsIn(tx: Tx, run: string, groups: readonly GroupId[]): Promise<{ id: ComplaintId; objects: ObjectRef[] }[]> {
    return tx.query<{ id: ComplaintId; objects: ObjectRef[] }[]>(
      `SELECT p.complaint_id AS id, p.objects FROM recluster_place p JOIN complaint_case c ON c.complaint_id = p.complaint_id
       WHERE p.run_id = $1 AND p.objects IS NOT NULL AND c.group_id = ANY ($2::uuid[]) ORDER BY c.seq`,
      [run, groups],
    );
  }

  /** Whether a re-post now stands in another group than its original: the engine cannot find it there until it was read again. */
  async partedTwins(tx: Tx, moved: readonly ComplaintId[]): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT FROM complaint_case c JOIN complaint_case o ON o.complaint_id = c.near_duplicate_of
       WHERE (c.complaint_id = ANY ($1::uuid[]) OR o.complaint_id = ANY ($1::uuid[])) AND c.group_id <> o.group_id LIMIT 1`,
      [moved],
    );
    return rows.length > 0;
  }

  async wasRead(tx: Tx, run: string, ids: readonly ComplaintId[]): Promise<ComplaintId[]> {
    const rows: { id: ComplaintId }[] = await tx.query(
      `SELECT complaint_id AS id FROM recluster_place WHERE run_id = $1 AND complaint_id = ANY ($2::uuid[])`,
      [run, ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether rows or people's decisions are no longer what was compared. */
  async changedSince(
    run: { id: string; compared_at: Date | null; move_no: string | null },
    tx?: Tx,
  ): Promise<Extract<ReclusterStale, 'moved' | 'decided'> | null> {
    const sql = `WITH touched AS (
         SELECT x.key::uuid AS id, x.value AS guard FROM recluster_difference d CROSS JOIN LATERAL jsonb_each_text(d.guards) x WHERE ${APPLIED}
       ), member AS (
         SELECT m.complaint_id, d.from_group FROM recluster_difference d JOIN recluster_member m ON m.run_id = d.run_id AND m.no = d.no WHERE ${APPLIED}
       )
       SELECT EXISTS (SELECT FROM member m JOIN complaint_case c ON c.complaint_id = m.complaint_id WHERE c.group_id <> m.from_group) AS moved,
         EXISTS (SELECT FROM touched t JOIN complaint_group g ON g.id = t.id WHERE t.guard <> ${GUARD})
         OR EXISTS (SELECT FROM group_move v WHERE (v.no > $2 AND v.engine_reason IS NULL OR v.undone_at > $3)
           AND (v.from_group IN (SELECT id FROM touched) OR v.into_group IN (SELECT id FROM touched)))
         OR EXISTS (SELECT FROM group_refusal f WHERE f.at > $3 AND (f.group_id IN (SELECT id FROM touched) OR f.other_id IN (SELECT id FROM touched)))
         OR EXISTS (SELECT FROM complaint_object o WHERE o.at > $3 AND o.complaint_id IN (SELECT complaint_id FROM member)) AS decided`;
    const params = [run.id, run.move_no ?? 0, run.compared_at];
    const rows = tx
      ? await tx.query<{ moved: boolean; decided: boolean }[]>(sql, params)
      : await this.db.query<{ moved: boolean; decided: boolean }>(sql, params);
    return rows[0]?.decided ? 'decided' : rows[0]?.moved ? 'moved' : null;
  }

  async lastMove(tx: Tx): Promise<string> {
    const rows: { no: string | null }[] = await tx.query(`SELECT max(no) AS no FROM group_move`);
    return rows[0]?.no ?? '0';
  }

  async extent(tx: Tx, most: number): Promise<{ afterSeq: number; upToSeq: number; total: number }> {
    const rows: { up_to: string | null; after: string | null; total: string }[] = await tx.query(
      `SELECT max(seq) AS up_to, min(seq) - 1 AS after, count(*) AS total FROM (SELECT seq FROM complaint_case ORDER BY seq DESC LIMIT $1) c`,
      [most],
    );
    const row = rows[0];
    return { afterSeq: Number(row?.after ?? 0), upToSeq: Number(row?.up_to ?? 0), total: Number(row?.total ?? 0) };
  }
}
