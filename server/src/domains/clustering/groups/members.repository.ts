import { Injectable } from '@nestjs/common';
import { DEMANDS } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { Tx } from '../../../platform/database/db.js';
import { count, emptyTally, type Facts, type Tally } from './tally.rules.js';

/** A re-post that names nobody is the same complaint seen again; with a known author it is one more person's. */
export const IS_REPOST = `(c.near_duplicate_of IS NOT NULL AND c.complainant_key IS NULL)`;
/** Whoever doesn't say who they are counts as one person for each complaint of their own. */
const PERSON = `coalesce(c.complainant_key, uuid_send(c.complaint_id))`;
export const MINUTE = `floor(extract(epoch FROM c.received_at) / 60)::integer`;
const DEMAND_COUNTS = `ARRAY[${DEMANDS.map((demand) => `count(*) FILTER (WHERE NOT ${IS_REPOST} AND '${demand}' = ANY (c.demands))`).join(', ')}]::integer[]`;
const ADD_ARRAYS = `ARRAY(SELECT a + b FROM unnest(group_minute.demands, excluded.demands) AS x (a, b))`;
const minutes = (group: string, where: string): string =>
  `SELECT ${group} AS group_id, ${MINUTE} AS minute, count(*)::integer AS posts, (count(*) FILTER (WHERE NOT ${IS_REPOST}))::integer AS complaints,
     ${DEMAND_COUNTS} AS demands FROM complaint_case c WHERE ${where} GROUP BY 1, 2`;
const persons = (group: string, where: string): string =>
  `SELECT ${group} AS group_id, ${PERSON} AS person, count(*)::integer AS posts FROM complaint_case c WHERE ${where} AND NOT ${IS_REPOST} GROUP BY 1, 2`;
const ADD_MINUTES = `ON CONFLICT (group_id, minute) DO UPDATE SET posts = group_minute.posts + excluded.posts,
  complaints = group_minute.complaints + excluded.complaints, demands = ${ADD_ARRAYS}`;

export interface PeopleDelta {
  groupId: GroupId;
  complainants: number;
  repeaters: number;
}
interface FactRow {
  channel: string;
  emotion: string;
  demands: string[];
  flags: string[];
  critical: boolean;
  adcode: string | null;
  located: boolean;
  brand: string | null;
  claimed: string;
  reach: string;
  repost: boolean;
}
export interface Counted {
  posts: number;
  complaints: number;
  tally: Tally;
}

/** Numbers of groups that follow from who stands in them. Each method is exact: what it adds or takes away are the rows themselves. */
@Injectable()
export class MembersRepository {
  /** Counts complaints just inserted, by their range in the log; answers what became of the number of people. */
  async countNew(tx: Tx, afterSeq: number, upToSeq: number): Promise<PeopleDelta[]> {
    const range = [afterSeq, upToSeq];
    const where = 'c.seq > $1 AND c.seq <= $2';
    await tx.query(
      `INSERT INTO group_minute (group_id, minute, posts, complaints, demands) ${minutes('c.group_id', where)} ${ADD_MINUTES}`,
      range,
    );
    await tx.query(
      `INSERT INTO intake_minute (minute, channel, posts) SELECT ${MINUTE}, c.channel, count(*) FROM complaint_case c WHERE ${where} GROUP BY 1, 2
       ON CONFLICT (minute, channel) DO UPDATE SET posts = intake_minute.posts + excluded.posts`,
      range,
    );
    const rows: { group_id: GroupId; complainants: string; repeaters: string }[] = await tx.query(
      `WITH more AS (${persons('c.group_id', where)}), kept AS (
         INSERT INTO group_person AS p (group_id, person, posts) SELECT group_id, person, posts FROM more
         ON CONFLICT (group_id, person) DO UPDATE SET posts = p.posts + excluded.posts RETURNING group_id, person, posts)
       SELECT kept.group_id, count(*) FILTER (WHERE kept.posts = more.posts) AS complainants,
         count(*) FILTER (WHERE kept.posts >= 2 AND kept.posts - more.posts < 2) AS repeaters
       FROM kept JOIN more USING (group_id, person) GROUP BY 1`,
      range,
    );
    return rows.map((row) => ({ groupId: row.group_id, complainants: Number(row.complainants), repeaters: Number(row.repeaters) }));
  }

  /** Takes the numbers of some members from one group and gives them to another; the rows themselves are moved by the caller. */
  async transfer(tx: Tx, ids: readonly ComplaintId[], from: GroupId, into: GroupId): Promise<Counted> {
    const where = 'c.complaint_id = ANY ($1::uuid[])';
    const counted = await this.count(tx, where, [ids]);
    await tx.query(`INSERT INTO group_minute (group_id, minute, posts, complaints, demands) ${minutes('$2::uuid', where)} ${ADD_MINUTES}`, [
      ids,
      into,
    ]);
    await tx.query(
      `UPDATE group_minute g SET posts = g.posts - x.posts, complaints = g.complaints - x.complaints,
         demands = ARRAY(SELECT a - b FROM unnest(g.demands, x.demands) AS y (a, b))
       FROM (${minutes('$2::uuid', where)}) x WHERE g.group_id = x.group_id AND g.minute = x.minute`,
      [ids, from],
    );
    await tx.query(`DELETE FROM group_minute WHERE group_id = $1 AND posts = 0`, [from]);
    await tx.query(
      `INSERT INTO group_person AS p (group_id, person, posts) ${persons('$2::uuid', where)}
       ON CONFLICT (group_id, person) DO UPDATE SET posts = p.posts + excluded.posts`,
      [ids, into],
    );
    await tx.query(
      `UPDATE group_person p SET posts = p.posts - x.posts FROM (${persons('$2::uuid', where)}) x WHERE p.group_id = x.group_id AND p.person = x.person`,
      [ids, from],
    );
    await tx.query(`DELETE FROM group_person WHERE group_id = $1 AND posts = 0`, [from]);
    return counted;
  }

  /** A group's numbers from its rows alone: what the running numbers must equal at any time. */
  async recount(tx: Tx, groupId: GroupId): Promise<Counted & { complainants: number; repeaters: number }> {
    const counted = await this.count(tx, 'c.group_id = $1', [groupId]);
    const rows: { complainants: string; repeaters: string }[] = await tx.query(
      `SELECT count(*) AS complainants, count(*) FILTER (WHERE posts >= 2) AS repeaters FROM (${persons('c.group_id', 'c.group_id = $1')}) x`,
      [groupId],
    );
    return { ...counted, complainants: Number(rows[0]?.complainants ?? 0), repeaters: Number(rows[0]?.repeaters ?? 0) };
  }

  private async count(tx: Tx, where: string, params: readonly unknown[]): Promise<Counted> {
    const rows: FactRow[] = await tx.query(
      `SELECT c.channel, c.emotion, c.demands, c.flags, c.critical, c.adcode, c.place IS NOT NULL AS located, k.brand, coalesce(c.reach, 0) AS reach,
         CASE WHEN k.amount_currency = 'CNY' THEN k.amount_minor ELSE 0 END AS claimed, ${IS_REPOST} AS repost
       FROM complaint_case c JOIN complaint k ON k.id = c.complaint_id WHERE ${where}`,
      [...params],
    );
    const tally = emptyTally();
    for (const row of rows) count(tally, factsOf(row));
    return { posts: rows.length, complaints: rows.filter(({ repost }) => !repost).length, tally };
  }
}

const factsOf = (row: FactRow): Facts => ({ ...row, claimed: Number(row.claimed), reach: Number(row.reach) });
