import { Injectable } from '@nestjs/common';
import { BASELINE_BUCKETS, BUCKET_MINUTES } from '@tocsin/shared/incidents';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../platform/database/db.js';
import { sumTallies, type Tally } from '../clustering/index.js';

/** What the numbers of one incident are made of. */
export interface RawNumbers {
  groupIds: GroupId[];
  posts: number;
  complaints: number;
  complainants: number;
  repeaters: number;
  tally: Tally;
  /** Complaints by ten minutes, newest first; the first is the one running now. */
  buckets: number[];
  /** Complaints of times that have not come: the clock ran ahead when they were received. They are not happening now. */
  ahead?: number;
  answered: number;
  answeredBefore: number;
}
interface GroupPart {
  id: GroupId;
  incident_id: IncidentId;
  posts: number;
  complaints: number;
  complainants: number;
  repeaters: number;
  tally: Partial<Tally>;
}
interface PeopleRow {
  incident_id: IncidentId;
  complainants: string;
  repeaters: string;
}

/** One more than the baseline needs: the running ten minutes are not part of what is usual. */
const BUCKETS = BASELINE_BUCKETS + 1;
const OF = `complaint_group g WHERE g.incident_id = ANY ($1::uuid[])`;

@Injectable()
export class NumbersRepository {
  constructor(private readonly db: Db) {}

  async read(ids: readonly IncidentId[], now: Date, tx?: Tx): Promise<Map<IncidentId, RawNumbers>> {
    if (ids.length === 0) return new Map();
    const query = <T>(sql: string, ...more: unknown[]): Promise<T[]> =>
      tx ? tx.query<T[]>(sql, [ids, ...more]) : this.db.query<T>(sql, [ids, ...more]);
    const groups = await query<GroupPart>(
      `SELECT g.id, g.incident_id, g.posts, g.complaints, g.complainants, g.repeaters, g.tally FROM ${OF} ORDER BY g.id`,
    );
    const minute = Math.floor(now.getTime() / 60_000);
    const buckets = await query<{ incident_id: IncidentId; age: number; complaints: string }>(
      `SELECT g.incident_id, CASE WHEN m.minute > $2 THEN -1 ELSE ($2 - m.minute) / ${String(BUCKET_MINUTES)} END AS age, sum(m.complaints) AS complaints
       FROM complaint_group g JOIN group_minute m ON m.group_id = g.id
       WHERE g.incident_id = ANY ($1::uuid[]) AND m.minute > $2 - ${String(BUCKETS * BUCKET_MINUTES)} GROUP BY 1, 2`,
      minute,
    );
    // Group by group, so that the small index of what is answered is used: read as a join, it was the whole table each time.
    const answered = await query<{ incident_id: IncidentId; answered: string; before: string }>(
      `SELECT g.incident_id, sum(x.answered) AS answered, sum(x.before) AS before FROM complaint_group g CROSS JOIN LATERAL (
         SELECT count(*) AS answered, count(*) FILTER (WHERE c.received_at < $2) AS before FROM complaint_case c
         WHERE c.group_id = g.id AND c.status NOT IN ('received', 'in_progress')
           AND (c.near_duplicate_of IS NULL OR c.complainant_key IS NOT NULL) AND c.counted_at IS NULL) x
       WHERE g.incident_id = ANY ($1::uuid[]) GROUP BY 1`,
      new Date((minute - (BUCKETS - 1) * BUCKET_MINUTES) * 60_000),
    );
    const parts = new Map<IncidentId, GroupPart[]>(ids.map((id) => [id, []]));
    for (const group of groups) parts.get(group.incident_id)?.push(group);
    const numbers = new Map([...parts].map(([id, own]) => [id, add(own)]));
    for (const { incident_id: id, age, complaints } of buckets) {
      const own = numbers.get(id) as RawNumbers;
      if (age < 0) own.ahead = Number(complaints);
      else own.buckets[age] = Number(complaints);
    }
    for (const row of answered)
      Object.assign(numbers.get(row.incident_id) as RawNumbers, { answered: Number(row.answered), answeredBefore: Number(row.before) });
    const many = [...numbers].filter(([, raw]) => raw.groupIds.length > 1).map(([id]) => id);
    if (many.length > 0) await this.countPeople(many, numbers, tx);
    return numbers;
  }

  /** Somebody who complained in two groups of one incident is one person. */
  private async countPeople(ids: readonly IncidentId[], numbers: Map<IncidentId, RawNumbers>, tx?: Tx): Promise<void> {
    const sql = `SELECT incident_id, count(*) AS complainants, count(*) FILTER (WHERE posts >= 2) AS repeaters FROM (
        SELECT g.incident_id, p.person, sum(p.posts) AS posts FROM complaint_group g JOIN group_person p ON p.group_id = g.id
        WHERE g.incident_id = ANY ($1::uuid[]) GROUP BY 1, 2) x GROUP BY 1`;
    const rows = tx ? await tx.query<PeopleRow[]>(sql, [ids]) : await this.db.query<PeopleRow>(sql, [ids]);
    for (const row of rows)
      Object.assign(numbers.get(row.incident_id) as RawNumbers, {
        complainants: Number(row.complainants),
        repeaters: Number(row.repeaters),
      });
  }
}

function add(groups: readonly GroupPart[]): RawNumbers {
  const sum = (pick: (group: GroupPart) => number): number => groups.reduce((total, group) => total + pick(group), 0);
  return {
    groupIds: groups.map(({ id }) => id),
    posts: sum(({ posts }) => posts),
    complaints: sum(({ complaints }) => complaints),
    complainants: sum(({ complainants }) => complainants),
    repeaters: sum(({ repeaters }) => repeaters),
    tally: sumTallies(groups.map(({ tally }) => tally)),
    buckets: Array.from({ length: BUCKETS }, () => 0),
    ahead: 0,
    answered: 0,
    answeredBefore: 0,
  };
}
