import { Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../../platform/database/db.js';

export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly token: string;
}
export class LeaseLost extends Error {
  constructor(lease: Lease) {
    super(`the lease ${lease.name} was lost by ${lease.holder}`);
    this.name = 'LeaseLost';
  }
}

/** A leader that slept through its lease would otherwise write with a stale engine after another had taken over. */
export const LEASE_SECONDS = 6;
const EXPIRY = `clock_timestamp() + interval '${LEASE_SECONDS} seconds'`;
/** No lease is given for so long: such a one was given by a clock that ran ahead, and nobody need wait for it. */
const FURTHEST = `interval '${LEASE_SECONDS * 2} seconds'`;

@Injectable()
export class LeaseRepository {
  constructor(private readonly db: Db) {}

  /** `alone`: no other node can be alive, so a lease that has not run out belongs to one that was killed. Its token is void from here on. */
  async take(name: string, holder: string, alone: boolean): Promise<Lease | null> {
    const rows = await this.db.query<{ token: string }>(
      `INSERT INTO lease AS l (name, holder, token, expires_at) VALUES ($1, $2, 1, ${EXPIRY})
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = l.token + 1, expires_at = excluded.expires_at
       WHERE l.expires_at < clock_timestamp() OR l.expires_at > clock_timestamp() + ${FURTHEST} OR $3::boolean RETURNING token`,
      [name, holder, alone],
    );
    const token = rows[0]?.token;
    return token === undefined ? null : { name, holder, token };
  }

  /**
   * First statement of every transaction of the leader: proves that it still leads and locks the row until commit, so that a successor
   * waits for what is in flight and two leaders' effects never interleave.
   */
  async fence(tx: Tx, lease: Lease): Promise<void> {
    const [rows]: [unknown[], number] = await tx.query(
      `UPDATE lease SET expires_at = ${EXPIRY} WHERE name = $1 AND holder = $2 AND token = $3 RETURNING token`,
      [lease.name, lease.holder, lease.token],
    );
    if (rows.length === 0) throw new LeaseLost(lease);
  }

  async renew(lease: Lease): Promise<void> {
    await this.db.transaction((tx) => this.fence(tx, lease));
  }

  async release({ name, holder, token }: Lease): Promise<void> {
    await this.db.query(`UPDATE lease SET expires_at = clock_timestamp() WHERE name = $1 AND holder = $2 AND token = $3`, [
      name,
      holder,
      token,
    ]);
  }
}
