import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byDanger, type Ranked } from './order.rules.js';

const one = (id: string, level: 'S1' | 'S2' | 'S3' | 'S4', numbers: Partial<Ranked['metrics']> = {}): Ranked =>
  ({
    id,
    detectedAt: '2026-11-22T08:00:00.000Z',
    severity: { level },
    metrics: { safety: 0, lastTenMinutes: 0, previousTenMinutes: 0, complainants: 1, ...numbers },
  }) as Ranked;

const order = (...list: Ranked[]): string[] => list.toSorted(byDanger).map(({ id }) => id);

describe('the order of incidents', () => {
  it('puts danger to people above a graver level, and growing danger above all', () => {
    expect(
      order(
        one('grave', 'S1', { lastTenMinutes: 90 }),
        one('danger', 'S2', { safety: 4 }),
        one('growing', 'S3', { safety: 1, lastTenMinutes: 2, previousTenMinutes: 1 }),
      ),
    ).toEqual(['growing', 'danger', 'grave']);
  });

  it('goes on by level, speed, people, and the newest first', () => {
    expect(
      order(
        { ...one('older', 'S3'), detectedAt: '2026-11-22T07:00:00.000Z' } as Ranked,
        one('newer', 'S3'),
        one('many', 'S3', { complainants: 40 }),
        one('fast', 'S3', { lastTenMinutes: 9 }),
        one('grave', 'S2'),
      ),
    ).toEqual(['grave', 'fast', 'many', 'newer', 'older']);
  });

  it('is one order whatever the order before', () => {
    const incident = fc.record({
      id: fc.uuid(),
      detectedAt: fc.constantFrom('2026-11-22T07:00:00.000Z', '2026-11-22T08:00:00.000Z'),
      severity: fc.record({ level: fc.constantFrom('S1', 'S2', 'S3', 'S4') }),
      metrics: fc.record({ safety: fc.nat(2), lastTenMinutes: fc.nat(2), previousTenMinutes: fc.nat(2), complainants: fc.nat(2) }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(incident, { selector: ({ id }) => id }), (list) => {
        const sorted = (list as Ranked[]).toSorted(byDanger);
        expect((list as Ranked[]).toReversed().toSorted(byDanger)).toEqual(sorted);
      }),
    );
  });
});
