import { describe, expect, it } from '@jest/globals';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import { keyEvents, ranked, turnAt } from './wall.rules.js';

const incident = (no: string, level: string, more: object = {}): IncidentSummary =>
  ({
    id: no,
    no,
    title: no,
    state: 'declared',
    severity: { level },
    detectedAt: '2026-11-22T08:00:00Z',
    declaredAt: null,
    closedAt: null,
    metrics: { lastTenMinutes: 0 },
    ...more,
  }) as unknown as IncidentSummary;

describe('the order on the wall', () => {
  it('is by danger, then by severity, then by speed', () => {
    const all = [incident('a', 'S3'), incident('b', 'S1'), incident('c', 'S3', { metrics: { lastTenMinutes: 9 } })];
    expect(ranked(all, undefined).map(({ no }) => no)).toEqual(['b', 'c', 'a']);
    const danger = incident('d', 'S4', { metrics: { safety: 1, lastTenMinutes: 1, previousTenMinutes: 0 } });
    expect(ranked([...all, danger], undefined).map(({ no }) => no)).toEqual(['d', 'b', 'c', 'a']);
  });

  it('keeps to the states that the address names', () => {
    const all = [incident('a', 'S1', { state: 'detected' }), incident('b', 'S2')];
    expect(ranked(all, ['declared']).map(({ no }) => no)).toEqual(['b']);
    expect(ranked(all, [])).toHaveLength(2);
  });
});

describe('key events', () => {
  it('are the turns of all incidents, newest first', () => {
    const all = [
      incident('a', 'S1', { declaredAt: '2026-11-22T09:00:00Z' }),
      incident('b', 'S2', { detectedAt: '2026-11-22T08:30:00Z', closedAt: '2026-11-22T10:00:00Z' }),
    ];
    expect(keyEvents(all, 3).map(({ no, kind }) => `${no} ${kind}`)).toEqual(['b closed', 'a declared', 'b detected']);
  });
});

describe('the turn', () => {
  it('goes from the whole picture through every incident and round again', () => {
    const seen = [0, 30, 60, 90].map((s) => turnAt(s * 1_000 + 1, 30, ['a', 'b']));
    expect(seen).toEqual([null, 'a', 'b', null]);
  });

  it('stays with the whole picture without rotation or incidents', () => {
    expect(turnAt(30_001, undefined, ['a'])).toBeNull();
    expect(turnAt(30_001, 30, [])).toBeNull();
  });
});
