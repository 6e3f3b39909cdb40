import { beforeEach, describe, expect, it } from '@jest/globals';
import { clock, compact, count, countdown, graphemes, moment, money, percent, signed, spanOf } from './format.js';
import { prefs } from './prefs.js';

beforeEach(() => prefs.set({ lang: 'zh-CN' }));

describe('format', () => {
  it('shows Shanghai time whatever the zone of the machine', () => {
    expect(clock('2026-11-22T06:32:00Z')).toBe('14:32');
    expect(clock('2026-11-22T16:05:00Z')).toBe('00:05');
  });

  it('adds the day when it is another day in Shanghai, and the year when it is another year', () => {
    const now = '2026-11-22T06:32:00Z';
    expect(moment('2026-11-21T16:30:00Z', now)).toBe('00:30');
    expect(moment('2026-11-21T15:30:00Z', now)).toBe('11/21 23:30');
    expect(moment('2025-11-21T15:30:00Z', now)).toBe('2025/11/21 23:30');
  });

  it('signs every change with a real minus', () => {
    expect(signed(41)).toBe('+41');
    expect(signed(-3)).toBe('−3');
    expect(signed(0)).toBe('0');
  });

  it('groups, shortens and divides numbers in the reader’s language', () => {
    expect(count(12840)).toBe('12,840');
    expect(compact(98000)).toBe('9.8万');
    expect(percent(0.461)).toBe('46%');
    prefs.set({ lang: 'en' });
    expect(compact(98000)).toBe('98K');
  });

  it('divides money by the digits of its currency', () => {
    expect(money({ minor: 12345, currency: 'CNY' })).toContain('123.45');
    expect(money({ minor: 12345, currency: 'JPY' })).toContain('12,345');
  });

  it('splits a span into the units people say', () => {
    expect(spanOf(12_420_000)).toEqual({ key: 'hours', values: { n: 3, h: 3, m: 27, d: 0 } });
    expect(spanOf(-5)).toMatchObject({ key: 'seconds', values: { n: 0 } });
  });

  it('counts down through zero', () => {
    expect(countdown(2 * 3_600_000 + 41 * 60_000)).toBe('02:41');
    expect(countdown(-12 * 60_000)).toBe('−00:12');
  });

  it('counts what a reader sees, not code units', () => {
    expect(graphemes('退款👨‍👩‍👧‍👦!')).toBe(4);
  });
});
