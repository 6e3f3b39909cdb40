import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, safeCell } from './csv.js';

describe('csvLine', () => {
  it('is read back by another parser as it was, but for the guard', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 }), (cells) => {
        const [row] = parse(csvLine(cells), { relax_column_count: true, skip_empty_lines: false });
        expect(row ?? ['']).toEqual(cells.map(safeCell));
      }),
    );
  });

  it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1+2', '＠x', ' =1', '\n=1'])('disarms %j', (cell) => {
    expect(safeCell(cell).startsWith("'")).toBe(true);
  });

  it.each(['-12.50', '+8613812342211', '订单', '0123', ''])('leaves %j alone', (cell) => {
    expect(safeCell(cell)).toBe(cell);
  });

  it('writes nothing for what is absent', () => {
    expect(csvLine([null, undefined, 0, false, 'a"b'])).toBe(',,0,false,"a""b"\r\n');
  });
});
