import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitted, WORDS_PX } from './column-fit.rules.js';

const columns = [
  { id: 'no', px: 140, rank: 5 },
  { id: 'time', px: 90, rank: 1 },
  { id: 'status', px: 80, rank: 2 },
];

describe('columns of a list', () => {
  it('gives up the least important first', () => {
    expect([...fitted(columns, 1_000, WORDS_PX)]).toEqual(['time', 'status', 'no']);
    expect([...fitted(columns, 560, WORDS_PX)]).toEqual(['time', 'status']);
    expect([...fitted(columns, 200, WORDS_PX)]).toEqual([]);
  });

  it('never leaves the words less room than promised, and a wider list never shows fewer columns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 500 }), (width, more) => {
        const shown = fitted(columns, width, WORDS_PX);
        const used = columns.filter(({ id }) => shown.has(id)).reduce((sum, { px }) => sum + px, 0);
        if (shown.size > 0) expect(width - used).toBeGreaterThanOrEqual(WORDS_PX);
        expect(fitted(columns, width + more, WORDS_PX).size).toBeGreaterThanOrEqual(shown.size);
      }),
    );
  });
});
