import { Injectable } from '@nestjs/common';
import type { BulkResult } from '@tocsin/shared/complaints';
import { Db, type Tx } from '../../../platform/database/db.js';
import type { KeyName } from '../../../platform/http/idempotency.js';
import { toJson } from '../../../platform/database/json.js';
import type { Tally } from './bulk.tally.js';

const OF_KEY = 'principal = $1 AND route = $2 AND key = $3';
const partsOf = ({ principal, route, key }: KeyName): [string, string, string] => [principal, route, key];

/** What has been written of bulks that carry a key. */
@Injectable()
export class BulkRepository {
  constructor(private readonly db: Db) {}

  async find(name: KeyName, index: number, tx?: Tx): Promise<{ sha256: Buffer; tally: Tally } | null> {
    const sql = `SELECT sha256, tally FROM bulk_block WHERE ${OF_KEY} AND index = $4`;
    const params = [...partsOf(name), index];
    const [row] = await (tx
      ? tx.query<{ sha256: Buffer; tally: Tally }[]>(sql, params)
      : this.db.query<{ sha256: Buffer; tally: Tally }>(sql, params));
    return row ?? null;
  }

  async claim(tx: Tx, name: KeyName, index: number, sha256: Buffer, at: Date): Promise<boolean> {
    const claimed = await tx.query<unknown[]>(
      `INSERT INTO bulk_block (principal, route, key, index, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING 1`,
      [...partsOf(name), index, sha256, at],
    );
    return claimed.length > 0;
  }

  async keep(tx: Tx, name: KeyName, index: number, tally: Tally): Promise<void> {
    await tx.query(`UPDATE bulk_block SET tally = $5 WHERE ${OF_KEY} AND index = $4`, [...partsOf(name), index, toJson(tally)]);
  }

  async finished(name: KeyName): Promise<{ sha256: Buffer; result: BulkResult } | null> {
    const [row] = await this.db.query<{ sha256: Buffer; result: BulkResult }>(
      `SELECT body_sha256 AS sha256, response AS result FROM idempotency_key WHERE ${OF_KEY}`,
      partsOf(name),
    );
    return row ?? null;
  }

  /** Its blocks stay for a while: a second run may be half-way through them. */
  async finish(name: KeyName, sha256: Buffer, result: BulkResult, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO idempotency_key (principal, route, key, body_sha256, status, response, created_at) VALUES ($1, $2, $3, $4, 200, $5, $6)
       ON CONFLICT DO NOTHING`,
      [...partsOf(name), sha256, toJson(result), at],
    );
  }

  async forget(before: Date): Promise<void> {
    await this.db.query(`DELETE FROM bulk_block WHERE created_at < $1`, [before]);
  }
}
