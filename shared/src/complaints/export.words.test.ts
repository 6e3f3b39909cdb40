import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXPORT_COLUMNS, type ExportRecord } from './export.contract.js';
import { EXPORT_LANGS } from './export.dictionary.js';
import { exportCells, exportCodes, exportColumnOf, exportHeader, wallTime } from './export.words.js';

const RECORD = {
  channel: 'phone',
  receivedAt: '2026-01-02T03:04:05.000Z',
  occurredAt: null,
  status: 'in_progress',
  validity: 'invalid',
  invalidReason: 'terms_misread',
  emotion: null,
  flags: ['fire', 'selfHarm'],
  text: '冒烟',
  demands: ['refund', 'apology'],
  amountMinor: 5,
  amountCurrency: 'CNY',
  attachments: [{ id: '0', name: '照片.jpg', sha256: 'ab' }],
} as unknown as ExportRecord;
const cell = (cells: readonly unknown[], column: keyof ExportRecord): unknown => cells[EXPORT_COLUMNS.indexOf(column)];

describe('the headers of exported tables', () => {
  it.each(EXPORT_LANGS)('differ from one another in %s, and each leads back to its column', (lang) => {
    const headers = EXPORT_COLUMNS.map((column) => exportHeader(column, lang, 'Europe/Berlin'));
    expect(new Set(headers).size).toBe(EXPORT_COLUMNS.length);
    expect(headers.map((header) => exportColumnOf(header)?.column)).toEqual(EXPORT_COLUMNS);
    for (const column of ['receivedAt', 'occurredAt', 'amountMinor'] as const)
      expect(exportColumnOf(exportHeader(column, lang))?.lang).toBe(lang);
    expect(exportColumnOf(exportHeader('receivedAt', lang, 'Europe/Berlin'))?.timeZone).toBe('Europe/Berlin');
  });

  it('are found however a spreadsheet has spaced or cased them, and by their bare keys', () => {
    expect(exportColumnOf('  RECEIVED  (asia/shanghai) ')).toEqual({ column: 'receivedAt', lang: 'en', timeZone: 'Asia/Shanghai' });
    expect(exportColumnOf('受理时间(Asia/Shanghai)')).toMatchObject({ column: 'receivedAt', timeZone: 'Asia/Shanghai' });
    expect(EXPORT_COLUMNS.map((column) => exportColumnOf(column))).toEqual(
      EXPORT_COLUMNS.map((column) => expect.objectContaining({ column, timeZone: null })),
    );
    for (const other of ['', '备注', '受理时间（火星）', '渠道（Asia/Shanghai）', 'constructor', '__proto__'])
      expect(exportColumnOf(other)).toBeNull();
  });
});

describe('a record as a table shows it', () => {
  it('says in Chinese what is a code to machines', () => {
    const cells = exportCells(RECORD, 'zh', 'Asia/Shanghai');
    expect(cell(cells, 'channel')).toBe('电话');
    expect(cell(cells, 'receivedAt')).toBe('2026-01-02 11:04:05');
    expect(cell(cells, 'status')).toBe('处理中');
    expect(cell(cells, 'invalidReason')).toBe('误解条款');
    expect(cell(cells, 'flags')).toBe('起火、自伤风险');
    expect(cell(cells, 'demands')).toBe('退款、道歉');
    expect(cell(cells, 'amountMinor')).toBe('0.05');
    expect(cell(cells, 'attachments')).toBe('ab  照片.jpg');
  });

  it('says it in English, in the zone of its reader', () => {
    const cells = exportCells(RECORD, 'en', 'America/New_York');
    expect(cell(cells, 'receivedAt')).toBe('2026-01-01 22:04:05');
    expect(cell(cells, 'demands')).toBe('Refund, Apology');
    expect(cell(cells, 'occurredAt')).toBeNull();
  });

  it('keeps codes, UTC and smallest units for machines', () => {
    const cells = exportCodes(RECORD);
    expect([cell(cells, 'demands'), cell(cells, 'amountMinor'), cell(cells, 'receivedAt')]).toEqual([
      'refund apology',
      5,
      '2026-01-02T03:04:05.000Z',
    ]);
  });

  it('writes every sum so that reading it back gives the same', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.constantFrom('CNY', 'USD', 'JPY', 'KWD'), (minor, currency) => {
        const said = String(cell(exportCells({ ...RECORD, amountMinor: minor, amountCurrency: currency }, 'en'), 'amountMinor'));
        expect(Number(said.replace('.', ''))).toBe(minor);
        expect(said.split('.')[1]?.length ?? 0).toBe(currency === 'JPY' ? 0 : currency === 'KWD' ? 3 : 2);
      }),
    );
  });

  it('tells midnight as the hour 00', () => expect(wallTime('2026-01-01T16:00:00Z', 'Asia/Shanghai')).toBe('2026-01-02 00:00:00'));
});
