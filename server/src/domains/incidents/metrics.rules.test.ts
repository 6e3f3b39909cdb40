import { describe, expect, it } from '@jest/globals';
import { IncidentMetrics } from '@tocsin/shared/incidents';
import { emptyTally } from '../clustering/index.js';
import { metricsOf } from './metrics.rules.js';

describe('the numbers of an incident', () => {
  it('keep their contract whatever sums were taken in before there was a bound', () => {
    const tally = { ...emptyTally(), claimed: 3 * Number.MAX_SAFE_INTEGER, reach: 2 * Number.MAX_SAFE_INTEGER };
    const raw = {
      groupIds: [],
      posts: 3,
      complaints: 3,
      complainants: 3,
      repeaters: 0,
      tally,
      buckets: [3, 0],
      answered: 0,
      answeredBefore: 0,
    };
    const metrics = IncidentMetrics.parse(metricsOf(raw, 0, new Date('2026-11-22T08:00:00Z')));
    expect(metrics.claimed.minor).toBe(Number.MAX_SAFE_INTEGER);
    expect(metrics.reach).toBe(Number.MAX_SAFE_INTEGER);
  });
});
