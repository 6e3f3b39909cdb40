import { describe, expect, it } from '@jest/globals';
import type { IncidentDetail } from '@tocsin/shared/incidents';
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
    expect(changesBetween(incident, after)).toEqual([
      { field: 'title', from: '华东仓停摆', to: '发货停摆' },
      { field: 'state', from: 'declared', to: 'responding' },
      { field: 'severity', from: 'S2', to: 'S1' },
      { field: 'commander', from: '', to: '林一' },
    ]);
  });
});
