import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { saysSomething } from '../kernel/index.js';
import { COMPLAINT_STATUSES, NewComplaint, type Complainant } from './complaints.contract.js';
import {
  canChangeStatus,
  canRate,
  firstReplyBy,
  isUnhappy,
  isUnanswered,
  nextStatuses,
  personOf,
  validityFits,
} from './complaints.rules.js';
import { PublicComplaint } from './public.contract.js';

describe('status', () => {
  it('never stays where it is and always leads on', () => {
    for (const from of COMPLAINT_STATUSES) {
      expect(canChangeStatus(from, from)).toBe(false);
      expect(canChangeStatus(from, 'received')).toBe(false);
      expect(nextStatuses(from).length).toBeGreaterThan(0);
    }
  });

  it('reopens what was closed, as work and not as an answer', () => {
    expect([canChangeStatus('closed', 'in_progress'), canChangeStatus('closed', 'answered')]).toEqual([true, false]);
  });

  it('is unanswered until it was answered, closed or withdrawn', () => {
    expect(COMPLAINT_STATUSES.filter(isUnanswered)).toEqual(['received', 'in_progress']);
  });
});

it('asks for a reason for what is invalid, and only for that', () => {
  expect([validityFits('invalid', 'malicious'), validityFits('invalid', undefined)]).toEqual([true, false]);
  expect([validityFits('valid', undefined), validityFits('valid', 'malicious'), validityFits('undecided', undefined)]).toEqual([
    true,
    false,
    true,
  ]);
});

it('promises the first reply within a day', () => {
  expect(firstReplyBy(new Date('2026-11-22T00:00:00Z')).toISOString()).toBe('2026-11-23T00:00:00.000Z');
});

describe('personOf', () => {
  it.each<[Complainant, string | null]>([
    [{ phone: '138 1234 2211' }, 'phone:13812342211'],
    [{ phone: '+8613812342211' }, 'phone:13812342211'],
    [{ phone: '008613812342211' }, 'phone:13812342211'],
    [{ phone: '１３８１２３４２２１１' }, 'phone:13812342211'],
    [{ phone: '无', email: 'A@X.com' }, 'email:a@x.com'],
    [{ name: '王小明', ref: 'U1' }, 'ref:crm:u1'],
    [{ name: '王小明' }, null],
    [{}, null],
  ])('%j is %s', (complainant, person) => {
    expect(personOf(complainant, 'crm')).toBe(person);
  });
});

describe('contracts', () => {
  const base = { text: 'x', channel: 'web' };

  it('count characters as people do', () => {
    expect(NewComplaint.safeParse({ ...base, text: '字'.repeat(20_000) }).success).toBe(true);
    expect(NewComplaint.safeParse({ ...base, text: '字'.repeat(20_001) }).success).toBe(false);
    expect(NewComplaint.safeParse({ ...base, text: '👨‍👩‍👧'.repeat(4_000) }).success).toBe(true);
  });

  it('keep the words exactly, spaces included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }), (text) => {
        fc.pre(!text.includes('\u0000') && saysSomething(text));
        expect(NewComplaint.parse({ ...base, text }).text).toBe(text);
      }),
    );
  });

  it('answer, and never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(typeof NewComplaint.safeParse(value).success).toBe('boolean');
        expect(PublicComplaint.safeParse(value).success).toBe(false);
      }),
    );
  });
});

describe('rating', () => {
  const at = new Date('2026-11-22T08:00:00Z');
  const rated = (minutes: number) => ({ kind: 'rating' as const, at: new Date(at.getTime() + minutes * 60_000).toISOString() });

  it('is for what is closed, once for each time it was', () => {
    expect(canRate({ status: 'closed', closedAt: at, messages: [] })).toBe(true);
    expect(canRate({ status: 'closed', closedAt: at, messages: [rated(-1), { kind: 'addition', at: at.toISOString() }] })).toBe(true);
    expect(canRate({ status: 'closed', closedAt: at, messages: [rated(1)] })).toBe(false);
    for (const status of COMPLAINT_STATUSES.filter((one) => one !== 'closed'))
      expect(canRate({ status, closedAt: at, messages: [] })).toBe(false);
    expect(canRate({ status: 'closed', closedAt: null, messages: [] })).toBe(false);
  });

  it('of one or two of five is no happy one', () => expect([1, 2, 3, 4, 5].map(isUnhappy)).toEqual([true, true, false, false, false]));
});
