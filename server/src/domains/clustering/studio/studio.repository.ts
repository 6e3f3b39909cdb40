import { Injectable } from '@nestjs/common';
import type { GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';
import { GROUP_COLUMNS, type GroupRow } from '../groups/groups.repository.js';

@Injectable()
export class StudioRepository {
  constructor(private readonly db: Db) {}

  async groups(ids: readonly GroupId[]): Promise<GroupRow[]> {
    return this.db.query<GroupRow>(`SELECT ${GROUP_COLUMNS} FROM complaint_group g WHERE g.id = ANY ($1::uuid[])`, [ids]);
  }

  /** One person who complains of two objects is one person. */
  async complainants(ids: readonly GroupId[]): Promise<number> {
    const rows = await this.db.query<{ n: string }>(
      `SELECT count(DISTINCT person) AS n FROM group_person WHERE group_id = ANY ($1::uuid[])`,
      [ids],
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** Posts by hour up to now, oldest first. */
  async trend(ids: readonly GroupId[], now: Date, hours: number): Promise<number[]> {
    const last = Math.floor(now.getTime() / 60_000);
    const first = last - hours * 60 + 1;
    const rows = await this.db.query<{ hour: number; posts: string }>(
      `SELECT (minute - $2) / 60 AS hour, sum(posts) AS posts FROM group_minute
       WHERE group_id = ANY ($1::uuid[]) AND minute BETWEEN $2 AND $3 GROUP BY 1`,
      [ids, first, last],
    );
    const trend = new Array<number>(hours).fill(0);
    for (const { hour, posts } of rows) trend[hour] = Number(posts);
    return trend;
  }
}
