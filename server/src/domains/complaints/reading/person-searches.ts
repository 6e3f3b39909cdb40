import { Injectable } from '@nestjs/common';
import { maskEmail, maskPhone } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { BoundedMap } from '../../../platform/http/bounded-map.js';
import { RateLimiter } from '../../../platform/http/rate-limiter.js';
import { Problem } from '../../../platform/problems/index.js';

/**
 * Of one person or key: a number typed slowly is several searches, and an agent types one for every caller. To try out the four digits
 * that a mask hides would take half a day and leave thousands of entries.
 */
const EACH = { burst: 120, perSeconds: 600 };
/** A list, its count and its further pages are one search. */
const SAME_MS = 60_000;
const MOST = 50_000;

interface Noted {
  at: number;
  written: Promise<void>;
}

/**
 * Bounds and puts on record the searches by a whole phone number or mail address. They find people whom the lists show masked, so without
 * a bound anybody who reads a list could try the hidden digits until one is found. Counted in this process, like every other limit.
 */
@Injectable()
export class PersonSearches {
  private readonly noted = new BoundedMap<string, Noted>(MOST);

  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
    private readonly limiter: RateLimiter,
    private readonly clock: Clock,
  ) {}

  /** Before anything is looked up, and whether or not it will be found. Throws 429 `request/rate-limited`. */
  async note(me: Principal, mark: Buffer, typed: string): Promise<void> {
    const name = `${me.kind} ${me.id} ${mark.toString('base64')}`;
    const before = this.noted.get(name);
    if (before && this.clock.ms() - before.at < SAME_MS) return before.written;
    const wait = this.limiter.take(`person search ${me.kind} ${me.id}`, EACH);
    if (wait > 0) throw new Problem('request/rate-limited', { seconds: Math.ceil(wait) }, { retryAfter: wait });
    const written = this.write(me, typed);
    this.noted.set(name, { at: this.clock.ms(), written });
    try {
      await written;
    } catch (error) {
      // What could not be put on record is asked again, not taken for done.
      this.noted.delete(name);
      throw error;
    }
  }

  private write(me: Principal, typed: string): Promise<void> {
    const person = typed.includes('@') ? maskEmail(typed) : maskPhone(typed);
    return this.db.transaction((tx) => this.audit.record(tx, me, 'complaint.person-searched', null, { person }));
  }
}
