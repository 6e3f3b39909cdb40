import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { passwordWeakness } from '@tocsin/shared/identity';
import { NoRoom, Turns } from '../platform/http/turns.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { Problem } from '../platform/problems/index.js';

// argon2id is the library's default algorithm; its enum cannot be imported under isolatedModules.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Those known to the house have a queue of their own: however many strangers try doors, they do not stand behind them. */
const STRANGERS = { atOnce: 2, waiting: 64, perSender: 16 };
const KNOWN = { atOnce: 2, waiting: 128, perSender: 64 };
const RETRY_SECONDS = 2;

/** Whose work it is: `known` for a device that has signed in to this account before, or for somebody who is signed in. */
export interface Asker {
  /** Turns are fair between these. */
  name: string;
  known: boolean;
}
const HOUSE: Asker = { name: 'house', known: true };

/** Each hash takes 19 MiB and a core for a moment: a burst of sign-ins waits its turn, in bounds, instead of starving everybody else. */
@Injectable()
export class Passwords {
  private readonly strangers = new Turns(STRANGERS);
  private readonly known = new Turns(KNOWN);
  private readonly refused;
  private decoy: Promise<string> | null = null;

  constructor(metrics: Metrics) {
    this.refused = metrics.counter('sign_in_turned_away_total', 'Sign-ins refused because too many were waiting');
    metrics.gauge('sign_in_waiting', 'Passwords waiting to be compared', () => this.strangers.waiting + this.known.waiting);
  }

  hash(password: string): Promise<string> {
    return this.inTurn(HOUSE, () => hash(password, COST));
  }

  /**
   * Called in a turn. With no account it still takes as long as with one, so the answer's time tells nobody which addresses exist.
   */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const against = stored ?? (await (this.decoy ??= hash('nobody has this password', COST)));
    const same = await verify(against, password);
    return same && stored !== null;
  }

  /** Everything that a comparison needs is done in its turn: who finds no room costs neither a hash nor a query, and is counted nowhere. */
  async inTurn<T>({ name, known }: Asker, work: () => Promise<T>): Promise<T> {
    try {
      return await (known ? this.known : this.strangers).take(name, work);
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      this.refused.inc();
      throw new Problem('server/busy', { seconds: RETRY_SECONDS }, { retryAfter: RETRY_SECONDS });
    }
  }

  refuseWeak(password: string, email: string): void {
    const weakness = passwordWeakness(password, email);
    if (weakness)
      throw new Problem(
        'auth/password-weak',
        { weakness },
        { issues: [{ path: 'password', code: weakness, message: 'too easy to guess' }] },
      );
  }
}
