import { describe, expect, it } from '@jest/globals';
import { isDue, Pace } from './pace.rules.js';

describe('what is done every so often', () => {
  it('is due when its time has come', () => {
    expect([isDue(99, 100, 50), isDue(100, 100, 50), isDue(500, 100, 50)]).toEqual([false, true, true]);
  });

  it('does not wait for a time that a clock set before it was put back', () => {
    expect(isDue(1_000, 3_600_000, 50)).toBe(true);
  });
});

describe('how many are taken at once', () => {
  it('is one at a time after a hang that nobody could be blamed for, until a whole batch is done', () => {
    const pace = new Pace(true);
    let done = 0;
    for (; pace.careful; done++) {
      expect(pace.size).toBe(1);
      pace.took(1, 30);
    }
    expect(done).toBe(2_000);
    expect(pace.size).toBe(new Pace().size);
  });
});
