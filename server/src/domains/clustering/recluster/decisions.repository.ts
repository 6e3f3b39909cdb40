import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { Tx } from '../../../platform/database/db.js';
import type { Placed } from './diff.rules.js';
import type { Guide } from './replay.js';

/** A part of the intake log. */
export interface Extent {
  afterSeq: number;
  upToSeq: number;
}
interface BoundRow {
  id: ComplaintId;
  group: GroupId;
  kind: NonNullable<Placed['bound']> | 'locked';
}
export interface Decisions {
  bound: BoundRow[];
  apart: [GroupId, GroupId][];
}

/** What became of each group: itself, or the one it was merged into. */
const ROOT = `WITH RECURSIVE root (id, root) AS (
  SELECT id, id FROM complaint_group WHERE merged_into IS NULL
  UNION ALL SELECT g.id, r.root FROM complaint_group g JOIN root r ON g.merged_into = r.id)`;
/** Of each side of a parting: enough to know the group again when some of them go elsewhere. */
const MARKERS = 8;

/** What people decided and still holds, as complaints stand today. What a re-clustering moved is the engine's word and binds nobody. */
@Injectable()
export class DecisionsRepository {
  async read(tx: Tx, { afterSeq, upToSeq }: Extent): Promise<Decisions> {
    const bound: BoundRow[] = await tx.query(
      `${ROOT}, joined AS (
         SELECT r.root AS id, max(v.at) AS at FROM group_move v JOIN root r ON r.id = v.into_group
         WHERE v.kind = 'merge' AND v.engine_reason IS NULL AND v.undone_at IS NULL GROUP BY 1
       ), whole AS (
         SELECT r.root AS id, max(f.at) AS at FROM group_refusal f JOIN root r ON r.id = f.group_id WHERE f.kind = 'split' GROUP BY 1
       )
       SELECT c.complaint_id AS id, c.group_id AS "group", CASE WHEN c.decided_by = 'person' OR c.received_at <= j.at THEN 'placed'
           WHEN c.received_at <= w.at THEN 'kept-whole' ELSE 'locked' END AS kind
       FROM complaint_case c JOIN complaint_group g ON g.id = c.group_id LEFT JOIN joined j ON j.id = c.group_id LEFT JOIN whole w ON w.id = c.group_id
       WHERE c.seq > $1 AND c.seq <= $2 AND (c.decided_by = 'person' OR g.locked OR c.received_at <= j.at OR c.received_at <= w.at)
       ORDER BY c.seq`,
      [afterSeq, upToSeq],
    );
    return { bound, apart: await this.apart(tx) };
  }

  /** The same in the words of a new reading. */
  async guide(tx: Tx, extent: Extent): Promise<Guide> {
    const { bound, apart } = await this.read(tx, extent);
    const flags: { id: GroupId; locked: boolean; named: boolean }[] = await tx.query(
      `SELECT id, locked, named FROM complaint_group WHERE (locked OR named) AND merged_into IS NULL`,
    );
    const orphaned: { id: GroupId }[] = await tx.query(
      `SELECT g.id FROM complaint_group g JOIN complaint_case c ON c.complaint_id = g.id WHERE g.merged_into IS NULL AND c.group_id <> g.id`,
    );
    const markers = await this.markers(tx, [...new Set(apart.flat())], extent);
    const of = (group: GroupId): ComplaintId[] => markers.get(group) ?? [];
    return {
      bound: new Map(bound.map(({ id, group }) => [id, group])),
      locked: new Set(flags.filter(({ locked }) => locked).map(({ id }) => id)),
      named: new Set(flags.filter(({ named }) => named).map(({ id }) => id)),
      parted: apart.flatMap(([a, b]) => of(a).flatMap((one) => of(b).map((other) => [one, other] as const))),
      orphaned: new Set(orphaned.map(({ id }) => id)),
    };
  }

  private async apart(tx: Tx): Promise<[GroupId, GroupId][]> {
    const rows: { a: GroupId; b: GroupId }[] = await tx.query(
      `${ROOT}, pair AS (
         SELECT from_group AS a, into_group AS b FROM group_move WHERE into_group IS NOT NULL
           AND ((kind IN ('split', 'move') AND engine_reason IS NULL AND undone_at IS NULL) OR (kind = 'merge' AND undone_at IS NOT NULL))
         UNION SELECT group_id, other_id FROM group_refusal WHERE other_id IS NOT NULL
       )
       SELECT DISTINCT least(x.root, y.root) AS a, greatest(x.root, y.root) AS b
       FROM pair p JOIN root x ON x.id = p.a JOIN root y ON y.id = p.b WHERE x.root <> y.root ORDER BY 1, 2`,
    );
    return rows.map(({ a, b }) => [a, b]);
  }

  private async markers(tx: Tx, groups: readonly GroupId[], { afterSeq, upToSeq }: Extent): Promise<Map<GroupId, ComplaintId[]>> {
    const rows: { group: GroupId; ids: ComplaintId[] }[] = await tx.query(
      `SELECT g.id AS "group", ARRAY(SELECT c.complaint_id FROM complaint_case c WHERE c.group_id = g.id AND c.seq > $2 AND c.seq <= $3
         AND c.near_duplicate_of IS NULL ORDER BY c.seq DESC LIMIT ${String(MARKERS)}) AS ids FROM unnest($1::uuid[]) AS g (id)`,
      [groups, afterSeq, upToSeq],
    );
    return new Map(rows.map(({ group, ids }) => [group, ids]));
  }
}
