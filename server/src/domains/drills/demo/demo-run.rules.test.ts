import { describe, expect, it } from '@jest/globals';
import { nextRun } from './demo-run.rules.js';

const now = new Date('2026-11-22T12:00:00Z');
const earlier = (told: number, minutesAgo: number, run = 3) => ({
  source: `big-sale-1111-demo-${run}`,
  externalId: `m${String(told - 1).padStart(7, '0')}`,
  at: new Date(now.getTime() - minutesAgo * 60_000),
});

describe('a demonstration', () => {
  it('begins at the beginning', () => {
    expect(nextRun(null, 6_000, now)).toEqual({ run: 'demo-1', from: 0 });
  });

  it('goes on after a restart, a little before where it was cut off', () => {
    expect(nextRun(earlier(2_500, 1), 6_000, now)).toEqual({ run: 'demo-3', from: 2_400 });
    expect(nextRun(earlier(20, 1), 6_000, now)).toEqual({ run: 'demo-3', from: 0 });
  });

  it('is another one when the last was told to its end or went cold', () => {
    expect(nextRun(earlier(6_000, 1), 6_000, now)).toEqual({ run: 'demo-4', from: 0 });
    expect(nextRun(earlier(2_500, 600, 12), 6_000, now)).toEqual({ run: 'demo-13', from: 0 });
  });
});
