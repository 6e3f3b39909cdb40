import { describe, expect, it } from '@jest/globals';
import { Clock } from '../../../platform/clock/clock.js';
import { BoundedMap } from '../../../platform/http/bounded-map.js';
import { RateLimiter } from '../../../platform/http/rate-limiter.js';
import { ReceiptGuesses, waitAfter } from './receipt-guesses.js';

class StillClock extends Clock {
  at = 1_800_000_000_000;
  override ms(): number {
    return this.at;
  }
  override now(): Date {
    return new Date(this.at);
  }
}

const NUMBER = 'C-261122-333333';
const setUp = () => {
  const clock = new StillClock();
  const guesses = new ReceiptGuesses(new RateLimiter(clock), clock);
  /** How many of so many tries, one right after the other, are compared at all. */
  const tries = (count: number, ipOf: (i: number) => string): number => {
    let compared = 0;
    for (let i = 0; i < count; i++) {
      try {
        guesses.begin(NUMBER, ipOf(i));
        compared += 1;
      } catch {
        // Refused.
      }
    }
    return compared;
  };
  return { clock, guesses, tries };
};

describe('guessing the code of a receipt', () => {
  it('waits longer after each wrong code, up to an hour', () => {
    expect([1, 4, 5, 6, 7, 11, 12, 40].map(waitAfter)).toEqual([0, 0, 30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000]);
  });

  it('from one address shuts out that address, and nobody else', () => {
    const { guesses, tries } = setUp();
    expect(tries(1_000, () => '203.0.113.9')).toBe(5);
    expect(() => guesses.begin(NUMBER, '198.51.100.1')).not.toThrow();
  });

  it('an address that has waited may try again, and a right code clears what was wrong', () => {
    const { clock, guesses, tries } = setUp();
    expect(tries(10, () => '203.0.113.9')).toBe(5);
    clock.at += 31_000;
    guesses.begin(NUMBER, '203.0.113.9');
    guesses.right(NUMBER, '203.0.113.9');
    expect(tries(3, () => '203.0.113.9')).toBe(3);
  });

  it('from any number of addresses stays far below what a million codes would take', () => {
    const { clock, tries } = setUp();
    let compared = 0;
    for (let hour = 0; hour < 24; hour++) {
      compared += tries(2_000, (i) => `10.${String(hour)}.${String(i >> 8)}.${String(i & 255)}`);
      clock.at += 3_600_000;
    }
    expect(compared).toBeLessThanOrEqual(25 * 300);
  });

  it('does not shut out the address from which it was filed or opened before', () => {
    const { guesses, tries } = setUp();
    guesses.right(NUMBER, '198.51.100.1');
    tries(2_000, (i) => `10.0.${String(i >> 8)}.${String(i & 255)}`);
    expect(() => guesses.begin(NUMBER, '198.51.100.1')).not.toThrow();
    expect(() => guesses.begin(NUMBER, '198.51.100.2')).toThrow();
  });
});

describe('a bounded map', () => {
  it('makes room by what was used least recently', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect([map.size, map.get('a'), map.get('b'), map.get('c')]).toEqual([2, 1, undefined, 3]);
  });
});
