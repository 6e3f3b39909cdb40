import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/db.js';

export interface Progress {
  backlog: number;
  lagSeconds: number;
  docs: number;
  /** Unix seconds. */
  at: number;
}

@Injectable()
export class ProgressRepository {
  constructor(private readonly db: Db) {}

  async read(now: Date): Promise<Progress> {
    const rows = await this.db.query<{ backlog: string; lag: number; docs: string; at: number }>(
      `SELECT l.last_seq - coalesce(c.seq, 0) AS backlog, coalesce(c.docs, 0) AS docs, coalesce(extract(epoch FROM c.at), 0)::float8 AS at,
         coalesce(extract(epoch FROM $1::timestamptz - (SELECT k.received_at FROM complaint k WHERE k.seq > coalesce(c.seq, 0) ORDER BY k.seq LIMIT 1)), 0)::float8 AS lag
       FROM intake_log l LEFT JOIN cluster_checkpoint c ON c.shard = 'main'`,
      [now],
    );
    const row = rows[0];
    return { backlog: Number(row?.backlog ?? 0), lagSeconds: Math.max(0, row?.lag ?? 0), docs: Number(row?.docs ?? 0), at: row?.at ?? 0 };
  }
}
