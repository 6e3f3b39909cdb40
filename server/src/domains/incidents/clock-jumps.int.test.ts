import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { file, groupOf, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { until } from '../../../test/live-house.js';

describe('a clock that ran ahead and was set back', () => {
  let app: TestApp;
  let machine: HttpClient;
  let commander: Staff;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
  });
  afterAll(() => app.close());

  const incidents = async (): Promise<IncidentSummary[]> => (await machine.get('/incidents').expect<Page<IncidentSummary>>(200)).items;

  it('does not hide what comes after it', async () => {
    app.clock.advance({ hours: 6 });
    const [early] = await file(machine, 'coupon', 1);
    app.clock.advance({ hours: -6 });
    const later = await file(machine, 'coupon', 5);
    expect(later.every(({ groupId }) => groupId === early?.groupId)).toBe(true);
    await until(async () => (await incidents()).some(({ groupIds }) => groupIds.includes(groupOf(later))));
    const [incident] = await incidents();
    expect(incident).toMatchObject({ cause: { rule: 'complainants' } });
    // The time that has not come is no part of now, and none of yesterday either.
    await until(async () => (await incidents())[0]?.metrics.complaints === 6);
    expect((await incidents())[0]?.metrics).toMatchObject({ complaints: 6, lastTenMinutes: 5, unanswered: 6, unanswered24h: 0 });
  });

  it('lets people go on working, and what time alone changes go on changing', async () => {
    expect((await commander.get('/auth/me')).status).toBe(200);
    const [incident] = await incidents();
    await asLongAgo(() => app.clock.advance({ hours: 2 }));
    await commander.get(`/incidents/${incident?.id ?? ''}`).expect(200);
  });

  const asLongAgo = async (jump: () => void): Promise<void> => {
    jump();
    const filed = await file(machine, 'colour', 1);
    app.clock.advance({ hours: -2 });
    expect(filed).toHaveLength(1);
    expect(await file(machine, 'colour', 1)).toHaveLength(1);
  };
});
