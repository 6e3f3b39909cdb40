import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ImportMapping } from '@tocsin/shared/complaints';
import { instantIn } from './import.dates.js';
import { guessMapping } from './import.headers.js';
import { readRow, type RowContext } from './import.mapping.js';
import { moneyIn } from './import.values.js';

const mapping: ImportMapping = {
  columns: { 内容: 'text', 手机: 'phone', 渠道: 'channel', 时间: 'occurredAt', 诉求: 'demands', 金额: 'amount', 单号: 'externalId' },
  source: '旧系统',
  channel: 'other',
  timeZone: 'Asia/Shanghai',
};
const columns = Object.keys(mapping.columns);
const context: RowContext = { columns, mapping, brands: null, rounded: new Set(), dateOrder: 'ymd' };

describe('guessMapping', () => {
  it('reads the headers people use, in Chinese and English', () => {
    expect(guessMapping(['工单号', '投诉内容', '发生时间', '客户姓名', '手机号码', '来源渠道', '订单号', '备注'])).toEqual({
      工单号: 'externalId',
      投诉内容: 'text',
      发生时间: 'occurredAt',
      客户姓名: 'name',
      手机号码: 'phone',
      来源渠道: 'channel',
      订单号: 'orderRef',
    });
    expect(guessMapping(['来源', '渠道', 'receivedAt', '内容'])).toEqual({ 渠道: 'channel', receivedAt: 'occurredAt', 内容: 'text' });
    expect(guessMapping(['来源', '时间', '受理时间', '发生时间'])).toEqual({ 来源: 'channel', 发生时间: 'occurredAt' });
    expect(guessMapping(['时间', 'text', 'source'])).toEqual({ 时间: 'occurredAt', text: 'text', source: 'channel' });
    expect(guessMapping(['Ticket ID', 'Description', 'E-mail', 'City'])).toMatchObject({
      'Ticket ID': 'externalId',
      Description: 'text',
      'E-mail': 'email',
      City: 'place',
    });
  });

  it('gives each field to one column at most', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 20 }), (names) => {
        const targets = Object.values(guessMapping(names));
        expect(new Set(targets).size).toBe(targets.length);
      }),
    );
  });
});

describe('readRow', () => {
  it('understands a row', () => {
    const cells = ['三天没发货', '138 0013 8000', '热线电话', '2026/11/20 9:05', '退款、赔偿', '¥1,234.5', 'A1'];
    const { complaint, issues } = readRow(cells, context);
    expect(issues).toEqual([]);
    expect(complaint).toEqual({
      text: '三天没发货',
      complainant: { phone: '138 0013 8000' },
      channel: 'phone',
      occurredAt: '2026-11-20T01:05:00.000Z',
      demands: ['refund', 'compensation'],
      amount: { minor: 123_450, currency: 'CNY' },
      externalId: 'A1',
      source: '旧系统',
    });
  });

  it('takes a row whose words can be read, and names every field it had to leave out', () => {
    const { complaint, issues } = readRow(['三天没发货', '', '飞鸽', '昨天', '登报声明', '很多', '2.02611E+17'], context);
    expect(complaint).toEqual({ text: '三天没发货', channel: 'other', demands: ['other'], source: '旧系统' });
    expect(issues.map(({ path, code }) => [path, code]).sort()).toEqual([
      ['amount', 'not_understood'],
      ['channel', 'not_understood'],
      ['demands', 'read_as_other'],
      ['externalId', 'exponent_id'],
      ['occurredAt', 'not_understood'],
    ]);
  });

  it('leaves out what its field cannot hold, and keeps the row', () => {
    const wide: RowContext = {
      ...context,
      columns: ['内容', '邮箱', '主题', '姓名', '编号'],
      mapping: { ...mapping, columns: { 内容: 'text', 邮箱: 'email', 主题: 'subject', 姓名: 'name', 编号: 'externalId' } },
    };
    const { complaint, issues } = readRow(['漏水', 'not an address', '题'.repeat(600), '\ud83d', 'x'.repeat(300)], wide);
    expect(complaint).toEqual({ text: '漏水', channel: 'other', source: '旧系统', complainant: {} });
    expect(issues.map(({ path }) => path).sort()).toEqual(['email', 'externalId', 'name', 'subject']);
  });

  it('refuses a row without words, and one under a brand that is not its sender’s', () => {
    expect(readRow(['', '13800138000', '', '', '', '', ''], context)).toMatchObject({ complaint: null, issues: [{ path: 'text' }] });
    const branded = { ...context, columns: ['内容', '品牌'], mapping: { ...mapping, columns: { 内容: 'text', 品牌: 'brand' } as const } };
    expect(readRow(['漏水', '乙'], { ...branded, brands: ['甲'] })).toMatchObject({ complaint: null, issues: [{ path: 'brand' }] });
    expect(readRow(['漏水', '甲'], { ...branded, brands: ['甲'] }).complaint).toMatchObject({ brand: '甲' });
  });

  it('does not tell rows apart by numbers that a spreadsheet has rounded', () => {
    const rounded = { ...context, rounded: new Set(['单号']) };
    const cells = ['漏水', '', '', '', '', '', '202611201234560000'];
    expect(readRow(cells, context).complaint).toMatchObject({ externalId: '202611201234560000' });
    expect(readRow(cells, rounded)).toMatchObject({ issues: [{ path: 'externalId', code: 'rounded_id' }] });
    expect(readRow(cells, rounded).complaint?.externalId).toBeUndefined();
  });

  it('marks every row of past cases', () => {
    const past = { ...context, mapping: { ...mapping, history: true } };
    expect(readRow(['三天没发货', '', '', '', '', '', ''], past).complaint).toMatchObject({ history: true });
    expect(readRow(['三天没发货', '', '', '', '', '', ''], context).complaint?.history).toBeUndefined();
  });

  it('is not led astray by columns named like parts of an object', () => {
    const odd = { ...context, columns: ['constructor', 'toString', '内容'], mapping: { ...mapping, columns: { 内容: 'text' } as const } };
    expect(readRow(['a', 'b', '漏水'], odd)).toEqual({ complaint: { text: '漏水', channel: 'other', source: '旧系统' }, issues: [] });
    expect(guessMapping(['constructor', '内容'])).toEqual({ 内容: 'text' });
  });

  it('never throws, whatever the cells hold, and says why when a row cannot be taken', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 9 }), (cells) => {
        const { complaint, issues } = readRow(cells, context);
        expect(complaint !== null || issues.length > 0).toBe(true);
        expect(issues.every(({ message }) => message.isWellFormed())).toBe(true);
      }),
    );
  });
});

describe('values', () => {
  it.each([
    ['2026-11-20 08:00:00', '2026-11-20T00:00:00.000Z'],
    ['2026年11月20日 8时30分', '2026-11-20T00:30:00.000Z'],
    ['20261120', '2026-11-19T16:00:00.000Z'],
    ['2026-11-20T08:00:00+09:00', '2026-11-19T23:00:00.000Z'],
    ['2026.1.2', '2026-01-01T16:00:00.000Z'],
    ['2026-02-30', null],
    ['2026-11-20 25:00', null],
    ['昨天', null],
  ])('reads the time %s', (cell, iso) => {
    expect(instantIn(cell, 'Asia/Shanghai')).toBe(iso);
  });

  it('keeps the wall time over a change of the clocks', () => {
    expect(instantIn('2026-07-01 12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
    expect(instantIn('2026-12-01 12:00', 'Europe/Berlin')).toBe('2026-12-01T11:00:00.000Z');
  });

  it.each([
    ['99', 9_900],
    ['0.1', 10],
    ['19.99元', 1_999],
    ['￥１２', 1_200],
    ['1,000,000.01', 100_000_001],
  ])('reads the amount %s without floats', (cell, minor) => {
    expect(moneyIn(cell)).toEqual({ minor, currency: 'CNY' });
  });

  it('refuses what would be a guess', () => {
    expect([moneyIn('12 jpy'), moneyIn('1.234'), moneyIn('-5'), moneyIn('USD 12元'), moneyIn('约')]).toEqual(Array(5).fill(null));
    expect(moneyIn('USD 12')).toEqual({ minor: 1_200, currency: 'USD' });
  });
});
