import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { BoundedMap } from '../../../platform/http/bounded-map.js';
import { RateLimiter, senderOf } from '../../../platform/http/rate-limiter.js';
import { Problem } from '../../../platform/problems/index.js';

/** Wrong codes that one address may try of one number before it has to wait; each further one doubles the wait. */
const FREE = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
const FORGET_MS = 24 * 3_600_000;
/** Of one number, by everybody who never opened it: a million codes are then not tried within a hundred days, from however many addresses. */
const EVERYBODY = { burst: 300, perSeconds: 3_600 };
const MOST = 50_000;

interface Tries {
  wrong: number;
  at: number;
}

/**
 * Keeps the six digits of a receipt from being tried out. It counts by number and address together, so that nobody elsewhere can shut out
 * the complainant; an address that filed the complaint or has opened it is not counted among the strangers.
 */
@Injectable()
export class ReceiptGuesses {
  private readonly tries = new BoundedMap<string, Tries>(MOST);
  private readonly known = new BoundedMap<string, true>(MOST);

  constructor(
    private readonly limiter: RateLimiter,
    private readonly clock: Clock,
  ) {}

  /** Before a code is compared; it counts as a wrong one until it has proved right, so that many at once are not all judged as the first. */
  begin(number: string, ip: string): void {
    const name = nameOf(number, ip);
    const now = this.clock.ms();
    const tried = this.tries.get(name);
    const own = tried ? tried.at + waitAfter(tried.wrong) - now : 0;
    if (own > 0) throw limited(own / 1000);
    const wait = this.known.get(name) ? 0 : this.limiter.take(`receipt ${number}`, EVERYBODY);
    if (wait > 0) throw limited(wait);
    this.tries.set(name, { wrong: tried && now - tried.at < FORGET_MS ? tried.wrong + 1 : 1, at: now });
  }

  /** Filed from there, or opened with the right code. */
  right(number: string, ip: string): void {
    const name = nameOf(number, ip);
    this.tries.delete(name);
    this.known.set(name, true);
  }
}

export const waitAfter = (wrong: number): number =>
  wrong < FREE ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, wrong - FREE));

const nameOf = (number: string, ip: string): string => `${number} ${senderOf(ip)}`;
const limited = (seconds: number): Problem => new Problem('request/rate-limited', { seconds: Math.ceil(seconds) }, { retryAfter: seconds });
