import { Injectable } from '@nestjs/common';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../platform/database/db.js';
import { toJson } from '../../platform/database/json.js';
import type { Tally } from '../clustering/index.js';
import { queryTerms } from '../complaints/enrichment/index.js';

export interface SeenGroup {
  id: GroupId;
  title: string;
  incident_id: IncidentId | null;
  posts: number;
  complaints: number;
  complainants: number;
  tally: Partial<Tally>;
  terms: { term: string; weight: number }[];
  last_at: Date;
}
export interface Window {
  complainants: number;
  tenMinutes: number;
}

const LOOKED_AT = 60;

@Injectable()
export class DetectionRepository {
  constructor(private readonly db: Db) {}

  async groups(tx: Tx, ids: readonly GroupId[]): Promise<SeenGroup[]> {
    return tx.query<SeenGroup[]>(
      `SELECT id, title, incident_id, posts, complaints, complainants, tally, terms, last_at FROM complaint_group
       WHERE id = ANY ($1::uuid[]) AND merged_into IS NULL AND posts > 0 ORDER BY id`,
      [ids],
    );
  }

  /**
   * People in the policy's window and complaints in ten minutes: the most of the windows that the complaint read last stands in, at their end
   * and at their beginning, and of the one that ends with the newest time. A file in any order is judged like the days it tells of, and a time
   * from a clock that ran ahead hides nothing that comes after it was set right.
   */
  async windows(tx: Tx, ids: readonly GroupId[], windowMinutes: number): Promise<Map<GroupId, Window>> {
    const rows: { id: GroupId; complainants: string; ten: string | null }[] = await tx.query(
      `SELECT g.id,
         (SELECT max(n) FROM (VALUES (l.at), (l.at + make_interval(mins => $2)), (g.last_at)) AS e (at) CROSS JOIN LATERAL (
          SELECT count(DISTINCT coalesce(c.complainant_key, uuid_send(c.complaint_id))) AS n FROM complaint_case c
          WHERE c.group_id = g.id AND c.received_at > e.at - make_interval(mins => $2) AND c.received_at <= e.at
            AND (c.near_duplicate_of IS NULL OR c.complainant_key IS NOT NULL) AND c.counted_at IS NULL) x) AS complainants,
         (SELECT max(n) FROM (VALUES (l.at), (l.at + interval '9 minutes'), (g.last_at)) AS e (at) CROSS JOIN LATERAL (
          SELECT sum(m.complaints) AS n FROM group_minute m WHERE m.group_id = g.id
            AND m.minute > floor(extract(epoch FROM e.at) / 60)::integer - 10 AND m.minute <= floor(extract(epoch FROM e.at) / 60)::integer) x) AS ten
       FROM complaint_group g CROSS JOIN LATERAL (
         SELECT coalesce((SELECT c.received_at FROM complaint_case c WHERE c.group_id = g.id AND c.counted_at IS NULL ORDER BY c.seq + 0 DESC LIMIT 1), g.last_at) AS at) l
       WHERE g.id = ANY ($1::uuid[])`,
      [ids, windowMinutes],
    );
    return new Map(rows.map((row) => [row.id, { complainants: Number(row.complainants), tenMinutes: Number(row.ten ?? 0) }]));
  }

  /** Groups of the incidents in these states, the largest first. */
  async groupsOf(tx: Tx, states: readonly string[]): Promise<SeenGroup[]> {
    return tx.query<SeenGroup[]>(
      `SELECT g.id, g.title, g.incident_id, g.posts, g.complaints, g.complainants, g.tally, g.terms, g.last_at
       FROM incident i JOIN complaint_group g ON g.incident_id = i.id
       WHERE i.state = ANY ($1) AND g.merged_into IS NULL ORDER BY g.complainants DESC, g.id`,
      [states],
    );
  }

  /**
   * What share of each group's newest members says each of its words. Each word is parsed once, not once for each member. With a number of
   * the intake log, members up to that one alone are looked at.
   */
  async shares(
    tx: Tx,
    asked: readonly { id: GroupId; words: readonly string[] }[],
    upToSeq?: number,
  ): Promise<Map<GroupId, Map<string, number>>> {
    const words = asked.flatMap(({ id, words: said }) => said.map((word) => ({ id, word, query: termsQuery(word) })));
    const rows: { id: GroupId; words: string[]; shares: number[] }[] = await tx.query(
      `WITH w AS MATERIALIZED (SELECT x.id, x.word, x.query::tsquery AS query FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, word text, query text)),
         m AS MATERIALIZED (SELECT g.id, c.terms FROM (SELECT DISTINCT id FROM w) g CROSS JOIN LATERAL (
           SELECT k.terms FROM complaint_case k WHERE k.group_id = g.id ${upToSeq === undefined ? '' : 'AND k.seq <= $2'} ORDER BY k.received_at DESC, k.complaint_id DESC LIMIT ${String(LOOKED_AT)}) c)
       SELECT id, array_agg(word) AS words, array_agg(share) AS shares FROM (
         SELECT w.id, w.word, avg((m.terms @@ w.query)::integer)::float8 AS share FROM w JOIN m ON m.id = w.id GROUP BY 1, 2) x GROUP BY 1`,
      [toJson(words.filter(({ query }) => query !== '')), ...(upToSeq === undefined ? [] : [upToSeq])],
    );
    return new Map(rows.map((row) => [row.id, new Map(row.words.map((word, i) => [word, row.shares[i] ?? 0]))]));
  }

  /** How many complaints of any kind have come since each group's first one. */
  async ages(tx: Tx, ids: readonly GroupId[], upToSeq?: number): Promise<Map<GroupId, number>> {
    // Added to nothing, so that the group's own rows are read: the index of all numbers would be walked to the group's first one.
    const rows: { id: GroupId; age: string }[] = await tx.query(
      `SELECT g.id, ${upToSeq === undefined ? '(SELECT max(seq) FROM complaint_case)' : '$2::bigint'} - (SELECT min(c.seq + 0) FROM complaint_case c WHERE c.group_id = g.id) AS age
       FROM unnest($1::uuid[]) AS g (id)`,
      [ids, ...(upToSeq === undefined ? [] : [upToSeq])],
    );
    return new Map(rows.map(({ id, age }) => [id, Number(age)]));
  }

  /** Whether a person ever gave it another title. */
  async renamedByHand(tx: Tx, stream: string): Promise<boolean> {
    const sql = `SELECT 1 FROM stream_event WHERE stream_id = $1 AND type = 'incident.renamed' AND actor_id IS NOT NULL LIMIT 1`;
    return (await tx.query<unknown[]>(sql, [stream])).length > 0;
  }

  /** The group's version stays: whoever hears of the incident knows its groups. */
  async attach(tx: Tx, groups: readonly GroupId[], incident: IncidentId | null): Promise<void> {
    await tx.query(`UPDATE complaint_group SET incident_id = $2 WHERE id = ANY ($1::uuid[])`, [groups, incident]);
  }

  async lockGroups(tx: Tx, ids: readonly GroupId[]): Promise<(SeenGroup & { merged_into: GroupId | null })[]> {
    return tx.query(
      `SELECT id, title, incident_id, posts, complaints, complainants, tally, terms, last_at, merged_into FROM complaint_group
       WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
      [ids],
    );
  }

  async watchers(streams: readonly string[]): Promise<number> {
    const rows = await this.db.query<{ people: string }>(
      `SELECT count(DISTINCT user_id) AS people FROM presence WHERE stream_id = ANY ($1) AND expires_at > now()`,
      [streams],
    );
    return Number(rows[0]?.people ?? 0);
  }
}

/** A word as the index of words holds it: in pairs of characters, all of which must be there. */
const termsQuery = (word: string): string =>
  queryTerms(word)
    .map((term) => `'${term.replace(/['\\]/g, '\\$&')}'`)
    .join(' & ');
