import { describe, expect, it } from '@jest/globals';
import { alarmAfter, mayAlarm } from './alarm.rules.js';

const [BEFORE, NOW] = ['2026-11-22T08:00:00.000Z', '2026-11-22T09:00:00.000Z'];

describe('the alarm of an incident', () => {
  it.each([
    ['none while nobody is in danger', null, 'S2', 0, null],
    ['the first complaint of danger', null, 'S4', 1, { kind: 'safety', at: NOW }],
    ['the first severity', null, 'S1', 0, { kind: 'severity', at: NOW }],
    ['one more complaint of danger is no other alarm', { kind: 'safety', at: BEFORE }, 'S3', 9, { kind: 'safety', at: BEFORE }],
    ['a rise to the first severity is', { kind: 'safety', at: BEFORE }, 'S1', 9, { kind: 'severity', at: NOW }],
    ['a fall is none', { kind: 'severity', at: BEFORE }, 'S2', 9, { kind: 'safety', at: BEFORE }],
    ['and ends it where nobody is in danger', { kind: 'severity', at: BEFORE }, 'S2', 0, null],
  ] as const)('%s', (_, before, level, safety, after) => {
    expect(alarmAfter(before, level, safety, NOW)).toEqual(after);
  });

  it('is for incidents that are being worked on', () => {
    expect((['detected', 'declared', 'responding', 'monitoring', 'dismissed'] as const).map(mayAlarm)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
