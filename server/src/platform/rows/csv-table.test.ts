import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { bareCell, csvLine, safeCell } from './csv.js';
import { csvLayout, csvRows, encodingSamples } from './csv-table.js';
import { columnNames } from './table.js';

const bytesOf = (text: string | Buffer): Buffer[] => [Buffer.from(text)];
const read = (text: string | Buffer, choice = {}): string[][] =>
  [...csvRows(bytesOf(text), csvLayout(bytesOf(text), choice))].map(({ cells }) => cells);
const linesOf = (text: string): number[] => [...csvRows(bytesOf(text), csvLayout(bytesOf(text)))].map(({ line }) => line);

describe('rows of separated values', () => {
  it('end at every line end, whatever the others are', () => {
    expect(read('编号,内容\r\nA1,一\nA2,二\rA3,三\r\nA4,四')).toEqual([
      ['编号', '内容'],
      ['A1', '一'],
      ['A2', '二'],
      ['A3', '三'],
      ['A4', '四'],
    ]);
    expect(linesOf('a,b\r\n1,"x\r\ny\nz"\n2,y\r3,z\n')).toEqual([1, 2, 5, 6]);
  });

  it('are read as another parser reads them, in pieces of any size', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('"', 'a"b', ',', '\n', '\r\n', '""', ' "x"'));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, size) => {
          const text = rows.map(csvLine).join('');
          const bytes = Buffer.from(text);
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
          const layout = { kind: 'csv', encoding: 'utf-8', delimiter: ',', skip: 0 } as const;
          const expected = parse(text, { record_delimiter: '\r\n', relax_column_count: true });
          expect([...csvRows(chunks, layout)].map(({ cells }) => cells)).toEqual(expected);
          expect(expected.map((row) => row.map(bareCell))).toEqual(rows);
        },
      ),
    );
  });

  it('hold quotes as they stand where nothing is quoted', () => {
    expect(read('a,b\n1,他说"退款"三天\n2,7" 屏幕碎了\n3,"他说"退款""\n')).toEqual([
      ['a', 'b'],
      ['1', '他说"退款"三天'],
      ['2', '7" 屏幕碎了'],
      ['3', '"他说"退款""'],
    ]);
  });

  it.each([
    ['编号,内容\n1,好\n2,"没有结尾\n3,还有\n', { line: 3, column: 3 }],
    ['编号,内容\n1,好\n2,"没有结尾\n3,"另一个"\n4,x\n', { line: 3, column: 3 }],
    [`a,b\n1,"${'字'.repeat(1_100_000)}`, { line: 2, column: 3 }],
  ])('are refused where a quote is not closed', (text, place) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ fault: 'quote_not_closed', place }));
  });

  it('are refused by the line of a NUL, or of a byte that is none of the encoding', () => {
    expect(() => read('编号,内容\n1,充电\u0000宝\n')).toThrow(expect.objectContaining({ fault: 'nul', place: { line: 2, column: 5 } }));
    const bad = Buffer.concat([Buffer.from('编号,内容\n1,充电宝鼓包\n2,快递丢'), Buffer.of(0xff), Buffer.from('件\n')]);
    expect(() => read(bad)).toThrow(expect.objectContaining({ fault: 'bad_byte', place: { line: 3, column: 6, encoding: 'utf-8' } }));
  });
});

describe('the layout of a text table', () => {
  it('obeys a line that names the separator, and finds it where titles stand above the header', () => {
    expect(read('sep=;\n编号;内容\n1;退款，马上,快\n')).toEqual([
      ['编号', '内容'],
      ['1', '退款，马上,快'],
    ]);
    expect(read('报表：投诉明细\n导出：2026-11-20, 9:00\n\n编号|内容|手机\n1|漏水|2\n2|停电|3\n').at(-1)).toEqual(['2', '停电', '3']);
    expect(read('a\tb\n1\t2\n', { delimiter: ',' })).toEqual([['a\tb'], ['1\t2']]);
  });

  // The same two lines: 編號,內容 ⏎ T1,冷氣機漏水客服不回電要求退款
  it.each([
    ['big5', 'bd73b8b92ca4bbaee90a54312ca74eaef0bef7baa9a4f4abc8aa41a4a3a65eb971ad6ea844b068b4da'],
    ['gb18030', 'b1e0bac52cc4dac8dd0a54312cb3e4b5e7b1a6b9c4b0fcd2aac7f3cdcbbbf5a1a3'],
    ['windows-1252', '69643b74657874650a313b4c652076e96c6f206c69767260e92c20e0204f726ce9616e73'.replace('60e9', 'e9')],
    ['shift_jis', '94d48d862c93e0976 50a312c8fa4956982aa89f382ea82c482a282dc82b7'.replace(' ', '')],
  ])('guesses %s', (encoding, hex) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(csvLayout([bytes]).encoding).toBe(encoding);
    expect(encodingSamples([bytes]).map((sample) => sample.encoding)).toContain(encoding);
  });

  it.each(['utf-16le', 'utf-16be'] as const)('guesses %s without its mark', (encoding) => {
    const little = Buffer.from('编号,内容\r\n1,漏水要求退款\r\n2,停电\r\n', 'utf16le');
    const bytes = encoding === 'utf-16le' ? little : Buffer.from(little).swap16();
    expect(read(bytes)).toEqual([
      ['编号', '内容'],
      ['1', '漏水要求退款'],
      ['2', '停电'],
    ]);
    expect(csvLayout([bytes]).encoding).toBe(encoding);
  });
});

describe('names of columns', () => {
  it('differ, also from names that the table has already', () => {
    expect(columnNames(['编号', '备注', '备注', '备注 (2)', ''])).toEqual(['编号', '备注', '备注 (3)', '备注 (2)', '#5']);
    expect(columnNames(['__proto__', 'constructor'])).toEqual(['#1 __proto__', 'constructor']);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a (2)', 'a (3)', '', '#2', 'b'), { maxLength: 9 }), (header) => {
        expect(new Set(columnNames(header)).size).toBe(header.length);
      }),
    );
  });
});

it('takes the guard against formulas away again, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom("'=1", "''=1", "'x", '=1', '-5', "'-5", "'")), (value) => {
      expect(bareCell(safeCell(value))).toBe(value);
    }),
  );
});
