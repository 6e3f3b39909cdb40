import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted, ComplaintDetail, ComplaintRow, BulkResult } from '@tocsin/shared/complaints';
import type { IncidentDetail, IncidentSituation, IncidentSummary, Overview } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import type { LiveEvent } from '@tocsin/shared/live';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { asOwner } from '../../../test/database.js';
import { expectExactCounts, file, grouped, groupOf, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { until } from '../../../test/live-house.js';

const WAREHOUSE = '华东仓停摆，物流三天没有更新，羽绒服一直不发货，要求退款';
const ANSWERED = 'in_progress';
const DAY = 86_400_000;

let app: TestApp;
let machine: HttpClient;
let archivist: HttpClient;
let commander: Staff;
let phones = 0;

beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  archivist = await app.as.key('complaint:create', 'complaint:backfill', 'complaint:read', 'group:read');
  commander = await app.as.commander();
});
afterAll(() => app.close());

const incidents = async (): Promise<IncidentSummary[]> =>
  (await commander.get('/incidents?limit=100').expect<Page<IncidentSummary>>(200)).items;
const body = (more: object = {}): object => ({
  text: `${WAREHOUSE}，单号${String(++phones)}`,
  channel: 'app',
  complainant: { phone: `137${String(10_000_000 + phones)}` },
  ...more,
});
const bulkOf = (lines: object[], by = archivist): ReturnType<HttpClient['post']> =>
  by.post('/complaints/bulk', lines.map((line) => JSON.stringify(line)).join('\n'), {
    headers: { 'content-type': 'application/x-ndjson' },
  });
const everythingRead = (): Promise<void> =>
  until(async () => {
    const [row] = await asOwner<{ open: string }>(
      app.database,
      `SELECT (SELECT count(*) FROM complaint) - (SELECT count(*) FROM complaint_case) AS open`,
    );
    return row?.open === '0';
  });

describe('past cases', () => {
  it('are refused by name from a sender without the scope, line by line in a bulk', async () => {
    for (const headers of [{}, { 'idempotency-key': 'past-1' }] as Record<string, string>[]) {
      const problem = await machine.post('/complaints', body({ history: true }), { headers }).problem(422, 'request/invalid');
      expect(problem.issues).toEqual([expect.objectContaining({ path: 'history', code: 'not_allowed' })]);
    }
    const { body: answer } = await bulkOf(
      [body({ history: true }), body({ history: false, externalId: 'p-0', text: '手机壳颜色不对' })],
      machine,
    );
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ line: 1, issues: [{ path: 'history' }] }] });
    await archivist.post('/complaints', body({ history: 'yes' })).problem(422, 'request/invalid');
  });

  it('raise no alarm, however many they are and however grave, one by one and in whole blocks', async () => {
    const grave = '充电宝爆炸起火，把我的手烧伤了，住院了，要求赔偿';
    const first = await archivist
      .post('/complaints', body({ history: true, text: grave, occurredAt: '2026-01-05T08:00:00.000Z' }))
      .expect<ComplaintAccepted>(201);
    expect(await grouped(machine, first.id)).toMatchObject({ history: true, priority: 'P1' });
    const lines = Array.from({ length: 620 }, (_, i) =>
      body({ history: true, ...(i % 2 === 0 ? { occurredAt: new Date(Date.UTC(2026, 0, 5, 8, i % 60)).toISOString() } : {}) }),
    );
    expect((await bulkOf(lines)).body).toMatchObject({ accepted: 620, rejected: [] } satisfies Partial<BulkResult>);
    await everythingRead();
    expect(await incidents()).toEqual([]);
    const overview = await commander.get('/overview').expect<z.infer<typeof Overview>>(200);
    expect(overview).toMatchObject({ today: 1, lastTenMinutes: 1 });
    await expectExactCounts(app);
  });

  it('are not needed to be marked when they tell of 2019', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => ({
      ...body({
        text: `满减优惠券在付款页面显示已失效，凑单白凑了，请补发优惠券，第${String(i)}次`,
        occurredAt: `2019-11-1${String(i % 10)}T08:00:00.000Z`,
      }),
    }));
    expect((await bulkOf(lines, machine)).body).toMatchObject({ accepted: 40 });
    await everythingRead();
    expect(await incidents()).toEqual([]);
    const { items } = await machine
      .get(`/complaints?history=true&q=${encodeURIComponent('优惠券')}&limit=100`)
      .expect<Page<ComplaintRow>>(200);
    expect(items).toHaveLength(40);
    // Said late, but within what a policy looks back upon: it happens now.
    const late = await machine
      .post('/complaints', body({ occurredAt: new Date(app.clock.ms() - 20 * DAY).toISOString() }))
      .expect<ComplaintAccepted>(201);
    expect((await grouped(machine, late.id)).history).toBe(false);
  });

  it('leave a live incident as it is, stand in its list, and can be told apart', async () => {
    const rows = await file(machine, 'warehouse', 6, { demands: ['refund'] });
    await until(async () => (await incidents()).length === 1);
    const before = (await incidents())[0] as IncidentSummary;
    const told = async (): Promise<number> =>
      (await commander.get(`/incidents/${before.id}/events?limit=200`).expect<Page<LiveEvent>>(200)).items.length;
    const events = await told();
    const past = Array.from({ length: 30 }, () =>
      body({
        history: true,
        occurredAt: '2026-02-01T00:00:00.000Z',
        amount: { minor: 900_000_000, currency: 'CNY' },
        reach: { followers: 5_000_000 },
        channel: 'regulator',
      }),
    );
    expect((await bulkOf(past)).body).toMatchObject({ accepted: 30 });
    await everythingRead();
    const after = await commander.get(`/incidents/${before.id}`).expect<IncidentDetail>(200);
    const { at: _, posts, past: pastPosts, ...figures } = after.metrics;
    expect(before.metrics).toMatchObject({ ...figures, posts: expect.any(Number) as unknown });
    expect(posts).toBe(before.metrics.posts + (pastPosts ?? 0) - (before.metrics.past ?? 0));
    expect(after).toMatchObject({ state: before.state, severity: before.severity, version: before.version });
    expect(await told()).toBe(events);
    const counted = async (query: string): Promise<number> =>
      (await commander.get(`/complaints/count?incidentId=${before.id}&${query}`).expect<{ total: number }>(200)).total;
    expect(await counted('history=false&repost=false')).toBe(figures.complaints);
    expect(await counted('history=true')).toBe(pastPosts);
    expect(await counted('')).toBe(posts);
    expect(await commander.get(`/complaints/${rows[0]?.id ?? ''}`).expect<ComplaintDetail>(200)).toMatchObject({ history: false });
    await expectExactCounts(app);
  });

  it('are drawn on the day they tell of', async () => {
    const [incident] = await incidents();
    const occurredAt = new Date(app.clock.ms() - 30 * 3_600_000).toISOString();
    const rows = await Promise.all(
      Array.from({ length: 3 }, async () =>
        grouped(machine, (await archivist.post('/complaints', body({ history: true, occurredAt })).expect<ComplaintAccepted>(201)).id),
      ),
    );
    const own = rows.filter(({ incidentId }) => incidentId === incident?.id).length;
    expect(own).toBeGreaterThan(0);
    const { velocity, metrics } = await commander
      .get(`/incidents/${incident?.id ?? ''}/situation?hours=48`)
      .expect<z.infer<typeof IncidentSituation>>(200);
    const then = velocity.buckets.filter(({ at }) => Math.abs(Date.parse(at) - Date.parse(occurredAt)) < 2 * 3_600_000);
    expect(then.reduce((sum, { count }) => sum + count, 0)).toBe(own);
    expect(metrics.peakTenMinutes).toBe(incident?.metrics.peakTenMinutes);
  });

  it('do not wake what was dismissed', async () => {
    const group = groupOf(await file(machine, 'coupon', 5));
    const find = async (): Promise<IncidentSummary | undefined> => (await incidents()).find(({ groupIds }) => groupIds.includes(group));
    await until(async () => (await find()) !== undefined);
    const first = (await find()) as IncidentSummary;
    await commander.post(`/incidents/${first.id}/moves`, { to: 'dismissed', reason: '券本来就到期' }).expect(200);
    const before = await machine.get(`/groups/${group}`).expect<{ posts: number }>(200);
    const text = '满减优惠券在付款页面显示已失效，凑单白凑了，请补发优惠券';
    await bulkOf(Array.from({ length: 30 }, (_, i) => body({ history: true, text: `${text}，尾号${String(i)}` })));
    await everythingRead();
    expect((await machine.get(`/groups/${group}`).expect<{ posts: number }>(200)).posts).toBeGreaterThan(before.posts);
    expect(await find()).toMatchObject({ state: 'dismissed' });
  });

  it('are handled like every other complaint', async () => {
    const { id } = await archivist.post('/complaints', body({ history: true })).expect<ComplaintAccepted>(201);
    const row = await grouped(machine, id);
    expect(row.status).toBe('received');
    const agent = await app.as.agent();
    const { version } = await agent.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
    await agent.post(`/complaints/${id}/status`, { status: ANSWERED }, { headers: { 'if-match': `"${String(version)}"` } }).expect(200);
    await expectExactCounts(app);
  });
});
