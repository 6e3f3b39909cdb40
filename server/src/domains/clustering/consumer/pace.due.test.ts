import { describe, expect, it } from '@jest/globals';
import { isDue } from './pace.rules.js';

describe('what is done every so often', () => {
  it('is due when its time has come', () => {
    expect([isDue(99, 100, 50), isDue(100, 100, 50), isDue(500, 100, 50)]).toEqual([false, true, true]);
  });

  it('does not wait for a time that a clock set before it was put back', () => {
    expect(isDue(1_000, 3_600_000, 50)).toBe(true);
  });
});
