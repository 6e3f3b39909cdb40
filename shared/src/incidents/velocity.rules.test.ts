import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  alarmsAgain,
  baselineOf,
  canMove,
  curveOf,
  DEFAULT_DETECTION,
  detect,
  INCIDENT_STATES,
  mayFall,
  milestoneOf,
  movesFrom,
  velocityLevel,
  velocityThresholds,
} from './index.js';

describe('velocity', () => {
  it('does not take six hours of crisis for usual', () => {
    const day = [...Array.from({ length: 36 }, () => 500), ...Array.from({ length: 108 }, () => 2)];
    expect(baselineOf(day)).toBe(2);
    expect(baselineOf([])).toBe(0);
  });

  it('grows with what is usual and is never below the policy', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 1_000, noNaN: true }), (baseline) => {
        const { warning, critical } = velocityThresholds(DEFAULT_DETECTION, baseline);
        expect(warning).toBeGreaterThanOrEqual(DEFAULT_DETECTION.burst / 2);
        expect(critical).toBeGreaterThanOrEqual(Math.max(DEFAULT_DETECTION.burst, warning));
      }),
    );
  });

  it('leaves a level a fifth below its threshold, and only then', () => {
    const limits = { warning: 10, critical: 20 };
    expect([5, 10, 9, 8, 7.9].map((rate) => velocityLevel(rate, limits, 'normal'))).toEqual([
      'normal',
      'warning',
      'normal',
      'normal',
      'normal',
    ]);
    expect([9, 8, 7.9].map((rate) => velocityLevel(rate, limits, 'warning'))).toEqual(['warning', 'warning', 'normal']);
    expect([20, 17, 15, 7].map((rate) => velocityLevel(rate, limits, 'critical'))).toEqual(['critical', 'critical', 'warning', 'normal']);
  });

  it('counts milestones in round numbers that never go back', () => {
    expect([9, 10, 49, 50, 100, 499, 500, 999, 1_000, 5_000, 12_345].map(milestoneOf)).toEqual([
      0, 10, 10, 50, 100, 100, 500, 500, 1_000, 5_000, 10_000,
    ]);
    fc.assert(fc.property(fc.nat(1_000_000), (n) => milestoneOf(n) <= n && milestoneOf(n) <= milestoneOf(n + 1)));
  });
});

describe('detection', () => {
  const quiet = { complainants: 4, tenMinutes: 19, critical: 0 };
  it.each([
    [quiet, null],
    [{ ...quiet, complainants: 5 }, 'complainants'],
    [{ ...quiet, tenMinutes: 20 }, 'burst'],
    [{ ...quiet, complainants: 5, critical: 1 }, 'critical'],
  ])('%j → %s', (inputs, rule) => {
    expect(detect(DEFAULT_DETECTION, inputs)?.rule ?? null).toBe(rule);
  });

  it('does not look at risk when the policy says so', () => {
    expect(detect({ ...DEFAULT_DETECTION, criticalRisk: false }, { ...quiet, critical: 9 })).toBeNull();
  });

  it('lets a dismissed group speak up once it has doubled', () => {
    expect([9, 10, 12].map((now) => alarmsAgain(now, 5))).toEqual([false, true, true]);
    expect(alarmsAgain(4, 0)).toBe(false);
  });

  it('lets severity fall after half an hour of calm', () => {
    expect(mayFall(null, 0)).toBe(false);
    expect([29, 30].map((minutes) => mayFall(0, minutes * 60_000))).toEqual([false, true]);
  });
});

describe('states', () => {
  it('never leave the review, and every move asked for is a move offered', () => {
    expect(movesFrom('reviewed')).toEqual([]);
    for (const from of INCIDENT_STATES) for (const to of INCIDENT_STATES) expect(canMove(from, to)).toBe(movesFrom(from).includes(to));
  });
});

describe('the span of the curve', () => {
  it('shows an incident from its beginning, never as a sliver and never in too many points', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 8_000, noNaN: true }), (age) => {
        const { minutes, step } = curveOf(age);
        expect(minutes).toBeGreaterThanOrEqual(age);
        expect(minutes / step).toBeLessThanOrEqual(72);
        // Beyond half an hour it takes up a good part of the curve.
        if (age > 24) expect(age / minutes).toBeGreaterThan(0.25);
      }),
    );
    expect(curveOf(5)).toEqual({ minutes: 30, step: 1 });
    expect(curveOf(40)).toEqual({ minutes: 60, step: 1 });
    expect(curveOf(1_000_000)).toEqual({ minutes: 10_080, step: 180 });
  });
});
