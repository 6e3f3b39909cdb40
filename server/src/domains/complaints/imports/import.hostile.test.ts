import { describe, expect, it } from '@jest/globals';
import { IMPORT_TARGETS, NewComplaint } from '@tocsin/shared/complaints';
import { textFault } from '@tocsin/shared/kernel';
import { hostileText, hostileWord } from '@tocsin/shared/testing';
import fc from 'fast-check';
import { columnNames } from '../../../platform/rows/table.js';
import { instantIn } from './import.dates.js';
import { guessMapping } from './import.headers.js';
import { readRow } from './import.mapping.js';
import { channelIn, demandsIn, moneyIn } from './import.values.js';

const CONTEXT = { brands: null, rounded: new Set<string>(), dateOrder: 'ymd' as const };
const COLUMNS = [...IMPORT_TARGETS];
const mapping = { columns: Object.fromEntries(COLUMNS.map((name) => [name, name])), channel: 'other', timeZone: 'Asia/Shanghai' } as never;

describe('importing whatever a table holds', () => {
  it('makes of a row a complaint that can be stored, or says why not', () => {
    fc.assert(
      fc.property(hostileText(4_000), fc.array(hostileWord(), { minLength: COLUMNS.length, maxLength: COLUMNS.length }), (text, cells) => {
        const row = COLUMNS.map((target, i) => (target === 'text' ? text : (cells[i] ?? '')));
        const { complaint, issues } = readRow(row, { ...CONTEXT, columns: COLUMNS, mapping });
        if (complaint === null) expect(issues.length).toBeGreaterThan(0);
        else {
          expect(textFault(JSON.stringify(complaint))).toBeNull();
          expect(NewComplaint.safeParse(complaint).success).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('names every column, each otherwise, and takes none for two things', () => {
    fc.assert(
      fc.property(fc.array(hostileWord(300), { minLength: 1, maxLength: 12 }), (header) => {
        const names = columnNames(header);
        expect(new Set(names).size).toBe(header.length);
        const targets = Object.values(guessMapping(names));
        expect(new Set(targets).size).toBe(targets.length);
      }),
    );
  });

  it.each(['1.111.', '.111', '1,111', '0', ' ', 't, x', '2026-', '(', '\ufdfa', '、', '￥1', '\u0300\u0316'])(
    'answers for a cell as long as a book: %j',
    (part) => {
      const cell = `${part.repeat(60_000 / part.length)}x`;
      expect([moneyIn(cell), instantIn(cell, 'Asia/Shanghai')]).toEqual([null, null]);
      expect([channelIn(cell) ?? 'none', demandsIn(cell).demands.length <= 1]).toEqual(['none', true]);
    },
  );
});
