import { Injectable } from '@nestjs/common';
import { Db } from '../../platform/database/db.js';
import { COMES_AS_PAST } from '../complaints/index.js';

export interface BrandCounts {
  today: number;
  lastTenMinutes: number;
  previousTenMinutes: number;
  grouped: number;
  backlog: number;
  unanswered: number;
}

/** Past cases are no part of what comes in. */
const OWN = `c.brand = ANY ($1) AND NOT ${COMES_AS_PAST}`;
const MINUTE = `floor(extract(epoch FROM c.received_at) / 60)::integer`;

/** The head numbers for people who see some brands only: counted from the complaints themselves, since what is kept counts all brands. */
@Injectable()
export class BrandNumbersRepository {
  constructor(private readonly db: Db) {}

  async counts(
    brands: readonly string[],
    at: { now: Date; midnight: Date; unansweredFrom: Date; unansweredTo: Date },
  ): Promise<BrandCounts> {
    const { now, midnight, unansweredFrom, unansweredTo } = at;
    const [row] = await this.db.query<Record<keyof BrandCounts, string>>(
      `SELECT
         (SELECT count(*) FROM complaint c WHERE ${OWN} AND c.received_at >= $3) AS today,
         (SELECT count(*) FROM complaint c WHERE ${OWN} AND c.received_at > $2::timestamptz - interval '10 minutes') AS "lastTenMinutes",
         (SELECT count(*) FROM complaint c WHERE ${OWN} AND c.received_at > $2::timestamptz - interval '20 minutes'
           AND c.received_at <= $2::timestamptz - interval '10 minutes') AS "previousTenMinutes",
         (SELECT count(*) FROM complaint c JOIN complaint_case k ON k.complaint_id = c.id JOIN complaint_group g ON g.id = k.group_id
           WHERE ${OWN} AND c.received_at >= $3 AND g.incident_id IS NOT NULL) AS grouped,
         (SELECT count(*) FROM complaint c WHERE c.brand = ANY ($1)
           AND c.seq > coalesce((SELECT p.seq FROM cluster_checkpoint p WHERE p.shard = 'main'), 0)) AS backlog,
         (SELECT count(*) FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id
           WHERE ${OWN} AND c.received_at >= $4 AND c.received_at < $5
             AND coalesce(k.status, 'received') IN ('received', 'in_progress')) AS unanswered`,
      [brands, now, midnight, unansweredFrom, unansweredTo],
    );
    const read = (key: keyof BrandCounts): number => Number(row?.[key] ?? 0);
    return {
      today: read('today'),
      lastTenMinutes: read('lastTenMinutes'),
      previousTenMinutes: read('previousTenMinutes'),
      grouped: read('grouped'),
      backlog: read('backlog'),
      unanswered: read('unanswered'),
    };
  }

  async intake(
    brands: readonly string[],
    fromMinute: number,
    minutes: number,
  ): Promise<{ bucket: number; channel: string; posts: number }[]> {
    return this.db.query(
      `SELECT (${MINUTE} - $2) / $3 AS bucket, c.channel, count(*)::integer AS posts FROM complaint c
       WHERE ${OWN} AND c.received_at >= to_timestamp($2::float8 * 60) GROUP BY 1, 2 ORDER BY 1, 2`,
      [brands, fromMinute, minutes],
    );
  }
}
