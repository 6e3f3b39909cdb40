import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { circleRadius, rampStep, rampThresholds } from './ramp.js';

describe('map ramp', () => {
  it('keeps none apart from any', () => {
    const steps = rampThresholds(300);
    expect(rampStep(0, steps)).toBe(0);
    expect(rampStep(1, steps)).toBe(1);
    expect(rampStep(300, steps)).toBe(5);
  });

  it('rises without a repeated bound for any maximum, and never colours less for more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.nat(2_000_000), fc.nat(2_000_000), (max, a, b) => {
        const steps = rampThresholds(max);
        expect(steps).toHaveLength(5);
        expect(steps.every((s, i) => i === 0 || s > (steps[i - 1] as number))).toBe(true);
        expect(rampStep(Math.min(a, b), steps)).toBeLessThanOrEqual(rampStep(Math.max(a, b), steps));
      }),
    );
  });

  it('grows circles with the root of the count', () => {
    expect(circleRadius(0)).toBe(3);
    expect(circleRadius(400)).toBe(18);
  });
});
