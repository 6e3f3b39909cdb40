import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/db.js';

export interface EarlierRun {
  source: string;
  /** Of the last message that was taken in. */
  externalId: string;
  at: Date;
}

@Injectable()
export class DemoRepository {
  constructor(private readonly db: Db) {}

  /** The newest run whose messages carry this source, or this source and a number. */
  async lastRun(source: string): Promise<EarlierRun | null> {
    const rows = await this.db.query<{ source: string; external_id: string; at: Date }>(
      `SELECT source, max(external_id) AS external_id, max(received_at) AS at FROM complaint
       WHERE source LIKE $1 GROUP BY source ORDER BY at DESC LIMIT 1`,
      [`${source.replace(/[\\%_]/g, '\\$&')}%`],
    );
    const row = rows[0];
    return row ? { source: row.source, externalId: row.external_id, at: row.at } : null;
  }
}
