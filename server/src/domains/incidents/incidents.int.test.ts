import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  CreatedWallLink,
  DetectionPolicy,
  VersionedDetectionPolicy,
  IncidentDetail,
  IncidentSituation,
  IncidentSummary,
  Overview,
  WallLink,
} from '@tocsin/shared/incidents';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { Page } from '@tocsin/shared/kernel';
import type { LiveEvent } from '@tocsin/shared/live';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { asOwner } from '../../../test/database.js';
import { file, groupOf, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { until } from '../../../test/live-house.js';

const NOBODY = '01938e3f-0000-7000-8000-000000000000';
type View = z.infer<typeof Overview>;
type Situation = z.infer<typeof IncidentSituation>;

describe('incidents', () => {
  let app: TestApp;
  let machine: HttpClient;
  let commander: Staff;
  let incident: IncidentSummary;

  const types = async (): Promise<string[]> =>
    (await commander.get(`/incidents/${incident.id}/events?limit=200`).expect<Page<LiveEvent>>(200)).items.map(({ type }) => type);

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
    await file(machine, 'warehouse', 6, { demands: ['refund'] });
    await until(async () => (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items.length === 1);
    incident = (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items[0] as IncidentSummary;
  });
  afterAll(() => app.close());

  it('is detected once, by people and not by posts, with its cause and numbers', async () => {
    expect(incident.no).toMatch(/^INC-\d{4}-0001$/);
    expect(incident).toMatchObject({ state: 'detected', cause: { rule: 'complainants', threshold: 5, windowMinutes: 60 } });
    // All that came in one batch count.
    expect([5, 6]).toContain(incident.cause.value);
    expect(incident.metrics).toMatchObject({
      posts: 6,
      complaints: 6,
      complainants: 6,
      lastTenMinutes: 6,
      unanswered: 6,
      located: 6,
      unlocated: 0,
    });
    expect(incident.metrics.spark).toHaveLength(12);
    expect((await types())[0]).toBe('incident.detected');
    expect((await types()).filter((type) => type === 'incident.detected')).toHaveLength(1);
    const text = '闪退闪退闪退，应用打开就闪退，更新之后完全不能用，请尽快修复';
    for (let i = 0; i < 6; i++) await machine.post('/complaints', { text, channel: 'web' }).expect(201);
    await file(machine, 'colour', 1);
    expect((await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items).toHaveLength(1);
  });

  it('draws the situation from kept counts', async () => {
    const situation = await commander.get(`/incidents/${incident.id}/situation?hours=1`).expect<Situation>(200);
    expect(situation.velocity.buckets).toHaveLength(60);
    expect(situation.velocity.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    // Without a span asked for, a young incident is drawn as one.
    const young = await commander.get(`/incidents/${incident.id}/situation`).expect<Situation>(200);
    expect(young.velocity).toMatchObject({ bucketSeconds: 60, buckets: { length: 30 } });
    expect(situation.demands[0]).toMatchObject({ demand: 'refund', count: incident.metrics.complaints });
    expect(situation.areas.find(({ adcode }) => adcode === '320000')).toMatchObject({ level: 'province', count: 2 });
    expect(situation.areas.find(({ adcode }) => adcode === '320500')).toMatchObject({ level: 'city', name: '江苏省苏州市', count: 1 });
    expect(situation.channels).toEqual([{ channel: 'app', count: 6 }]);
    expect(situation.newest).toHaveLength(6);
    await commander.get(`/incidents/${incident.id}/situation?hours=0`).expect(422);
    await commander.get(`/incidents/${NOBODY}/situation`).expect(404);
  });

  it('goes through its states, refuses others, and writes its own timeline', async () => {
    const move = (to: string, more: object = {}): ReturnType<Staff['post']> =>
      commander.post(`/incidents/${incident.id}/moves`, { to, reason: `到 ${to}`, ...more });
    expect((await move('resolved').expect<{ code: string }>(409)).code).toBe('incident/wrong-state');
    await move('declared', { title: '华东仓停摆', scenario: 'service_delay' }).expect<IncidentDetail>(200);
    const declared = await commander.get(`/incidents/${incident.id}`).expect<IncidentDetail>(200);
    expect(declared).toMatchObject({ state: 'declared', title: '华东仓停摆', scenario: 'service_delay' });
    expect(declared.declaredAt).not.toBeNull();
    const agent = await app.as.agent();
    await commander.post(`/incidents/${incident.id}/commander`, { userId: agent.id, reason: '值班' }).problem(422, 'request/invalid');
    const elsewhere = await app.as.someone(['commander'], ['别的品牌']);
    await commander.post(`/incidents/${incident.id}/commander`, { userId: elsewhere.id }).problem(422, 'request/invalid');
    await agent.post(`/incidents/${incident.id}/commander`, { userId: commander.id }).problem(403, 'auth/forbidden');
    await commander.post(`/incidents/${incident.id}/commander`, { userId: commander.id, reason: '今晚值班' }).expect(200);
    const assigned = (await commander.get(`/incidents/${incident.id}/events?limit=200`).expect<Page<LiveEvent>>(200)).items;
    expect(assigned.find(({ type }) => type === 'incident.commander-assigned')?.payload).toMatchObject({
      to: commander.name,
      reason: '今晚值班',
    });
    await commander.post(`/incidents/${incident.id}/rename`, { title: '华东仓发货停摆' }).expect(200);
    await commander.post(`/incidents/${incident.id}/severity`, { severity: 'S1', reason: '央视来电' }).expect(200);
    const graver = await commander.get(`/incidents/${incident.id}`).expect<IncidentDetail>(200);
    expect(graver.severity).toMatchObject({ level: 'S1', override: { byName: commander.name, reason: '央视来电' } });
    await commander.post(`/incidents/${incident.id}/severity`, { severity: null, reason: '误会' }).expect(200);
    await commander.post(`/incidents/${incident.id}/notes`, { text: '已与承运商核对', key: true }).expect(201);
    for (const to of ['responding', 'monitoring', 'resolved', 'monitoring', 'resolved', 'reviewed']) await move(to).expect(200);
    const told = await types();
    expect(told.filter((type) => type === 'incident.moved')).toHaveLength(6);
    expect(told).toEqual(expect.arrayContaining(['incident.declared', 'incident.renamed', 'incident.commander-assigned', 'note.added']));
    const page = await commander.get(`/incidents/${incident.id}/events?afterSeq=2&limit=3`).expect<Page<LiveEvent>>(200);
    expect(page.items.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(page.nextCursor).toBe('5');
  });

  it('raises no second incident for the same group, and none for a dismissed one until it has doubled', async () => {
    const rows = await file(machine, 'coupon', 5);
    const group = groupOf(rows);
    const find = async (): Promise<IncidentSummary | undefined> =>
      (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items.find(({ groupIds }) => groupIds.includes(group));
    await until(async () => (await find()) !== undefined);
    const first = (await find()) as IncidentSummary;
    await commander.post(`/incidents/${first.id}/moves`, { to: 'dismissed', reason: '券本来就到期' }).expect(200);
    await file(machine, 'coupon', 3);
    expect(await find()).toMatchObject({ id: first.id, state: 'dismissed' });
    await file(machine, 'coupon', 4);
    await until(async () => (await find())?.state === 'detected');
    expect((await find())?.id).toBe(first.id);
  });

  it('is declared by hand from groups that are free, once', async () => {
    const group = groupOf(await file(machine, 'colour', 1));
    const body = { groupIds: [group], title: '色差', scenario: 'product_defect', severity: 'S3', reason: '个案升级' };
    const made = await commander.post('/incidents', body).expect<IncidentDetail>(201);
    expect(made).toMatchObject({ state: 'declared', groupIds: [group], cause: { rule: 'person' }, severity: { level: 'S3' } });
    expect((await commander.post('/incidents', body).expect<{ code: string }>(409)).code).toBe('incident/group-taken');
    await commander.post('/incidents', { ...body, groupIds: [NOBODY] }).expect(404);
    await commander.post('/incidents', { ...body, title: '' }).expect(422);
    await (await app.as.agent()).post('/incidents', body).expect(403);
  });

  it('refuses to merge two incidents', async () => {
    const items = (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items;
    const [a, b] = items.flatMap(({ groupIds }) => groupIds);
    expect((await commander.post(`/groups/${a ?? ''}/merge`, { into: b, reason: 'x' }).expect<{ code: string }>(409)).code).toBe(
      'group/named-incident',
    );
  });

  it('shows the overview and the wall, the latter without names, until it is revoked', async () => {
    const overview = await commander.get('/overview').expect<View>(200);
    expect(overview).toMatchObject({ backlog: 0, active: 2 });
    expect(overview.today).toBeGreaterThanOrEqual(20);
    expect(overview.ungrouped).toBeLessThan(overview.today);
    const loose = await commander.get('/complaints/count?inIncident=false').expect<{ total: number }>(200);
    expect(loose.total).toBe(overview.ungrouped);
    const bound = await commander.get('/complaints/count?inIncident=true').expect<{ total: number }>(200);
    expect(bound.total + loose.total).toBe(overview.today);
    const open = await commander.get('/complaints/count?inOpenIncident=true&repost=false&history=false').expect<{ total: number }>(200);
    expect(open.total).toBe(overview.incidents.reduce((sum, { metrics }) => sum + metrics.complaints, 0));
    expect(overview.velocity.buckets).toHaveLength(24);
    const late = await commander.post('/wall-links', { name: '大厅', expiresAt: '2026-01-01T00:00:00Z' }).problem(422, 'request/invalid');
    expect(late.issues?.[0]?.path).toBe('expiresAt');
    const wall = await commander.post('/wall-links', { name: '大厅' }).expect<z.infer<typeof CreatedWallLink>>(201);
    const seen = await app.as.nobody.get(`/public/wall/${wall.token}`).expect<View>(200);
    expect(seen.incidents.map(({ id }) => id)).toEqual(overview.incidents.map(({ id }) => id));
    expect(seen.incidents.every(({ commander: who }) => who === null)).toBe(true);
    const on = seen.incidents[0]?.id ?? '';
    const situation = await app.as.nobody.get(`/public/wall/${wall.token}/incidents/${on}/situation`).expect<Situation>(200);
    // The figures of the incident, and no single complaint: no receipt number, product or place of anybody.
    expect(situation.newest).toEqual([]);
    expect(situation.metrics.complaints).toBeGreaterThan(0);
    const links = await commander.get('/wall-links').expect<Page<z.infer<typeof WallLink>>>(200);
    expect(links.items[0]?.lastSeenAt).not.toBeNull();
    expect(JSON.stringify(links)).not.toContain(wall.token);
    await commander.delete(`/wall-links/${wall.id}`).expect(204);
    await app.as.nobody.get(`/public/wall/${wall.token}`).expect(404);
    await app.as.nobody.get(`/public/wall/${'x'.repeat(43)}`).expect(404);
  });

  it('is found by its number and by words of its title', async () => {
    const find = async (q: string): Promise<string[]> =>
      (await commander.get(`/search?q=${encodeURIComponent(q)}`).expect<{ incidents: IncidentSummary[] }>(200)).incidents.map(
        ({ id }) => id,
      );
    expect(await find(incident.no)).toEqual([incident.id]);
    expect(await find('仓发货')).toEqual([incident.id]);
    expect(await find('100%没有的')).toEqual([]);
  });

  it('is opened by its id, its number and the number as lists show it, and by no other', async () => {
    const { id, no } = incident;
    for (const named of [id, no, no.replace('INC-', ''), no.toLowerCase(), encodeURIComponent(no.replace(/-/g, ' '))]) {
      expect((await commander.get(`/incidents/${named}`).expect<IncidentDetail>(200)).id).toBe(id);
      await commander.get(`/incidents/${named}/situation`).expect(200);
    }
    await commander.get('/incidents/1999-0001').problem(404, 'resource/not-found');
    await commander.get('/incidents/nonsense').problem(422, 'request/invalid');
  });

  it('changes the policy with a trace, and only with the right', async () => {
    const before = await commander.get('/policies/detection').expect<DetectionPolicy>(200);
    expect(before).toEqual({ minComplainants: 5, windowMinutes: 60, burst: 20, criticalRisk: true, version: expect.any(Number) });
    await (await app.as.agent()).put('/policies/detection', before).expect(403);
    await commander.put('/policies/detection', { ...before, minComplainants: 1 }).expect(422);
    expect(await commander.put('/policies/detection', { ...before, minComplainants: 8 }).expect<DetectionPolicy>(200)).toMatchObject({
      minComplainants: 8,
    });
    await commander.put('/policies/detection', before).expect(200);
  });

  it('does not let a policy be overwritten by somebody who has seen another', async () => {
    const before = await commander.get('/policies/detection').expect<VersionedDetectionPolicy>(200);
    const seeing = { headers: { 'if-match': `"${before.version}"` } };
    const put = (burst: number) => commander.put('/policies/detection', { ...before, burst }, seeing);
    const answers = await Promise.all([put(40), put(41), put(42)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const stale = await put(43).problem(412, 'request/precondition-failed');
    const now = await commander.get('/policies/detection').expect<VersionedDetectionPolicy>(200);
    expect([stale.params, now.version, now.burst === 43]).toEqual([{ version: now.version }, before.version + 1, false]);
    await commander.put('/policies/detection', before, { headers: { 'if-match': `"${now.version}"` } }).expect(200);
  });

  it('records of two changes at once that the second changed what the first had made', async () => {
    const { version: _, ...before } = await commander.get('/policies/detection').expect<VersionedDetectionPolicy>(200);
    const changes = [30, 31, 32, 33].map((burst) => ({ ...before, burst }));
    await Promise.all(changes.map((to) => commander.put('/policies/detection', to).expect(200)));
    await commander.put('/policies/detection', before).expect(200);
    const { items } = await (
      await app.as.admin()
    )
      .get('/audit?action=policy.detection-changed&limit=5&order=desc')
      .expect<Page<AuditEntry>>(200);
    const steps = items.map(({ detail }) => detail as { from: DetectionPolicy; to: DetectionPolicy }).reverse();
    expect(steps).toHaveLength(5);
    expect([steps[0]?.from, ...steps.map(({ to }) => to)]).toEqual([...steps.map(({ from }) => from), before]);
  });

  it('takes one complaint about danger to people for enough', async () => {
    const text = '充电宝充电时突然起火，孩子手被烧伤，已经送医院了';
    const rows = await file(machine, 'colour', 1, { text });
    await until(async () =>
      (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items.some(({ groupIds }) => groupIds.includes(groupOf(rows))),
    );
    const found = (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items.find(({ groupIds }) =>
      groupIds.includes(groupOf(rows)),
    );
    expect(found?.cause).toMatchObject({ rule: 'critical' });
  });

  it('keeps the gravest on the overview, however many small ones are newer', async () => {
    const grave = async (): Promise<string[]> =>
      (await commander.get('/overview').expect<View>(200)).incidents.filter(({ severity }) => severity.level !== 'S4').map(({ id }) => id);
    const [open] = (await commander.get('/overview').expect<View>(200)).incidents;
    await commander.post(`/incidents/${open?.id}/severity`, { severity: 'S1', reason: '已有人受伤' }).expect(200);
    const before = await grave();
    expect(before).toContain(open?.id);
    const columns = await asOwner<{ name: string }>(
      app.database,
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_name = 'incident' AND column_name NOT IN ('id', 'no', 'severity', 'detected_at', 'state', 'alarm')`,
    );
    const rest = columns.map(({ name }) => name).join(', ');
    await asOwner(
      app.database,
      `INSERT INTO incident (id, no, severity, detected_at, state, ${rest})
       SELECT overlay(gen_random_uuid()::text placing '7' from 15)::uuid, 'INC-2001-' || lpad(n::text, 4, '0'), jsonb_set(severity, '{level}', '"S4"'), detected_at + interval '1 day', 'detected', ${rest}
       FROM incident, generate_series(1, 1200) n WHERE id = '${open?.id}'`,
    );
    expect(await grave()).toEqual(before);
  });
});
