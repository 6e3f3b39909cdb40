import { Injectable } from '@nestjs/common';
import { DEFAULT_DETECTION, DetectionPolicy, type VersionedDetectionPolicy } from '@tocsin/shared/incidents';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';

interface Stored {
  body: DetectionPolicy;
  version: number;
}

@Injectable()
export class DetectionPolicyRepository {
  constructor(private readonly db: Db) {}

  async read(tx?: Tx): Promise<DetectionPolicy> {
    const { version: _, ...policy } = await this.readVersioned(tx);
    return policy;
  }

  async readVersioned(tx?: Tx): Promise<VersionedDetectionPolicy> {
    const sql = `SELECT body, version FROM detection_policy`;
    const rows = tx ? await tx.query<Stored[]>(sql) : await this.db.query<Stored>(sql);
    return rows[0] ? { ...DetectionPolicy.parse(rows[0].body), version: rows[0].version } : { ...DEFAULT_DETECTION, version: 0 };
  }

  /** Until the transaction ends: of two who change it at once, the second sees what the first has made of it. Readers are not held up. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('detection_policy'))`);
  }

  async write(tx: Tx, policy: DetectionPolicy, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO detection_policy (body, at) VALUES ($1, $2) ON CONFLICT (singleton) DO UPDATE
       SET body = excluded.body, at = excluded.at, version = detection_policy.version + 1`,
      [toJson(policy), at],
    );
  }
}
