import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Db, type Tx } from '../database/db.js';
import { toJson } from '../database/json.js';
import { currentContext, type WorkContext } from '../logging/context.js';
import { Problem } from '../problems/index.js';

export type Claim = NonNullable<WorkContext['idempotency']>;
/** What the sender asked to be done once, apart from what it is. */
export type KeyName = Pick<Claim, 'principal' | 'route' | 'key'>;

interface Kept {
  body_sha256: Buffer;
  response: unknown;
}

type Stands<T> = (tx: Tx, kept: T) => Promise<boolean>;

export const KEEP_HOURS = 48;

/** The key's row stands or falls with the effect: both are written by one transaction, so a retry can neither double nor lose it. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** What the sender of the current request asked for; for writers that batch many requests into one transaction. */
  current(): Claim | null {
    return currentContext()?.idempotency ?? null;
  }

  /**
   * Like `db.transaction`; with a key, the second run answers what the first one answered. The answer must be JSON. `stands` is asked of a
   * kept answer, with its row locked, by work that ends only after its transaction: false when it came to nothing, and it is done anew.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, stands: Stands<T> = () => Promise.resolve(true)): Promise<T> {
    const claim = this.current();
    return this.db.transaction((tx) => (claim ? this.once(tx, claim, work, stands) : work(tx)));
  }

  /**
   * For an answer with a secret that is shown once and kept nowhere: `work` answers what was made, without its secret. A repeat makes nothing;
   * it is refused with 409 `request/secret-shown-once` and the `id` of what the first request made.
   */
  async transactionWithSecret<T extends { id: string }>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const made = await this.transaction(work);
    if (this.current()?.replayed) throw new Problem('request/secret-shown-once', { id: made.id });
    return made;
  }

  private async once<T>(tx: Tx, claim: Claim, work: (tx: Tx) => Promise<T>, stands: Stands<T>): Promise<T> {
    const { principal, route, key, bodyHash } = claim;
    const where = [principal, route, key];
    // A second request with this key waits here until the first has committed, and then finds its row.
    await tx.query(`SET LOCAL lock_timeout = '5s'`);
    const claimed = await tx
      .query<unknown[]>(
        `INSERT INTO idempotency_key (principal, route, key, body_sha256, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1`,
        [...where, bodyHash, this.clock.now()],
      )
      .catch(asInFlight);
    await tx.query(`SET LOCAL lock_timeout = 0`);
    if (claimed.length === 0) {
      const kept = await this.kept<T>(tx, claim);
      if (await stands(tx, kept)) {
        claim.replayed = true;
        return kept;
      }
    }
    const answer = await work(tx);
    const set = `UPDATE idempotency_key SET response = $4 WHERE principal = $1 AND route = $2 AND key = $3`;
    await tx.query(set, [...where, toJson(answer ?? null)]);
    return answer;
  }

  private async kept<T>(tx: Tx, claim: Claim): Promise<T> {
    const [kept] = await tx.query<Kept[]>(
      `SELECT body_sha256, response FROM idempotency_key WHERE principal = $1 AND route = $2 AND key = $3 FOR UPDATE`,
      [claim.principal, claim.route, claim.key],
    );
    if (!kept) throw new Problem('request/idempotency-in-flight');
    if (!kept.body_sha256.equals(claim.bodyHash)) throw new Problem('request/idempotency-mismatch');
    return kept.response as T;
  }

  /** Run daily: a sender that retries after two days starts anew. */
  async forget(): Promise<void> {
    await this.db.query(`DELETE FROM idempotency_key WHERE created_at < $1`, [new Date(this.clock.ms() - KEEP_HOURS * 3_600_000)]);
  }
}

function asInFlight(error: unknown): never {
  const inner = (error as { driverError?: { code?: string } }).driverError;
  throw inner?.code === '55P03' ? new Problem('request/idempotency-in-flight') : error;
}
