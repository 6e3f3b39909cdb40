import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Clock } from '../platform/clock/clock.js';
import { sha256 } from '../platform/crypto/tokens.js';
import { Db } from '../platform/database/db.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { Problem } from '../platform/problems/index.js';

export const MOST_ATTEMPTS = 5;
export const LOCK_MINUTES = 15;

/**
 * Counts an attempt before it is judged, so that a hundred at once are not all judged against an old count. The lock is on account and
 * address together: a stranger elsewhere cannot lock a commander out in the middle of a crisis.
 */
@Injectable()
export class SignInAttempts {
  private readonly refused: Counter;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.refused = metrics.counter('sign_in_locked_total', 'Attempts refused because of too many before them');
  }

  async begin(...subject: string[]): Promise<void> {
    const now = this.clock.now();
    const windowStart = new Date(now.getTime() - LOCK_MINUTES * 60_000);
    const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
    const sql = `INSERT INTO sign_in_attempt AS a (digest, attempts, since) VALUES ($1, 1, $2)
      ON CONFLICT (digest) DO UPDATE SET
        attempts = CASE WHEN a.since <= $3 AND coalesce(a.locked_until, a.since) <= $2 THEN 1 ELSE a.attempts + 1 END,
        since = CASE WHEN a.since <= $3 AND coalesce(a.locked_until, a.since) <= $2 THEN $2 ELSE a.since END,
        locked_until = CASE WHEN a.locked_until > $2 THEN a.locked_until
          WHEN a.attempts + 1 > $4 AND NOT (a.since <= $3) THEN $5 ELSE NULL END
      RETURNING locked_until`;
    const [row] = await this.db.query<{ locked_until: Date | null }>(sql, [digest(subject), now, windowStart, MOST_ATTEMPTS, until]);
    if (!row?.locked_until) return;
    this.refused.inc();
    const seconds = Math.max(1, Math.ceil((row.locked_until.getTime() - now.getTime()) / 1000));
    throw new Problem('auth/locked', { seconds, minutes: Math.ceil(seconds / 60) }, { retryAfter: seconds });
  }

  async forgive(...subject: string[]): Promise<void> {
    await this.db.query(`DELETE FROM sign_in_attempt WHERE digest = $1`, [digest(subject)]);
  }

  async forget(): Promise<void> {
    await this.db.query(`DELETE FROM sign_in_attempt WHERE since < $1 AND coalesce(locked_until, since) < $2`, [
      new Date(this.clock.ms() - 24 * 3_600_000),
      this.clock.now(),
    ]);
  }
}

export const isLock = (error: unknown): boolean => error instanceof Problem && error.code === 'auth/locked';

const digest = (subject: string[]): Buffer => sha256(subject.join('\n'));
