import { describe, expect, it } from '@jest/globals';
import { hostileText, storable, WORST_TEXTS } from '@tocsin/shared/testing';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { bareCell, csvLine } from './csv.js';

/** One line as another program reads it, and the cells as they were before they were made harmless. */
function expectKept(cells: readonly string[]): void {
  const [row = [], ...more] = parse(csvLine(cells), { relax_column_count: true }) as string[][];
  expect(more).toEqual([]);
  expect(row.map(bareCell)).toEqual(cells);
  expect(row.filter((cell) => /^[=+\-@＝＋－＠\t\r]/.test(cell) && !/^[+-]?\d+(?:\.\d+)?$/.test(cell))).toEqual([]);
}

describe('writing whatever cells hold', () => {
  it('keeps every sign, and starts no formula', () => {
    fc.assert(fc.property(fc.array(hostileText(2_000).map(storable), { minLength: 2, maxLength: 5 }), expectKept), { numRuns: 30 });
  });

  it.each(WORST_TEXTS)('keeps %s', (_, text) => expectKept(['1', text, '']));
});
