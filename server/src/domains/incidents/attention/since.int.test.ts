import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ComplaintCount, ComplaintRow } from '@tocsin/shared/complaints';
import type { IncidentDetail, IncidentSummary, SinceLooked } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { file, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';

let app: TestApp;
let machine: HttpClient;
let commander: Staff;
let agent: Staff;
let incident: IncidentSummary;

const detail = (): Promise<IncidentDetail> => commander.get(`/incidents/${incident.id}`).expect<IncidentDetail>(200);
const since = (who: Staff): Promise<SinceLooked> => who.get(`/attention/incidents/${incident.id}/since`).expect<SinceLooked>(200);
const look = async (who: Staff, more: object = {}): Promise<void> => {
  const { lastSeq } = await detail();
  await who.put(`/attention/incidents/${incident.id}/seen`, { seq: lastSeq, ...more }).expect(200);
};

beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  agent = await app.as.agent();
  await file(machine, 'warehouse', 6);
  const list = async (): Promise<IncidentSummary[]> => (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items;
  await until(async () => (await list()).length === 1);
  incident = (await list())[0] as IncidentSummary;
});
afterAll(() => app.close());

it('tells nobody of a change who comes for the first time, or who has just been here', async () => {
  expect(await since(agent)).toMatchObject({ since: null, complaints: 0, severity: null, notes: 0 });
  await look(agent);
  expect(await since(agent)).toMatchObject({ since: null });
});

it('counts after a visit what the lists count, what others did, and not what one did oneself', async () => {
  app.clock.advance({ minutes: 20 });
  const before = (await detail()).metrics.complaints;
  await file(machine, 'warehouse', 2);
  await until(async () => (await detail()).metrics.complaints > before);
  await commander.post(`/incidents/${incident.id}/notes`, { text: '仓库负责人已到场' }).expect(201);
  await agent.post(`/incidents/${incident.id}/notes`, { text: '我自己记的一笔' }).expect(201);
  await commander.post(`/incidents/${incident.id}/severity`, { severity: 'S1', reason: '媒体已介入' }).expect(200);
  const [row] = (await commander.get(`/complaints?incidentId=${incident.id}&limit=1`).expect<Page<ComplaintRow>>(200)).items;
  const { version } = await commander.get(`/complaints/${row?.id ?? ''}`).expect<{ version: number }>(200);
  const headers = { 'if-match': `"${version}"` };
  await commander.post(`/complaints/${row?.id ?? ''}/status`, { status: 'in_progress' }, { headers }).expect(200);
  const found = await since(agent);
  const at = encodeURIComponent(found.since ?? '');
  const listed = await agent
    .get(`/complaints/count?incidentId=${incident.id}&repost=false&history=false&from=${at}`)
    .expect<z.infer<typeof ComplaintCount>>(200);
  expect(found.complaints).toBe(listed.total);
  expect(found.complaints).toBeGreaterThan(0);
  expect(found).toMatchObject({ notes: 1, statuses: 1, severity: { from: incident.severity.level, to: 'S1' }, state: null, demands: [] });
  expect((await since(commander)).notes).toBe(0);
});

it('stays told while the visit lasts, and starts anew when it is said to be read', async () => {
  await look(agent);
  expect((await since(agent)).notes).toBe(1);
  await look(agent, { settle: true });
  expect(await since(agent)).toMatchObject({ complaints: 0, notes: 0, statuses: 0, severity: null });
});

it('names a demand that nobody had made before', async () => {
  app.clock.advance({ minutes: 20 });
  const text = '华东仓停摆，物流三天没有更新，要求公开道歉并书面说明原因';
  await file(machine, 'warehouse', 2, { text });
  const found = async (): Promise<string[]> => (await since(agent)).demands.map(({ demand }) => demand);
  await until(async () => (await found()).includes('apology'));
});

it('is each person’s own, and hidden with the incident', async () => {
  await machine.get(`/attention/incidents/${incident.id}/since`).problem(403, 'auth/forbidden');
  const limited = await app.as.someone(['commander'], ['别的品牌']);
  await limited.get(`/attention/incidents/${incident.id}/since`).problem(404, 'resource/not-found');
});
