import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DemandGroups, IncidentDetail, IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../test/app.js';
import { file, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { until } from '../../../test/live-house.js';

describe('an incident parted by demand', () => {
  let app: TestApp;
  let machine: HttpClient;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    await file(machine, 'warehouse', 6);
    await file(machine, 'warehouse', 2, { demands: ['apology', 'explanation'] });
  });
  afterAll(() => app.close());

  it('sums to the incident, and each part opens the complaints it counts', async () => {
    await until(async () => (await machine.get('/incidents').expect<Page<IncidentSummary>>(200)).items[0]?.metrics.posts === 8);
    const [incident] = (await machine.get('/incidents').expect<Page<IncidentSummary>>(200)).items;
    const id = incident?.id ?? '';
    const { metrics } = await machine.get(`/incidents/${id}`).expect<IncidentDetail>(200);
    const { posts, complaints, groups } = await machine.get(`/incidents/${id}/demands`).expect<DemandGroups>(200);
    expect({ posts, complaints }).toEqual({ posts: metrics.posts, complaints: metrics.complaints });
    expect(groups.reduce((sum, group) => sum + group.posts, 0)).toBe(posts);
    expect(groups.find(({ demand }) => demand === 'refund')?.posts).toBeGreaterThanOrEqual(5);
    expect(groups.find(({ demand }) => demand === 'apology')?.alsoPosts ?? 0).toBeGreaterThan(0);
    for (const group of groups) {
      const { total } = await machine
        .get(`/complaints/count?incidentId=${id}&primaryDemand=${group.demand}`)
        .expect<{ total: number }>(200);
      expect([group.demand, total]).toEqual([group.demand, group.posts]);
    }
    await app.as.nobody.get(`/incidents/${id}/demands`).problem(401, 'auth/required');
  });
});
