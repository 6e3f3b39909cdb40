import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { file, WITH_ENGINE } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';

let app: TestApp;
let commander: Staff;
let incident: IncidentSummary;
beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  await file(machine, 'warehouse', 6);
  const list = async (): Promise<IncidentSummary[]> => (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items;
  await until(async () => (await list()).length === 1);
  incident = (await list())[0] as IncidentSummary;
  await commander.post(`/incidents/${incident.id}/notes`, { text: '=1+1 请回电 13912345678' }).expect(201);
  for (const title of ['电热毯批次 请回电 13912345678', '电热毯批次'])
    await commander.post(`/incidents/${incident.id}/rename`, { title }).expect(200);
  await commander.post(`/incidents/${incident.id}/severity`, { severity: 'S1', reason: '媒体已介入' }).expect(200);
});
afterAll(() => app.close());

const table = async (who: Staff, query: string): Promise<string> => {
  const answer = await who.get(`/incidents/${incident.id}/timeline/export?format=csv&${query}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(answer.headers.get('content-disposition')).toContain(`${incident.no}-timeline.csv`);
  return String(answer.body);
};

it('stands in the words and on the clock of its reader, with nothing personal and nothing that runs in it', async () => {
  const zh = await table(commander, 'lang=zh&timeZone=Asia%2FShanghai');
  expect(zh).toContain('发生时间（Asia/Shanghai）');
  for (const words of ['形成疑似群体事件', '变更级别', 'Ⅰ级 特别重大', '媒体已介入', commander.name]) expect(zh).toContain(words);
  expect(zh).toMatch(/截至（Asia\/Shanghai）,20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\r\n$/);
  // The old and the new title of each renaming are there, without the number.
  expect(zh.match(/电热毯批次/g)).toHaveLength(3);
  expect(zh).not.toContain('13912345678');
  expect(zh).toContain("'=1+1");
  const en = await table(commander, 'lang=en&timeZone=UTC');
  for (const words of ['Happened (UTC)', 'severity changed', 'Ⅰ Critical', 'As of (UTC)']) expect(en).toContain(words);
  expect(en.split('\r\n')).toHaveLength(zh.split('\r\n').length);
});

it('comes as a workbook, and is put on record', async () => {
  const answer = await fetch(commander.url(`/incidents/${incident.no}/timeline/export?format=xlsx&lang=zh`), {
    headers: commander.credentials,
  });
  expect(answer.status).toBe(200);
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  const entries = (await (await app.as.admin()).get('/audit?limit=100&order=desc').expect<Page<AuditEntry>>(200)).items;
  expect(entries.find(({ action }) => action === 'incident.timeline-exported')).toMatchObject({
    subject: { type: 'incident', id: incident.id },
    detail: { no: incident.no, format: 'xlsx', lang: 'zh' },
  });
});

it('is for those who may take records out, of incidents that they see', async () => {
  await (await app.as.agent()).get(`/incidents/${incident.id}/timeline/export`).problem(403, 'auth/forbidden');
  const limited = await app.as.someone(['commander'], ['别的品牌']);
  await limited.get(`/incidents/${incident.id}/timeline/export`).problem(404, 'resource/not-found');
  await commander.get(`/incidents/${incident.id}/timeline/export?format=pdf`).problem(422, 'request/invalid');
});
