import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DetectionPolicy } from '../incidents/incidents.contract.js';
import { LOOK_BACK_DAYS, pastCaseAt } from './complaints.rules.js';

const DAY = 86_400_000;
const instant = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true });
const complaint = fc.record({ history: fc.boolean(), occurredAt: fc.option(instant), receivedAt: instant });

describe('pastCaseAt', () => {
  it('looks back as far as any policy may', () => {
    const asks = (minutes: number): boolean =>
      DetectionPolicy.safeParse({ minComplainants: 5, windowMinutes: minutes, burst: 20, criticalRisk: true }).success;
    expect([asks(LOOK_BACK_DAYS * 1_440), asks(LOOK_BACK_DAYS * 1_440 + 1)]).toEqual([true, false]);
  });

  it('never counts a past case later than it was received, nor before the time it tells of', () => {
    fc.assert(
      fc.property(complaint, (one) => {
        const at = pastCaseAt(one);
        if (at === null) return;
        expect(at.getTime()).toBeLessThanOrEqual(one.receivedAt.getTime());
        if (one.occurredAt !== null) expect(at.getTime()).toBe(Math.min(one.occurredAt.getTime(), one.receivedAt.getTime()));
      }),
    );
  });

  it('is one that was sent as one, or that tells of something longer ago than anybody looks back', () => {
    fc.assert(
      fc.property(complaint, (one) => {
        const age = one.occurredAt === null ? 0 : one.receivedAt.getTime() - one.occurredAt.getTime();
        expect(pastCaseAt(one) !== null).toBe(one.history || age > LOOK_BACK_DAYS * DAY);
      }),
    );
  });
});
