import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ImportMapping } from '@tocsin/shared/complaints';
import { guessMapping, readRow } from './import.mapping.js';
import { channelIn, demandsIn, instantIn, moneyIn } from './import.values.js';

const mapping: ImportMapping = {
  columns: { 内容: 'text', 手机: 'phone', 渠道: 'channel', 时间: 'occurredAt', 诉求: 'demands', 金额: 'amount', 单号: 'externalId' },
  source: '旧系统',
  channel: 'other',
  timeZone: 'Asia/Shanghai',
};
const columns = Object.keys(mapping.columns);

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
    const { complaint, issues } = readRow(
      columns,
      ['三天没发货', '138 0013 8000', '热线电话', '2026/11/20 9:05', '退款、赔偿', '¥1,234.5', 'A1'],
      mapping,
    );
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

  it('names every field it could not read', () => {
    const { complaint, issues } = readRow(columns, ['', '', '飞鸽', '昨天', '退款 报仇', '很多', ''], mapping);
    expect(complaint).toBeNull();
    expect(issues.map(({ path }) => path).sort()).toEqual(['amount', 'channel', 'demands', 'occurredAt', 'text']);
  });

  it('never throws, whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 9 }), (cells) => {
        const { complaint, issues } = readRow(columns, cells, mapping);
        expect(complaint === null).toBe(issues.length > 0);
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
    expect([moneyIn('12 jpy'), moneyIn('1.234'), moneyIn('-5'), channelIn('飞鸽'), demandsIn('报仇')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(moneyIn('USD 12')).toEqual({ minor: 1_200, currency: 'USD' });
  });
});
