import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GroupDetail, GroupSummary } from '@tocsin/shared/clustering';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../test/app.js';
import { until } from '../../../test/live-house.js';
import type { HttpClient } from '../../../test/http-client.js';

const WAREHOUSE = (i: number): object => ({
  text: `我在双十一买的羽绒服，订单显示已发货，可是华东仓一直停摆，物流三天没有更新了，要求退款。第 ${String(i)} 次反映`,
  channel: 'app',
  complainant: { phone: `1380000${String(1000 + i)}` },
  demands: ['refund'],
  place: '上海市',
});

describe('the consumer', () => {
  let app: TestApp;
  let machine: HttpClient;

  beforeAll(async () => {
    app = await testApp({ env: { TOCSIN_ROLES: 'api,worker,clusterer', TOCSIN_CLUSTERER: 'inline' } });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  });
  afterAll(() => app.close());

  it('puts like complaints into one group and raises an incident at the fifth complainant', async () => {
    for (let i = 0; i < 6; i++) await machine.post('/complaints', WAREHOUSE(i)).expect(201);
    await machine.post('/complaints', { text: '手机颜色不喜欢，想换一个红色的手机壳', channel: 'web' }).expect(201);
    await until(async () => (await machine.get('/incidents').expect<Page<IncidentSummary>>(200)).items.length > 0);
    const { items } = await machine.get('/incidents').expect<Page<IncidentSummary>>(200);
    expect(items).toHaveLength(1);
    await until(async () => (await machine.get('/groups').expect<Page<GroupSummary>>(200)).items.length >= 2);
    const incident = items[0];
    expect(incident).toMatchObject({ state: 'detected', cause: { rule: 'complainants', threshold: 5 } });
    const groups = (await machine.get('/groups').expect<Page<GroupSummary>>(200)).items;
    expect(await machine.get('/groups/count').expect(200)).toEqual({ total: groups.length });
    const sized: number[] = [];
    for (let cursor = ''; sized.length < groups.length;) {
      const next = await machine.get(`/groups?sort=size&limit=1${cursor}`).expect<Page<GroupSummary>>(200);
      sized.push(...next.items.map(({ posts }) => posts));
      cursor = `&cursor=${encodeURIComponent(next.nextCursor ?? '')}`;
    }
    expect(sized).toEqual(groups.map(({ posts }) => posts).sort((a, b) => b - a));
    await machine.get('/groups?sort=size&cursor=2026-11-22T00:00:00.000Z~x').problem(400, 'request/malformed');
    expect(groups.map(({ posts }) => posts).sort()).toEqual([1, 6]);
    const detail = await machine.get(`/groups/${incident?.groupIds[0] ?? ''}`).expect<GroupDetail>(200);
    expect(detail.complainants).toBe(6);
  });
});
