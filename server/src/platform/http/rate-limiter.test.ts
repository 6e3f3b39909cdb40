import { describe, expect, it } from '@jest/globals';
import { Clock } from '../clock/clock.js';
import { RateLimiter, senderOf } from './rate-limiter.js';

class StillClock extends Clock {
  at = 1_000_000;
  override ms(): number {
    return this.at;
  }
}

const limit = { burst: 5, perSeconds: 10 };

describe('the rate limiter', () => {
  it('grants a burst, then one at a time as time passes', () => {
    const clock = new StillClock();
    const limiter = new RateLimiter(clock);
    expect(Array.from({ length: 6 }, () => limiter.take('a', limit))).toEqual([0, 0, 0, 0, 0, 2]);
    clock.at += 1_000;
    expect(limiter.take('a', limit)).toBeCloseTo(1);
    clock.at += 1_000;
    expect(limiter.take('a', limit)).toBe(0);
    expect(limiter.take('b', limit)).toBe(0);
  });

  it('never grants more than the burst, however long it was quiet, and survives a clock set back', () => {
    const clock = new StillClock();
    const limiter = new RateLimiter(clock);
    limiter.take('a', limit);
    clock.at += 3_600_000;
    expect(Array.from({ length: 6 }, () => limiter.take('a', limit)).filter((wait) => wait === 0)).toHaveLength(5);
    clock.at -= 7_200_000;
    expect(limiter.take('a', limit)).toBeGreaterThan(0);
  });

  it('keeps a bounded number of senders', () => {
    const limiter = new RateLimiter(new StillClock());
    for (let i = 0; i < 60_000; i++) limiter.take(`sender ${i}`, limit);
    expect(limiter.size).toBe(50_000);
  });
});

describe('the sender', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (ip, sender) => expect(senderOf(ip)).toBe(sender));
});
