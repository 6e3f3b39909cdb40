import { describe, expect, it } from '@jest/globals';
import type { IncidentDetail } from '@tocsin/shared/incidents';
import type { LiveEvent } from '@tocsin/shared/live';
import { changesBetween } from './changes.rules.js';

const incident = {
  title: '华东仓停摆',
  scenario: 'service_delay',
  state: 'declared',
  severity: { level: 'S2', computed: 'S2', points: 6, reasons: [], override: null },
  commander: null,
} as Pick<IncidentDetail, 'title' | 'scenario' | 'state' | 'severity' | 'commander'>;

describe('changesBetween', () => {
  it('finds nothing where only numbers moved', () => {
    const computed = { ...incident.severity, points: 7, computed: 'S2' as const };
    expect(changesBetween(incident, { ...incident, severity: computed })).toEqual([]);
  });

  it('names each decision of another person, before and after', () => {
    const commander = { id: '01938e3f-0000-7000-8000-000000000000' as NonNullable<IncidentDetail['commander']>['id'], name: '林一' };
    const after = {
      ...incident,
      title: '发货停摆',
      state: 'responding' as const,
      severity: { ...incident.severity, level: 'S1' as const },
      commander,
    };
    const log = [
      { type: 'incident.moved', actorName: '王芳', at: '2026-11-27T08:00:00.000Z' },
      { type: 'incident.moved', actorName: '林一', at: '2026-11-27T08:05:00.000Z' },
      { type: 'complaint.status-changed', actorName: '赵敏', at: '2026-11-27T08:06:00.000Z' },
    ] as LiveEvent[];
    const unnamed = { by: null, at: null };
    expect(changesBetween(incident, after, log)).toEqual([
      { field: 'title', from: '华东仓停摆', to: '发货停摆', ...unnamed },
      { field: 'state', from: 'declared', to: 'responding', by: '林一', at: '2026-11-27T08:05:00.000Z' },
      { field: 'severity', from: 'S2', to: 'S1', ...unnamed },
      { field: 'commander', from: '', to: '林一', ...unnamed },
    ]);
  });
});
