import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, AuditPage } from '@tocsin/shared/audit';
import type { IncidentDetail } from '@tocsin/shared/incidents';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { file, groupOf, WITH_ENGINE } from '../../../test/groups.js';
import type { CallOptions } from '../../../test/http-client.js';

let app: TestApp;
let commander: Staff;
let auditor: Staff;
let id: string;

const seeing = (version: number | string): CallOptions => ({ headers: { 'if-match': `"${version}"` } });
const current = (): Promise<IncidentDetail> => commander.get(`/incidents/${id}`).expect<IncidentDetail>(200);
const record = async (action: string): Promise<AuditEntry[]> =>
  (await auditor.get(`/audit?action=${action}&order=desc&limit=20`).expect<AuditPage>(200)).items;

beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  [commander, auditor] = [await app.as.commander(), await app.as.auditor()];
  const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
  const groupIds = [groupOf(await file(machine, 'colour', 1))];
  id = (await commander.post('/incidents', { groupIds, title: '色差', scenario: 'product_defect' }).expect<IncidentDetail>(201)).id;
});
afterAll(() => app.close());

describe('a decision about an incident that somebody else has changed', () => {
  const DECISIONS: [string, (me: Staff) => object][] = [
    ['rename', () => ({ title: '图片色差' })],
    ['severity', () => ({ severity: 'S2', reason: '媒体来电' })],
    ['commander', ({ id: userId }) => ({ userId })],
    ['moves', () => ({ to: 'responding', reason: '开始' })],
  ];

  it.each(DECISIONS)('is refused with the version that is there now: %s', async (verb, body) => {
    const { version, ...before } = await current();
    const stale = await commander
      .post(`/incidents/${id}/${verb}`, body(commander), seeing(version - 1))
      .problem(412, 'request/precondition-failed');
    expect(stale['params']).toEqual({ version });
    expect(await current()).toMatchObject({
      version,
      title: before.title,
      state: before.state,
      severity: { level: before.severity.level },
    });
    const done = await commander.post(`/incidents/${id}/${verb}`, body(commander), seeing(version)).expect<IncidentDetail>(200);
    expect(done.version).toBeGreaterThan(version);
  });

  it('lets one of two people win who decide at once', async () => {
    const { version } = await current();
    const titles = ['甲', '乙', '丙', '丁'];
    const answers = await Promise.all(titles.map((title) => commander.post(`/incidents/${id}/rename`, { title }, seeing(version))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  it('is taken when no version, or any, is named, and refused when it is none', async () => {
    const rename = (title: string, options?: CallOptions) => commander.post(`/incidents/${id}/rename`, { title }, options);
    await rename('无版本').expect(200);
    await rename('任意版本', { headers: { 'if-match': '*' } }).expect(200);
    await rename('弱', { headers: { 'if-match': `W/"${(await current()).version}"` } }).expect(200);
    await rename('乱写', seeing('newest')).problem(422, 'request/invalid');
    const answer = await commander.get(`/incidents/${id}`);
    expect(answer.headers.get('etag')).toBe(`"${(answer.body as IncidentDetail).version}"`);
  });
});

describe('the record of what was decided', () => {
  it('says what it was before and what it is since', async () => {
    await commander.post(`/incidents/${id}/rename`, { title: '之前', scenario: 'other' }).expect(200);
    await commander.post(`/incidents/${id}/rename`, { title: '之后', scenario: 'service_delay' }).expect(200);
    expect((await record('incident.renamed'))[0]?.detail).toMatchObject({
      from: '之前',
      to: '之后',
      scenario: { from: 'other', to: 'service_delay' },
    });
    await commander.post(`/incidents/${id}/severity`, { severity: 'S1', reason: '上热搜' }).expect(200);
    expect((await record('incident.severity-changed'))[0]).toMatchObject({
      subject: { type: 'incident', id },
      detail: { from: 'S2', to: 'S1', computed: false, reason: '上热搜' },
    });
    await commander.post(`/incidents/${id}/commander`, { userId: null }).expect(200);
    expect((await record('incident.commander-assigned'))[0]?.detail).toMatchObject({ from: commander.id, to: null });
    expect((await record('incident.moved'))[0]?.detail).toMatchObject({ from: 'declared', to: 'responding', reason: '开始' });
  });
});

describe('an incident that is over', () => {
  it('keeps its level and its commander until it comes back', async () => {
    for (const to of ['monitoring', 'resolved']) await commander.post(`/incidents/${id}/moves`, { to, reason: to }).expect(200);
    const calls: [string, object][] = [
      ['severity', { severity: 'S4', reason: '事后' }],
      ['commander', { userId: commander.id }],
    ];
    for (const [verb, body] of calls)
      expect((await commander.post(`/incidents/${id}/${verb}`, body).problem(409, 'incident/wrong-state'))['params']).toMatchObject({
        state: 'resolved',
        why: 'over',
      });
    await commander.post(`/incidents/${id}/moves`, { to: 'monitoring', reason: '反弹' }).expect(200);
    await commander.post(`/incidents/${id}/severity`, { severity: 'S3', reason: '反弹' }).expect(200);
  });
});
