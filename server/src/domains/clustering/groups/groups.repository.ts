import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId, IncidentId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import type { Counted, PeopleDelta } from './members.repository.js';
import { groupTitle } from './phrase.rules.js';
import { addTally, emptyTally, subtractTally, type Tally } from './tally.rules.js';

export interface GroupRow {
  id: GroupId;
  engine_id: string;
  title: string;
  object: string | null;
  terms: { term: string; weight: number }[];
  posts: number;
  complaints: number;
  complainants: number;
  repeaters: number;
  first_at: Date;
  last_at: Date;
  incident_id: IncidentId | null;
  locked: boolean;
  named: boolean;
  merged_into: GroupId | null;
  campaign: boolean;
  tally: Partial<Tally>;
  algorithm: string;
  version: number;
}
export interface GroupFace {
  /** Made of its strongest words. */
  title: string;
  object: string | null;
  /** The object as its title says it. */
  named: string | null;
  /** What its newest members say, for a title in their words. */
  clauses?: readonly string[];
  terms: { term: string; weight: number }[];
  words: string[];
  campaign: boolean;
  algorithm: string;
}
export interface Growth {
  id: GroupId;
  engineId: string;
  posts: number;
  complaints: number;
  tally: Tally;
  firstAt: Date;
  lastAt: Date;
  face: GroupFace;
}

export const GROUP_COLUMNS =
  'g.id, g.engine_id, g.title, g.object, g.terms, g.posts, g.complaints, g.complainants, g.repeaters, g.first_at, g.last_at, ' +
  'g.incident_id, g.locked, g.named, g.merged_into, g.campaign, g.tally, g.algorithm, g.version';

/** What people see of a group besides its numbers. */
const VISIBLE = new Set(['locked', 'merged_into', 'incident_id']);

/** Rows of groups as the consumer writes them. Nobody else does. */
@Injectable()
export class GroupsRepository {
  constructor(private readonly db: Db) {}

  /** Names that don't follow from the engine's own. The engine may give the name of a group that is gone to another: the living come last and win. */
  async renamed(): Promise<{ id: GroupId; engineId: string }[]> {
    return this.db.query(
      `SELECT id, engine_id AS "engineId" FROM complaint_group WHERE engine_id <> id::text ORDER BY merged_into IS NULL, posts > 0, id`,
    );
  }

  async grow(tx: Tx, growths: readonly Growth[]): Promise<void> {
    const known: { id: GroupId; title: string; tally: Partial<Tally> }[] = await tx.query(
      `SELECT id, title, tally FROM complaint_group WHERE id = ANY ($1::uuid[])`,
      [growths.map(({ id }) => id)],
    );
    const before = new Map(known.map((row) => [row.id, row]));
    const rows = growths.map(({ id, engineId, face, tally, firstAt, lastAt, ...counts }) => ({
      ...counts,
      ...face,
      title: groupTitle({
        ...{ before: before.get(id)?.title ?? null, words: face.title, object: face.named },
        ...{ terms: face.terms, clauses: face.clauses ?? [] },
      }),
      id,
      engine_id: engineId,
      tally: addTally(tally, before.get(id)?.tally ?? {}),
      first_at: firstAt,
      last_at: lastAt,
    }));
    await tx.query(
      `INSERT INTO complaint_group AS g (id, engine_id, title, object, terms, words, posts, complaints, first_at, last_at, campaign, tally, algorithm)
       SELECT id, engine_id, title, object, terms, words, posts, complaints, first_at, last_at, campaign, tally, algorithm
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, engine_id text, title text, object text, terms jsonb, words text[], posts integer,
         complaints integer, first_at timestamptz, last_at timestamptz, campaign boolean, tally jsonb, algorithm text)
       ON CONFLICT (id) DO UPDATE SET
         title = excluded.title, object = excluded.object, terms = excluded.terms, words = excluded.words,
         first_at = CASE WHEN g.posts = 0 THEN excluded.first_at WHEN excluded.posts = 0 THEN g.first_at ELSE least(g.first_at, excluded.first_at) END,
         last_at = CASE WHEN g.posts = 0 THEN excluded.last_at WHEN excluded.posts = 0 THEN g.last_at ELSE greatest(g.last_at, excluded.last_at) END,
         posts = g.posts + excluded.posts, complaints = g.complaints + excluded.complaints,
         campaign = excluded.campaign, tally = excluded.tally, algorithm = excluded.algorithm`,
      [toJson(rows)],
    );
  }

  async addPeople(tx: Tx, deltas: readonly PeopleDelta[]): Promise<void> {
    await tx.query(
      `UPDATE complaint_group g SET complainants = g.complainants + x.complainants, repeaters = g.repeaters + x.repeaters
       FROM jsonb_to_recordset($1::jsonb) AS x ("groupId" uuid, complainants integer, repeaters integer) WHERE g.id = x."groupId"`,
      [toJson(deltas)],
    );
  }

  /** After members moved: adds and takes what was counted, and reads people and times anew from the rows. */
  async settle(tx: Tx, moved: { out: ReadonlyMap<GroupId, Counted>; in: ReadonlyMap<GroupId, Counted> }): Promise<void> {
    const groups = await this.many(tx, [...new Set([...moved.out.keys(), ...moved.in.keys()])]);
    const rows = groups.map(({ id, tally }) => {
      const [gone, come] = [moved.out.get(id), moved.in.get(id)];
      const kept = gone ? subtractTally(tally, gone.tally) : tally;
      return {
        id,
        posts: (come?.posts ?? 0) - (gone?.posts ?? 0),
        complaints: (come?.complaints ?? 0) - (gone?.complaints ?? 0),
        tally: come ? addTally(come.tally, kept) : kept,
      };
    });
    await tx.query(
      `UPDATE complaint_group g SET posts = g.posts + x.posts, complaints = g.complaints + x.complaints, tally = x.tally, version = g.version + 1,
         complainants = (SELECT count(*) FROM group_person p WHERE p.group_id = g.id),
         repeaters = (SELECT count(*) FROM group_person p WHERE p.group_id = g.id AND p.posts >= 2),
         first_at = coalesce((SELECT min(coalesce(c.counted_at, c.received_at)) FROM complaint_case c WHERE c.group_id = g.id), g.first_at),
         last_at = coalesce((SELECT max(coalesce(c.counted_at, c.received_at)) FROM complaint_case c WHERE c.group_id = g.id), g.last_at)
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, posts integer, complaints integer, tally jsonb) WHERE g.id = x.id`,
      [toJson(rows)],
    );
  }

  async one(tx: Tx, id: GroupId): Promise<GroupRow | null> {
    return (await this.many(tx, [id]))[0] ?? null;
  }

  async many(tx: Tx, ids: readonly GroupId[]): Promise<GroupRow[]> {
    return tx.query<GroupRow[]>(`SELECT ${GROUP_COLUMNS} FROM complaint_group g WHERE g.id = ANY ($1::uuid[]) ORDER BY g.id`, [ids]);
  }

  async membersOf(tx: Tx, id: GroupId): Promise<ComplaintId[]> {
    const rows: { complaint_id: ComplaintId }[] = await tx.query(
      `SELECT complaint_id FROM complaint_case WHERE group_id = $1 ORDER BY seq`,
      [id],
    );
    return rows.map((row) => row.complaint_id);
  }

  /** Who stands in each of these groups. */
  async membersOfAll(tx: Tx, ids: readonly GroupId[]): Promise<Map<GroupId, ComplaintId[]>> {
    const rows: { group_id: GroupId; members: ComplaintId[] }[] = await tx.query(
      `SELECT group_id, array_agg(complaint_id ORDER BY seq) AS members FROM complaint_case WHERE group_id = ANY ($1::uuid[]) GROUP BY 1`,
      [ids],
    );
    const members = new Map(ids.map((id): [GroupId, ComplaintId[]] => [id, []]));
    for (const row of rows) members.set(row.group_id, row.members);
    return members;
  }

  /** Groups without an incident that became parts of others. */
  async mergeAway(tx: Tx, merged: readonly { from: GroupId; into: GroupId }[]): Promise<void> {
    await tx.query(
      `UPDATE complaint_group g SET merged_into = x."into", version = g.version + 1
       FROM unnest($1::uuid[], $2::uuid[]) AS x (id, "into") WHERE g.id = x.id`,
      [merged.map(({ from }) => from), merged.map(({ into }) => into)],
    );
  }

  async standIn(tx: Tx, id: GroupId, complaints: readonly ComplaintId[]): Promise<ComplaintId[]> {
    const rows: { complaint_id: ComplaintId }[] = await tx.query(
      `SELECT complaint_id FROM complaint_case WHERE group_id = $1 AND complaint_id = ANY ($2::uuid[]) ORDER BY seq`,
      [id, complaints],
    );
    return rows.map((row) => row.complaint_id);
  }

  async withReposts(tx: Tx, id: GroupId, complaints: readonly ComplaintId[]): Promise<ComplaintId[]> {
    const rows: { complaint_id: ComplaintId }[] = await tx.query(
      `SELECT complaint_id FROM complaint_case WHERE group_id = $1 AND (complaint_id = ANY ($2::uuid[]) OR near_duplicate_of = ANY ($2::uuid[])) ORDER BY seq`,
      [id, complaints],
    );
    return rows.map((row) => row.complaint_id);
  }

  async update(
    tx: Tx,
    id: GroupId,
    set: Partial<Pick<GroupRow, 'locked' | 'named' | 'merged_into' | 'incident_id' | 'engine_id'>>,
  ): Promise<void> {
    const columns = Object.keys(set);
    const sets = columns.map((column, i) => `${column} = $${String(i + 2)}`);
    if (columns.some((column) => VISIBLE.has(column))) sets.push('version = version + 1');
    await tx.query(`UPDATE complaint_group SET ${sets.join(', ')} WHERE id = $1`, [id, ...Object.values(set)]);
  }

  async create(tx: Tx, id: GroupId, engineId: string, face: GroupFace, at: Date): Promise<void> {
    await this.grow(tx, [{ id, engineId, face, posts: 0, complaints: 0, tally: emptyTally(), firstAt: at, lastAt: at }]);
  }
}
