import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClusteringHealth, ReclusterRun, SetAside, SetAsidePage, SetAsideRetried, SetAsideStage } from '@tocsin/shared/clustering';
import type { ComplaintAccepted, ComplaintDetail, ComplaintRow } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, grouped, WITH_ENGINE } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';
import { Problem } from '../../../platform/problems/index.js';
import { Failpoints } from '../consumer/failpoints.js';

type Accepted = z.infer<typeof ComplaintAccepted>;
const BAD = '华东仓停摆，物流三天没有更新，羽绒服一直不发货，要求退款，麻烦尽快';
const PIPELINE: SetAsideStage[] = ['reading', 'grouping', 'writing', 'detection'];

describe('a complaint that a stage cannot take', () => {
  let app: TestApp;
  let machine: Awaited<ReturnType<TestApp['as']['key']>>;
  let commander: Awaited<ReturnType<TestApp['as']['commander']>>;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
    await file(machine, 'warehouse', 3);
  });
  afterAll(() => app.close());
  afterEach(() => {
    for (const stage of [...PIPELINE, 'reclustering'] as const) app.get(Failpoints).failAt(stage, null);
  });

  const post = async (text: string): Promise<ComplaintId> =>
    (await machine.post('/complaints', { text, channel: 'web' }).expect<Accepted>(201)).id;
  const page = (query = ''): Promise<SetAsidePage> => commander.get(`/clustering/set-aside${query}`).expect<SetAsidePage>(200);
  const entryOf = async (id: string, query = ''): Promise<SetAside | undefined> =>
    (await page(query)).items.find((one) => one.complaintId === id);
  const waiting = async (id: string): Promise<SetAside> => {
    let found: SetAside | undefined;
    await until(async () => (found = await entryOf(id))?.state === 'waiting', 30_000);
    return found as SetAside;
  };
  const retry = (id: string) => commander.post(`/clustering/set-aside/${id}/retry`, {});
  /** Its text is in the message, as errors of parsers have it. */
  const fault = (): Error => new TypeError(`cannot read "${BAD}" of 13812345678`);

  it.each(PIPELINE)('in %s is set aside with its error, and its neighbours go on', async (stage) => {
    const seen: ComplaintId[] = [];
    let attempts = 0;
    // The second of those to come, in the order of the log.
    app.get(Failpoints).failAt(stage, (id) => {
      if (!seen.includes(id)) seen.push(id);
      if (id !== seen[1]) return null;
      attempts += 1;
      return fault();
    });
    const ids: ComplaintId[] = [];
    for (const text of ['满减优惠券付款时失效，凑单白忙一场，请补发', BAD, '手机壳颜色和图片有色差，想换一个']) ids.push(await post(text));
    const bad = ids[1] as ComplaintId;
    const rows = await Promise.all(ids.map((id) => grouped(machine, id)));
    const entry = await waiting(bad);
    expect(entry).toMatchObject({ stage, state: 'waiting', attempts: 3, error: { class: 'TypeError', message: 'cannot read "…" of #' } });
    expect(attempts).toBeGreaterThanOrEqual(3);
    const row = await grouped(machine, bad);
    const found = await machine.get(`/complaints?q=${row.receiptNo}`).expect<{ items: ComplaintRow[] }>(200);
    expect(found.items.map(({ id, setAside }) => [id, setAside])).toEqual([[bad, { stage, at: entry.setAsideAt }]]);
    const detail = await machine.get(`/complaints/${bad}`).expect<ComplaintDetail>(200);
    expect(detail.setAside).toEqual({ stage, at: entry.setAsideAt });
    expect(rows.every(({ groupId }) => groupId !== null)).toBe(true);
    if (stage !== 'detection') {
      const alone = await machine.get(`/groups/${row.groupId ?? ''}`).expect<{ posts: number }>(200);
      expect(alone.posts).toBe(1);
    }
    const [next] = await file(machine, 'coupon', 1);
    expect(next?.groupId).not.toBeNull();
    await expectExactCounts(app);
    const metrics = await (await app.as.key('metrics:read')).get('!/metrics').expect<string>(200);
    expect(metrics).toContain(`tocsin_set_aside_total{stage="${stage}"} 1`);
    app.get(Failpoints).failAt(stage, null);
    expect(await retry(entry.id).expect<SetAside>(200)).toMatchObject({ state: 'retrying' });
    await until(async () => (await entryOf(bad, '?state=resolved'))?.state === 'resolved', 30_000);
    expect((await grouped(machine, bad)).setAside).toBeUndefined();
    await until(async () => groupOf([await grouped(machine, bad)]) === groupOf(await file(machine, 'warehouse', 1)), 30_000);
    await expectExactCounts(app);
    await retry(entry.id).problem(409, 'clustering/not-set-aside');
  });

  it('stays aside over a restart, is not read again by the successor, and a retry that fails says so', async () => {
    const { length: before } = (await page()).items;
    const seen: ComplaintId[] = [];
    app.get(Failpoints).failAt('reading', (id) => {
      if (seen.length === 0) seen.push(id);
      return id === seen[0] ? fault() : null;
    });
    const bad = await post(BAD);
    const entry = await waiting(bad);
    const node = await testApp({ env: WITH_ENGINE, beside: app });
    try {
      node.get(Failpoints).failAt('reading', (id) => (id === bad ? fault() : null));
      await file(machine, 'coupon', 1);
      expect((await page()).items).toHaveLength(before + 1);
    } finally {
      await node.close();
    }
    await retry(entry.id).expect(200);
    await until(async () => (await waiting(bad)).attempts > 3, 30_000);
    const alone = await grouped(machine, bad);
    expect(alone.groupId as string).toBe(bad);
    app.get(Failpoints).failAt('reading', null);
    await retry(entry.id).expect(200);
    await until(async () => (await entryOf(bad)) === undefined, 30_000);
    await expectExactCounts(app);
  });

  it('is left out of a new grouping, which comes to its end', async () => {
    const bad = await post(BAD);
    await grouped(machine, bad);
    app.get(Failpoints).failAt('reclustering', (id) => (id === bad ? fault() : null));
    const { id } = await commander.post('/clustering/recluster-runs', { reason: '再分一次' }).expect<ReclusterRun>(201);
    await until(async () => (await commander.get(`/clustering/recluster-runs/${id}`).expect<ReclusterRun>(200)).state === 'ready', 90_000);
    const entry = await waiting(bad);
    expect(entry).toMatchObject({ stage: 'reclustering', attempts: 3 });
    expect((await page('?stage=reclustering')).items.map(({ id }) => id)).toEqual([entry.id]);
    expect((await page('?stage=writing')).items).toEqual([]);
    const unknown = '019ad000-0000-7000-8000-000000000000';
    const asked = await commander.post('/clustering/set-aside/retry', { ids: [entry.id, unknown, entry.id] }).expect<SetAsideRetried>(200);
    expect([asked.retrying.map(({ id, state }) => [id, state]), asked.left]).toEqual([[[entry.id, 'retrying']], [unknown]]);
    await until(async () => (await entryOf(bad)) === undefined, 30_000);
  });

  it('is not blamed for an outage', async () => {
    let outages = 5;
    app.get(Failpoints).failAt('writing', () => (outages-- > 0 ? new Problem('server/database-unavailable') : null));
    await grouped(machine, await post('断网一周没有师傅来修宽带，要求退费'));
    expect(outages).toBeLessThan(1);
    expect(await asOwner(app.database, `SELECT id FROM clustering_set_aside WHERE state <> 'resolved'`)).toEqual([]);
  });

  it('is shown to those who may see all brands, and retried by those who may move complaints', async () => {
    await (
      await app.as.agent()
    )
      .post('/clustering/set-aside/019ad000-0000-7000-8000-000000000000/retry', {})
      .problem(403, 'auth/forbidden');
    await commander.post('/clustering/set-aside/019ad000-0000-7000-8000-000000000000/retry', {}).problem(404, 'resource/not-found');
    await commander.get('/clustering/set-aside?cursor=x').problem(400, 'request/malformed');
    await commander.post('/clustering/set-aside/retry', { ids: [] }).problem(422, 'request/invalid');
    const { setAside: open } = await commander.get('/clustering/health').expect<ClusteringHealth>(200);
    expect(open).toBe((await page()).open);
    const limited = await app.as.someone(['commander'], ['甲']);
    await limited.get('/clustering/set-aside').problem(403, 'auth/forbidden');
    expect(await limited.get('/clustering/health').expect(200)).toMatchObject({ setAside: null, stalled: false });
  });

  it('takes the node out of service only when nothing moves for long', async () => {
    const ready = async () => (await fetch(`${app.origin}/readyz`)).json() as Promise<{ ready: boolean; health: { consumer: object } }>;
    expect((await ready()).health.consumer).toMatchObject({ ok: true, setAside: 0, stalledSeconds: 0 });
  });
});
