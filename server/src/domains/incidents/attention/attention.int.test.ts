import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Attention, IncidentDetail, IncidentSummary, LookedAt } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import type { LiveEvent } from '@tocsin/shared/live';
import { testApp, type TestApp } from '../../../../test/app.js';
import { PASSWORD, type Staff } from '../../../../test/as.js';
import { file, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';

const FIRE = '燃气灶突然爆炸起火，孩子的手被烧伤了，正在医院抢救';

let app: TestApp;
let machine: HttpClient;
let commander: Staff;
let agent: Staff;
let danger: IncidentSummary;

const attention = (who: Staff): Promise<Attention> => who.get('/attention').expect<Attention>(200);
const list = async (): Promise<IncidentSummary[]> => (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items;
const detail = (id: string): Promise<IncidentDetail> => commander.get(`/incidents/${id}`).expect<IncidentDetail>(200);

beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  agent = await app.as.agent();
  await file(machine, 'warehouse', 6);
  await until(async () => (await list()).length === 1);
  await machine.post('/complaints', { text: FIRE, channel: 'app', brand: '蓝焰', complainant: { phone: '13900001111' } }).expect(201);
  await until(async () => (await list()).some(({ metrics }) => metrics.safety > 0));
  danger = (await list()).find(({ metrics }) => metrics.safety > 0) as IncidentSummary;
});
afterAll(() => app.close());

describe('danger to people', () => {
  it('alarms everybody until each has acknowledged it, and stands first', async () => {
    for (const who of [commander, agent]) {
      const { alarms, marks } = await attention(who);
      expect(alarms).toEqual([
        expect.objectContaining({ id: danger.id, no: danger.no, kind: 'safety', safety: 1, at: (danger.alarm as { at: string }).at }),
      ]);
      expect(marks.map(({ id, fresh }) => [id, fresh]).sort()).toEqual((await list()).map(({ id }) => [id, true]).sort());
    }
    const { incidents } = await commander.get('/overview').expect<{ incidents: IncidentSummary[] }>(200);
    expect(incidents[0]?.id).toBe(danger.id);
    const { at } = (await attention(agent)).alarms[0] as Attention['alarms'][number];
    const after = await agent.put(`/attention/incidents/${danger.id}/acknowledged`, { at }).expect<Attention>(200);
    expect(after.alarms).toEqual([]);
    expect((await attention(agent)).alarms).toEqual([]);
    expect((await attention(commander)).alarms).toHaveLength(1);
  });

  it('alarms again when it reaches the first severity, but not whoever said so', async () => {
    await commander.put(`/attention/incidents/${danger.id}/acknowledged`, { at: new Date().toISOString() }).expect(200);
    await commander.post(`/incidents/${danger.id}/severity`, { severity: 'S1', reason: '有人受伤' }).expect(200);
    expect((await attention(commander)).alarms).toEqual([]);
    expect((await attention(agent)).alarms).toMatchObject([{ id: danger.id, kind: 'severity', level: 'S1' }]);
    // What was acknowledged is the alarm that was on the screen, not the newer one.
    await agent.put(`/attention/incidents/${danger.id}/acknowledged`, { at: (danger.alarm as { at: string }).at }).expect(200);
    expect((await attention(agent)).alarms).toHaveLength(1);
  });

  it('gets a line when it comes up in an incident that stands already', async () => {
    const calm = (await list()).find(({ id }) => id !== danger.id) as IncidentSummary;
    expect(calm.alarm).toBeNull();
    await file(machine, 'warehouse', 1, { text: '华东仓停摆物流三天没有更新，羽绒服里的电热芯自燃起火把家人烧伤住院，要求退款' });
    await until(async () => (await detail(calm.id)).metrics.safety > 0 || (await list()).length > 2);
    const told = (await commander.get(`/incidents/${calm.id}/events?limit=200`).expect<Page<LiveEvent>>(200)).items;
    const safety = (await detail(calm.id)).metrics.safety;
    expect(told.filter((event) => event.type === 'incident.milestone' && event.payload.kind === 'safety')).toHaveLength(safety > 0 ? 1 : 0);
  });
});

describe('unread marks', () => {
  it('are each person’s own, move only forward, and count what others wrote', async () => {
    const { lastSeq } = await detail(danger.id);
    const seen = await agent.put(`/attention/incidents/${danger.id}/seen`, { seq: lastSeq + 500 }).expect<LookedAt>(200);
    expect(seen).toEqual({ id: danger.id, seq: lastSeq });
    await commander.put(`/attention/incidents/${danger.id}/seen`, { seq: lastSeq }).expect(200);
    const mark = async (who: Staff): Promise<object | undefined> => (await attention(who)).marks.find(({ id }) => id === danger.id);
    expect([await mark(agent), await mark(commander)]).toEqual([undefined, undefined]);
    await commander.post(`/incidents/${danger.id}/notes`, { text: '已通知消防' }).expect(201);
    await commander.post(`/incidents/${danger.id}/rename`, { title: '燃气灶爆炸' }).expect(200);
    expect(await mark(agent)).toEqual({ id: danger.id, fresh: false, unread: 2 });
    expect(await mark(commander)).toBeUndefined();
    await agent.put(`/attention/incidents/${danger.id}/seen`, { seq: 1 }).expect(200);
    expect(await mark(agent)).toMatchObject({ unread: 2 });
  });

  it('are of people alone, and say nothing of brands that somebody does not see', async () => {
    expect((await machine.get('/attention').expect<{ code: string }>(403)).code).toBe('auth/forbidden');
    const limited = await app.as.someone(['commander'], ['别的品牌']);
    expect(await attention(limited)).toMatchObject({ alarms: [], marks: [] });
    await limited.put(`/attention/incidents/${danger.id}/seen`, { seq: 1 }).expect(404);
    await limited.put(`/attention/incidents/${danger.id}/acknowledged`, { at: new Date().toISOString() }).expect(404);
    await agent.put(`/attention/incidents/${danger.id}/seen`, { seq: -1 }).expect(422);
  });

  it('go on counting for whoever is freed of a limit to brands', async () => {
    const admin = await app.as.admin();
    const freed = await app.as.someone(['commander'], ['蓝焰']);
    const { lastSeq } = await freed.get(`/incidents/${danger.id}`).expect<IncidentDetail>(200);
    await freed.put(`/attention/incidents/${danger.id}/seen`, { seq: lastSeq }).expect(200);
    await admin.patch(`/users/${freed.id}`, { brands: null }).expect(200);
    const again = await app.as.signIn(freed.email, PASSWORD);
    const mark = async (): Promise<object | undefined> => (await attention(again)).marks.find(({ id }) => id === danger.id);
    const note = (text: string) => commander.post(`/incidents/${danger.id}/notes`, { text }).expect(201);
    expect(await mark()).toBeUndefined();
    await note('消防已到场');
    expect(await mark()).toEqual({ id: danger.id, fresh: false, unread: 1 });
    const whole = await again.get(`/incidents/${danger.id}`).expect<IncidentDetail>(200);
    await again.put(`/attention/incidents/${danger.id}/seen`, { seq: whole.lastSeq }).expect(200);
    expect(await mark()).toBeUndefined();
    await note('现场已封闭');
    expect(await mark()).toEqual({ id: danger.id, fresh: false, unread: 1 });
  });

  it('begin with the account: what stood before is no news', async () => {
    const newcomer = await app.as.someone(['agent']);
    expect(await attention(newcomer)).toMatchObject({ alarms: [], marks: [] });
  });
});
