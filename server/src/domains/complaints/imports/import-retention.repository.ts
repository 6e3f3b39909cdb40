import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/db.js';

@Injectable()
export class ImportRetentionRepository {
  constructor(private readonly db: Db) {}

  /** With preview and refused rows; one that still runs is left alone. Answers the hashes of the files. */
  async drop(before: { unsent: Date; ended: Date }): Promise<string[]> {
    const rows = await this.db.query<{ sha256: string }>(
      `WITH gone AS (
         DELETE FROM import_job
         WHERE (state = 'uploaded' AND created_at < $1) OR (state IN ('done', 'failed', 'cancelled') AND created_at < $2)
         RETURNING file_sha256)
       SELECT DISTINCT encode(file_sha256, 'hex') AS sha256 FROM gone WHERE file_sha256 IS NOT NULL`,
      [before.unsent, before.ended],
    );
    return rows.map(({ sha256 }) => sha256);
  }

  async namedAmong(hashes: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ sha256: string }>(
      `SELECT DISTINCT encode(file_sha256, 'hex') AS sha256 FROM import_job
       WHERE file_sha256 IN (SELECT decode(hash, 'hex') FROM unnest($1::text[]) AS hash)`,
      [hashes],
    );
    return rows.map(({ sha256 }) => sha256);
  }
}
