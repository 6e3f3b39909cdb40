import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldOf, instantOf, isZone } from './zone-time.js';

const ZONES = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];

describe('a time in a field', () => {
  it('is the time of the zone, whatever zone the browser is in', () => {
    expect(fieldOf('2026-01-05T02:00:00.000Z', 'Asia/Shanghai')).toBe('2026-01-05T10:00');
    expect(instantOf('2026-01-05T10:00', 'Asia/Shanghai')).toBe('2026-01-05T02:00:00.000Z');
    expect(instantOf('2026-07-01T09:30', 'America/New_York')).toBe('2026-07-01T13:30:00.000Z');
    expect([fieldOf(undefined, 'UTC'), fieldOf('soon', 'UTC'), instantOf('', 'UTC'), instantOf('x', 'UTC')]).toEqual([
      '',
      '',
      undefined,
      undefined,
    ]);
  });

  it('comes back as it was, but for the hour that a clock shows twice', () => {
    const minute = fc.integer({ min: 16_000_000, max: 33_000_000 }).map((n) => n * 60_000);
    fc.assert(
      fc.property(minute, fc.constantFrom(...ZONES), (at, zone) => {
        const field = fieldOf(new Date(at).toISOString(), zone);
        const back = instantOf(field, zone) ?? '';
        expect(fieldOf(back, zone)).toBe(field);
        expect(Math.abs(Date.parse(back) - at)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  it('knows zones from other words', () => {
    expect([isZone('Asia/Shanghai'), isZone('Mars/Base'), isZone('')]).toEqual([true, false, false]);
  });
});
