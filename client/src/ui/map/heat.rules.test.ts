import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heatColours, heatOf } from './heat.rules.js';

describe('heat', () => {
  it('keeps the order of the places, within 0 and 1, and shows the smallest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 50 }), (counts) => {
        const heat = heatOf(counts);
        counts.forEach((n, i) => {
          const h = heat[i] as number;
          expect(h === 0).toBe(n === 0);
          expect(h).toBeLessThanOrEqual(1);
          counts.forEach((m, j) => n < m && expect(h).toBeLessThanOrEqual(heat[j] as number));
        });
      }),
    );
  });

  it('runs from the second to the last colour of the ramp', () => {
    const colours = heatColours(['#000000', '#102030', '#405060', '#ff0000']);
    expect([colours.length, colours[0], colours.at(-1)]).toEqual([256, [16, 32, 48], [255, 0, 0]]);
  });
});
