import { Injectable } from '@nestjs/common';
import { DEMANDS } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import { count, emptyTally, isCounted, type Facts, type Tally } from './tally.rules.js';

/** A re-post that names nobody is the same complaint seen again; with a known author it is one more person's. */
export const IS_REPOST = `(c.near_duplicate_of IS NOT NULL AND c.complainant_key IS NULL)`;
/** One more complaint of what is happening now: no re-post, no past case. */
const IS_COUNTED = `(NOT ${IS_REPOST} AND c.counted_at IS NULL)`;
/** Whoever doesn't say who they are counts as one person for each complaint of their own. */
const PERSON = `coalesce(c.complainant_key, uuid_send(c.complaint_id))`;
const MINUTE = `floor(extract(epoch FROM coalesce(c.counted_at, c.received_at)) / 60)::integer`;
const DEMAND_COUNTS = `ARRAY[${DEMANDS.map((demand) => `count(*) FILTER (WHERE ${IS_COUNTED} AND '${demand}' = ANY (c.demands))`).join(', ')}]::integer[]`;

const minutes = (group: string, source: string): string =>
  `SELECT ${group} AS group_id, ${MINUTE} AS minute, count(*)::integer AS posts, (count(*) FILTER (WHERE ${IS_COUNTED}))::integer AS complaints,
     count(c.counted_at)::integer AS past, ${DEMAND_COUNTS} AS demands FROM ${source} GROUP BY 1, 2`;
const persons = (group: string, source: string): string =>
  `SELECT ${group} AS group_id, ${PERSON} AS person, count(*)::integer AS posts FROM ${source} GROUP BY 1, 2`;
const ADD_MINUTES = `ON CONFLICT (group_id, minute) DO UPDATE SET posts = group_minute.posts + excluded.posts,
  complaints = group_minute.complaints + excluded.complaints, past = group_minute.past + excluded.past, demands = ARRAY(SELECT a + b FROM unnest(group_minute.demands, excluded.demands) AS x (a, b))`;

const NEW = `complaint_case c WHERE c.seq > $1 AND c.seq <= $2`;
const NEW_PEOPLE = `${NEW} AND ${IS_COUNTED}`;
const MOVED = `jsonb_to_recordset($1::jsonb) AS m (id uuid, "from" uuid, "into" uuid) JOIN complaint_case c ON c.complaint_id = m.id`;
const MOVED_PEOPLE = `${MOVED} WHERE ${IS_COUNTED}`;

export interface PeopleDelta {
  groupId: GroupId;
  complainants: number;
  repeaters: number;
}
/** One complaint that changes its group. */
export interface Relocation {
  id: ComplaintId;
  from: GroupId;
  into: GroupId;
}
export interface Counted {
  posts: number;
  complaints: number;
  tally: Tally;
}
interface FactRow extends Omit<Facts, 'claimed' | 'reach'> {
  id: ComplaintId;
  claimed: string;
  reach: string;
}
interface PeopleRow {
  group_id: GroupId;
  complainants: string;
  repeaters: string;
}

/** Numbers of groups that follow from who stands in them. Each method is exact: what it adds or takes away are the rows themselves. */
@Injectable()
export class MembersRepository {
  /** Counts complaints just inserted, by their range in the log; answers what became of the number of people. */
  async countNew(tx: Tx, afterSeq: number, upToSeq: number): Promise<PeopleDelta[]> {
    const range = [afterSeq, upToSeq];
    await tx.query(
      `INSERT INTO group_minute (group_id, minute, posts, complaints, past, demands) ${minutes('c.group_id', NEW)} ${ADD_MINUTES}`,
      range,
    );
    await tx.query(
      `INSERT INTO intake_minute (minute, channel, posts) SELECT ${MINUTE}, c.channel, count(*) FROM ${NEW} AND c.counted_at IS NULL GROUP BY 1, 2
       ON CONFLICT (minute, channel) DO UPDATE SET posts = intake_minute.posts + excluded.posts`,
      range,
    );
    const rows: PeopleRow[] = await tx.query(
      `WITH more AS (${persons('c.group_id', NEW_PEOPLE)}), kept AS (
         INSERT INTO group_person AS p (group_id, person, posts) SELECT group_id, person, posts FROM more
         ON CONFLICT (group_id, person) DO UPDATE SET posts = p.posts + excluded.posts RETURNING group_id, person, posts)
       SELECT kept.group_id, count(*) FILTER (WHERE kept.posts = more.posts) AS complainants,
         count(*) FILTER (WHERE kept.posts >= 2 AND kept.posts - more.posts < 2) AS repeaters
       FROM kept JOIN more USING (group_id, person) GROUP BY 1`,
      range,
    );
    return rows.map((row) => ({ groupId: row.group_id, complainants: Number(row.complainants), repeaters: Number(row.repeaters) }));
  }

  /** Takes the numbers of members from their groups and gives them to others. The caller moves the rows themselves, afterwards. */
  async transfer(tx: Tx, moved: readonly Relocation[]): Promise<void> {
    await this.give(tx, moved);
    await this.take(tx, moved);
  }

  /** Adds members' numbers to the group they enter. */
  async give(tx: Tx, moved: readonly Relocation[]): Promise<void> {
    const params = [toJson(moved)];
    await tx.query(
      `INSERT INTO group_minute (group_id, minute, posts, complaints, past, demands) ${minutes('m."into"', MOVED)} ${ADD_MINUTES}`,
      params,
    );
    await tx.query(
      `INSERT INTO group_person AS p (group_id, person, posts) ${persons('m."into"', MOVED_PEOPLE)}
       ON CONFLICT (group_id, person) DO UPDATE SET posts = p.posts + excluded.posts`,
      params,
    );
  }

  /** Takes members' numbers from the group they leave. */
  async take(tx: Tx, moved: readonly Relocation[]): Promise<void> {
    const params = [toJson(moved)];
    await tx.query(
      `UPDATE group_minute g SET posts = g.posts - x.posts, complaints = g.complaints - x.complaints, past = g.past - x.past,
         demands = ARRAY(SELECT a - b FROM unnest(g.demands, x.demands) AS y (a, b))
       FROM (${minutes('m."from"', MOVED)}) x WHERE g.group_id = x.group_id AND g.minute = x.minute`,
      params,
    );
    await tx.query(
      `UPDATE group_person p SET posts = p.posts - x.posts FROM (${persons('m."from"', MOVED_PEOPLE)}) x
       WHERE p.group_id = x.group_id AND p.person = x.person`,
      params,
    );
    const from = [[...new Set(moved.map((one) => one.from))]];
    await tx.query(`DELETE FROM group_minute WHERE group_id = ANY ($1::uuid[]) AND posts = 0`, from);
    await tx.query(`DELETE FROM group_person WHERE group_id = ANY ($1::uuid[]) AND posts = 0`, from);
  }

  /** What the moved complaints say, by the group they leave (`from`) and the group they enter (`into`). */
  async countMoved(tx: Tx, moved: readonly Relocation[]): Promise<{ out: Map<GroupId, Counted>; in: Map<GroupId, Counted> }> {
    const rows = await this.facts(tx, `c.complaint_id = ANY ($1::uuid[])`, [moved.map(({ id }) => id)]);
    const facts = new Map(rows.map((row) => [row.id, factsOf(row)]));
    const sides = { out: new Map<GroupId, Counted>(), in: new Map<GroupId, Counted>() };
    for (const { id, from, into } of moved) {
      const fact = facts.get(id);
      if (!fact) throw new Error(`complaint ${id} has no case`);
      addCount(sides.out, from, fact);
      addCount(sides.in, into, fact);
    }
    return sides;
  }

  /**
   * A group's numbers from its rows alone: what the running numbers must equal at any time. With a number of the intake log, the numbers as
   * they stood once that one had been read.
   */
  async recount(tx: Tx, groupId: GroupId, upToSeq?: number): Promise<Counted & { complainants: number; repeaters: number }> {
    const counted = new Map<GroupId, Counted>();
    const members = upToSeq === undefined ? 'c.group_id = $1' : 'c.group_id = $1 AND c.seq <= $2';
    const params = upToSeq === undefined ? [groupId] : [groupId, upToSeq];
    for (const row of await this.facts(tx, members, params)) addCount(counted, groupId, factsOf(row));
    const source = `complaint_case c WHERE ${members} AND ${IS_COUNTED}`;
    const rows: PeopleRow[] = await tx.query(
      `SELECT count(*) AS complainants, count(*) FILTER (WHERE posts >= 2) AS repeaters FROM (${persons('c.group_id', source)}) x`,
      params,
    );
    const { posts, complaints, tally } = counted.get(groupId) ?? emptyCount();
    return { posts, complaints, tally, complainants: Number(rows[0]?.complainants ?? 0), repeaters: Number(rows[0]?.repeaters ?? 0) };
  }

  private async facts(tx: Tx, where: string, params: readonly unknown[]): Promise<FactRow[]> {
    return tx.query<FactRow[]>(
      `SELECT c.complaint_id AS id, c.channel, c.emotion, c.demands, c.flags, c.critical, c.adcode, c.place IS NOT NULL AS located, k.brand,
         coalesce(c.reach, 0) AS reach, CASE WHEN k.amount_currency = 'CNY' THEN k.amount_minor ELSE 0 END AS claimed, ${IS_REPOST} AS repost,
         c.counted_at IS NOT NULL AS past
       FROM complaint_case c JOIN complaint k ON k.id = c.complaint_id WHERE ${where}`,
      [...params],
    );
  }
}

const factsOf = (row: FactRow): Facts => ({ ...row, claimed: Number(row.claimed), reach: Number(row.reach) });
const emptyCount = (): Counted => ({ posts: 0, complaints: 0, tally: emptyTally() });

function addCount(counts: Map<GroupId, Counted>, id: GroupId, facts: Facts): void {
  const counted = counts.get(id) ?? emptyCount();
  counted.posts += 1;
  counted.complaints += isCounted(facts) ? 1 : 0;
  count(counted.tally, facts);
  counts.set(id, counted);
}
