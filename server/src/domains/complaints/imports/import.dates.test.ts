import { describe, expect, it } from '@jest/globals';
import { formatsKept, instantIn, orderShownBy } from './import.dates.js';

const ZONE = 'Asia/Shanghai';

describe('times in other people’s tables', () => {
  it.each([
    ['2026-11-20T09:30', '2026-11-20T01:30:00.000Z'],
    ['2026-11-20 09:30:00.123', '2026-11-20T01:30:00.000Z'],
    ['2026-11-20 09:30:00 +0800', '2026-11-20T01:30:00.000Z'],
    ['2026年11月20日上午9:30', '2026-11-20T01:30:00.000Z'],
    ['2026年11月20日 下午3点05分', '2026-11-20T07:05:00.000Z'],
    ['2026/11/20 星期五 21:05', '2026-11-20T13:05:00.000Z'],
    ['11/20/2026 3:05 PM', '2026-11-20T07:05:00.000Z'],
    ['11/20/2026 12:05 AM', '2026-11-19T16:05:00.000Z'],
    ['24-02-2026 11:35', '2026-02-24T03:35:00.000Z'],
    ['20 Nov 2026', '2026-11-19T16:00:00.000Z'],
    ['November 20, 2026 08:00', '2026-11-20T00:00:00.000Z'],
    ['11/20/26', '2026-11-19T16:00:00.000Z'],
    ['1763602200', '2025-11-20T01:30:00.000Z'],
    ['46346.5', '2026-11-20T04:00:00.000Z'],
    ['202611200930', '2026-11-20T01:30:00.000Z'],
    ['2026-11-20T01:30:00.000Z', '2026-11-20T01:30:00.000Z'],
    ['03/11/2026', null],
    ['13/13/2026', null],
    ['31/02/2026', null],
    ['2026-11-20 24:30', null],
    ['上午', null],
    ['13800138000', null],
    ['123', null],
  ])('reads %s', (cell, iso) => expect(instantIn(cell, ZONE)).toBe(iso));

  it('reads what is open in the order that was chosen, and what is not in the only one there is', () => {
    expect(instantIn('03/11/2026', ZONE, 'dmy')).toBe('2026-11-02T16:00:00.000Z');
    expect(instantIn('03/11/2026', ZONE, 'mdy')).toBe('2026-03-10T16:00:00.000Z');
    expect(instantIn('11/20/2026', ZONE, 'dmy')).toBe('2026-11-19T16:00:00.000Z');
    expect(instantIn('26-11-20', ZONE, 'ymd')).toBe('2026-11-19T16:00:00.000Z');
  });

  it('tells which order a value shows', () => {
    expect(['2026-11-20', '20/11/2026', '11/20/2026', '03/11/2026 9:00', 'A1', '13800138000'].map(orderShownBy)).toEqual([
      'ymd',
      'dmy',
      'mdy',
      'open',
      null,
      null,
    ]);
  });

  it('keeps no format for every spelling of a zone that anybody sends', () => {
    for (let i = 0; i < 600; i++) {
      const spelled = [...'asia/shanghai'].map((c, bit) => ((i >> bit) & 1 ? c.toUpperCase() : c)).join('');
      expect(instantIn('2026-11-20 09:30', spelled)).toBe('2026-11-20T01:30:00.000Z');
    }
    expect(formatsKept()).toBeLessThanOrEqual(50);
  });
});
