import { describe, expect, it } from '@jest/globals';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import { holdOrder, sortIncidents } from './incident-list.rules.js';

const incident = (id: string, level: string, metrics: object = {}): IncidentSummary =>
  ({
    id,
    severity: { level },
    detectedAt: '2026-11-22T08:00:00Z',
    nextDeadline: null,
    metrics: { safety: 0, lastTenMinutes: 0, previousTenMinutes: 0, complainants: 1, ...metrics },
  }) as unknown as IncidentSummary;
const ids = (list: readonly IncidentSummary[]): string => list.map(({ id }) => id).join('');

const fast = incident('f', 'S3', { lastTenMinutes: 30 });
const grave = incident('g', 'S1');
const danger = incident('d', 'S3', { safety: 2, lastTenMinutes: 1 });

describe('the rail', () => {
  it('stands by danger, or by what was chosen with danger among equals', () => {
    expect(ids(sortIncidents([fast, grave, danger], 'danger'))).toBe('dgf');
    expect(ids(sortIncidents([fast, grave, danger], 'velocity'))).toBe('fdg');
    expect(ids(sortIncidents([fast, grave, danger], 'severity'))).toBe('gdf');
    expect(ids(sortIncidents([fast, grave, danger], 'deadline'))).toBe('dgf');
  });

  it('keeps its rows in place under the pointer, but never a new danger below them', () => {
    const quiet = incident('q', 'S4');
    expect(ids(holdOrder(['f'], [fast, quiet]))).toBe('fq');
    expect(ids(holdOrder(['f'], [quiet, danger, fast, grave]))).toBe('dgfq');
    expect(ids(holdOrder(['x', 'f'], [fast]))).toBe('f');
  });
});
