import { Injectable } from '@nestjs/common';
import { DEMANDS, type Demand } from '@tocsin/shared/complaints';
import type { GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../platform/database/db.js';

@Injectable()
export class SituationRepository {
  constructor(private readonly db: Db) {}

  /** Complaints by bucket, past cases on their own days among them, counted from the first minute of the span. */
  async buckets(groups: readonly GroupId[], fromMinute: number, minutes: number, upTo: number): Promise<Map<number, number>> {
    const rows = await this.db.query<{ bucket: number; complaints: string }>(
      `SELECT (minute - $2) / $3 AS bucket, sum(complaints + past) AS complaints FROM group_minute
       WHERE group_id = ANY ($1::uuid[]) AND minute >= $2 AND minute <= $4 GROUP BY 1`,
      [groups, fromMinute, minutes, upTo],
    );
    return new Map(rows.map((row) => [row.bucket, Number(row.complaints)]));
  }

  async demandsSince(groups: readonly GroupId[], minute: number): Promise<Map<Demand, number>> {
    const sums = DEMANDS.map((_, i) => `coalesce(sum(demands[${String(i + 1)}]), 0)::integer`).join(', ');
    const rows = await this.db.query<{ counts: number[] }>(
      `SELECT ARRAY[${sums}] AS counts FROM group_minute WHERE group_id = ANY ($1::uuid[]) AND minute > $2`,
      [groups, minute],
    );
    return new Map(DEMANDS.map((demand, i) => [demand, rows[0]?.counts[i] ?? 0]));
  }

  /** The whole intake by minute and channel. */
  async intake(fromMinute: number, minutes: number): Promise<{ bucket: number; channel: string; posts: number }[]> {
    return this.db.query(
      `SELECT (minute - $1) / $2 AS bucket, channel, sum(posts)::integer AS posts FROM intake_minute WHERE minute >= $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      [fromMinute, minutes],
    );
  }

  async intakeBetween(fromMinute: number, toMinute: number): Promise<number> {
    const rows = await this.db.query<{ posts: string | null }>(
      `SELECT sum(posts) AS posts FROM intake_minute WHERE minute >= $1 AND minute < $2`,
      [fromMinute, toMinute],
    );
    return Number(rows[0]?.posts ?? 0);
  }

  /** The whole intake of the ten minutes that end with the given one, and of the ten before. */
  async intakeOfLate(minute: number): Promise<{ last: number; previous: number }> {
    const rows = await this.db.query<{ last: string | null; previous: string | null }>(
      `SELECT sum(posts) FILTER (WHERE minute > $1 - 10) AS last, sum(posts) FILTER (WHERE minute <= $1 - 10) AS previous
       FROM intake_minute WHERE minute > $1 - 20 AND minute <= $1`,
      [minute],
    );
    return { last: Number(rows[0]?.last ?? 0), previous: Number(rows[0]?.previous ?? 0) };
  }

  async groupedSince(minute: number): Promise<number> {
    const rows = await this.db.query<{ posts: string | null }>(
      `SELECT sum(m.posts - m.past) AS posts FROM complaint_group g JOIN group_minute m ON m.group_id = g.id WHERE g.incident_id IS NOT NULL AND m.minute >= $1`,
      [minute],
    );
    return Number(rows[0]?.posts ?? 0);
  }

  async answeredBetween(from: Date, to: Date): Promise<number> {
    const rows = await this.db.query<{ answered: string }>(
      `SELECT count(*) AS answered FROM complaint_case WHERE status NOT IN ('received', 'in_progress') AND counted_at IS NULL AND received_at >= $1 AND received_at < $2`,
      [from, to],
    );
    return Number(rows[0]?.answered ?? 0);
  }
}
