import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage } from '@tocsin/shared/audit';
import type { ComplaintAccepted, ComplaintDetail, ComplaintRow, RawPayload, StatusesChanged } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId, IncidentId, Page } from '@tocsin/shared/kernel';
import { newId } from '@tocsin/shared/kernel';
import { OVERVIEW, incidentStream } from '@tocsin/shared/live';
import type { SearchResult } from '@tocsin/shared/search';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { givenCases } from '../../../../test/cases.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { EventLog } from '../../../live/index.js';
import { Cases, IncidentDirectory } from '../index.js';

let app: TestApp;
let machine: HttpClient;
let agent: Staff;
let incidents: Map<GroupId, IncidentId>;

beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  machine = await app.as.key('complaint:create', 'complaint:read');
  agent = await app.as.agent();
  incidents = new Map();
  app.get(IncidentDirectory).use({
    groupsOf: (id) => Promise.resolve([...incidents].filter(([, incident]) => incident === id).map(([group]) => group)),
    incidentsOf: (groups) =>
      Promise.resolve(
        new Map(
          [...incidents]
            .filter(([group]) => groups.includes(group))
            .map(([group, id]) => [group, { id, no: 'INC-2026-0001', brand: null }]),
        ),
      ),
  });
});
afterAll(() => app.close());

async function given(more: object = {}): Promise<ComplaintId> {
  const body = { text: '航班取消两次,要求退款', channel: 'phone', complainant: { name: '李雷', phone: '13700001111' }, ...more };
  return (await machine.post('/complaints', body).expect<ComplaintAccepted>(201)).id;
}
const reply = { via: 'phone', at: '2026-01-05T02:00:00.000Z', text: '已为您办理退款，三个工作日内到账' };
const ifMatch = (version: number | string): { headers: Record<string, string> } => ({ headers: { 'if-match': `"${version}"` } });

describe('reveal', () => {
  it('shows the contact for a reason, and the record says who asked and why', async () => {
    const id = await given();
    const contact = await agent.post(`/complaints/${id}/reveal`, { reason: '回电核实' }).expect(200);
    expect(contact).toMatchObject({ name: '李雷', phone: '13700001111' });
    expect(contact).toHaveProperty('text');
    const auditor = await app.as.auditor();
    const trail = await auditor.get('/audit?action=complaint.contact-revealed&order=desc').expect<AuditPage>(200);
    expect(trail.items[0]).toMatchObject({ actor: { id: agent.id }, subject: { type: 'complaint', id }, detail: { reason: '回电核实' } });
    expect(JSON.stringify(trail)).not.toContain('13700001111');
  });

  it('needs a reason, the permission and a complaint', async () => {
    const id = await given();
    await agent.post(`/complaints/${id}/reveal`, {}).problem(422, 'request/invalid');
    await agent.post(`/complaints/${id}/reveal`, { reason: '  ' }).problem(422, 'request/invalid');
    await (await app.as.pr()).post(`/complaints/${id}/reveal`, { reason: 'x' }).problem(403, 'auth/forbidden');
    await agent.post(`/complaints/${newId()}/reveal`, { reason: 'x' }).problem(404, 'resource/not-found');
  });
});

describe('the payload', () => {
  it('comes back to the byte, for a reason and to few, and the record says who read it', async () => {
    const sent = '{ "channel":"phone",\n "text":"  \\u4f60\\u597d 1３８ ", "complainant":{"phone":"13700001111"} }';
    const { id } = await machine
      .post('/complaints', sent, { headers: { 'content-type': 'application/json' } })
      .expect<ComplaintAccepted>(201);
    const legal = await app.as.legal();
    const answer = await legal.post(`/complaints/${id}/payload`, { reason: '法院调取' }).expect<RawPayload>(200);
    expect(answer).toEqual({
      payload: sent,
      bytes: Buffer.byteLength(sent),
      sha256: createHash('sha256').update(sent).digest('hex'),
      intact: true,
    });
    const trail = await (await app.as.auditor()).get('/audit?action=complaint.payload-read&order=desc').expect<AuditPage>(200);
    expect(trail.items[0]).toMatchObject({ actor: { id: legal.id }, subject: { id }, detail: { reason: '法院调取', intact: true } });
    expect(JSON.stringify(trail)).not.toContain('13700001111');
    for (const reason of ['', '  ', '\u200b']) await legal.post(`/complaints/${id}/payload`, { reason }).problem(422, 'request/invalid');
    await agent.post(`/complaints/${id}/payload`, { reason: '好奇' }).problem(403, 'auth/forbidden');
    await legal.post(`/complaints/${newId()}/payload`, { reason: 'x' }).problem(404, 'resource/not-found');
    const elsewhere = await app.as.someone(['legal'], ['乙']);
    await elsewhere.post(`/complaints/${id}/payload`, { reason: 'x' }).problem(404, 'resource/not-found');
  });
});

describe('validity', () => {
  it('is judged with its reason, tells the incident and is recorded', async () => {
    const id = await given();
    const group = await givenCases(app, [id]);
    const incident = newId<IncidentId>();
    incidents.set(group, incident);
    const judged = await agent
      .post(`/complaints/${id}/validity`, { validity: 'invalid', reason: 'preference_only', note: '只是不喜欢颜色' }, ifMatch(1))
      .expect<ComplaintDetail>(200);
    expect(judged).toMatchObject({
      validity: 'invalid',
      invalidReason: 'preference_only',
      version: 2,
      incidentId: incident,
      groupId: group,
    });
    expect(judged.findings?.facts[0]?.value).toBe('138****8000');
    const [event] = await app.get(EventLog).after(incidentStream(incident), 0, 10);
    expect(event).toMatchObject({ type: 'complaint.validity-judged', actor: agent.id, payload: { id, from: 'undecided', to: 'invalid' } });
  });

  it('refuses a stale version, a missing one, a missing reason and a reason too many', async () => {
    const id = await given();
    await givenCases(app, [id]);
    const path = `/complaints/${id}/validity`;
    await agent.post(path, { validity: 'valid' }).problem(422, 'request/invalid');
    await agent.post(path, { validity: 'valid' }, ifMatch('x')).problem(422, 'request/invalid');
    await agent.post(path, { validity: 'invalid' }, ifMatch(1)).problem(422, 'request/invalid');
    await agent.post(path, { validity: 'valid', reason: 'malicious' }, ifMatch(1)).problem(422, 'request/invalid');
    await agent.post(path, { validity: 'valid' }, ifMatch(1)).expect(200);
    await agent.post(path, { validity: 'undecided' }, ifMatch(1)).problem(412, 'request/precondition-failed');
  });

  it('lets one of two people who decide at once win', async () => {
    const id = await given();
    await givenCases(app, [id]);
    const answers = await Promise.all([1, 2, 3].map(() => agent.post(`/complaints/${id}/validity`, { validity: 'valid' }, ifMatch(1))));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 412, 412]);
  });
});

describe('status of many', () => {
  it('changes those that may take the step, tells and records each, and leaves the others', async () => {
    const [a, b, unread] = [await given(), await given(), await given()];
    await givenCases(app, [a]);
    await givenCases(app, [b]);
    await agent.post(`/complaints/${b}/status`, { status: 'withdrawn' }, ifMatch(1)).expect(200);
    const before = await app.get(EventLog).lastSeq(OVERVIEW);
    const body = { ids: [a, b, unread, a, newId()], status: 'closed', note: '统一办结' };
    const done = await agent.post('/complaints/status', body).expect<StatusesChanged>(200);
    expect(done).toMatchObject({ changed: [a], skipped: 3 });
    expect(await agent.get(`/complaints/${a}`).expect<ComplaintDetail>(200)).toMatchObject({ status: 'closed', version: 2 });
    const events = await app.get(EventLog).after(OVERVIEW, before, 10);
    expect(events.map(({ type, payload }) => ({ type, payload }))).toMatchObject([
      { type: 'complaint.status-changed', payload: { id: a, from: 'received', to: 'closed' } },
    ]);
    const trail = await (await app.as.auditor()).get('/audit?action=complaint.status-changed&order=desc').expect<AuditPage>(200);
    expect(trail.items[0]).toMatchObject({ subject: { id: a }, detail: { note: '统一办结' } });
  });

  it('needs the right, and takes two hundred at most', async () => {
    const ids = Array.from({ length: 201 }, () => newId());
    await agent.post('/complaints/status', { ids, status: 'closed' }).problem(422, 'request/invalid');
    await (await app.as.auditor()).post('/complaints/status', { ids: ids.slice(0, 1), status: 'closed' }).problem(403, 'auth/forbidden');
  });
});

describe('status', () => {
  it('moves as its rules allow and tells the overview when no incident is there', async () => {
    const id = await given();
    await givenCases(app, [id]);
    const before = await app.get(EventLog).lastSeq(OVERVIEW);
    await agent.post(`/complaints/${id}/status`, { status: 'in_progress' }, ifMatch(1)).expect(200);
    await agent.post(`/complaints/${id}/status`, { status: 'answered', note: '内部备注', reply }, ifMatch(2)).expect(200);
    const problem = await agent.post(`/complaints/${id}/status`, { status: 'received' }, ifMatch(3)).problem(409, 'complaint/wrong-status');
    expect(problem['params']).toEqual({ from: 'answered', to: 'received' });
    const events = await app.get(EventLog).after(OVERVIEW, before, 10);
    expect(events.map((e) => e.payload)).toMatchObject([
      { from: 'received', to: 'in_progress' },
      { from: 'in_progress', to: 'answered' },
    ]);
  });

  it('answers 409 while the engine has not read the complaint', async () => {
    const id = await given();
    await agent.post(`/complaints/${id}/status`, { status: 'closed' }, ifMatch(0)).problem(409, 'complaint/not-read-yet');
    await agent.post(`/complaints/${id}/validity`, { validity: 'valid' }, ifMatch(0)).problem(409, 'complaint/not-read-yet');
  });

  it('refuses those who may only read', async () => {
    const id = await given();
    await (await app.as.executive()).post(`/complaints/${id}/status`, { status: 'closed' }, ifMatch(1)).problem(403, 'auth/forbidden');
  });
});

describe('filters over read complaints', () => {
  it('finds by group, incident, words, fragments, numbers and phone', async () => {
    const ids = [
      await given({ orderRef: 'SF-20261122-77', text: '電池鼓包了,续航缩水 battery swollen', complainant: { phone: '13655556666' } }),
    ];
    const group = await givenCases(app, ids, { priority: 'P1', emotion: 'anger', demands: ['refund'], flags: ['fire'] });
    const incident = newId<IncidentId>();
    incidents.set(group, incident);
    const found = async (query: string): Promise<string[]> =>
      (await agent.get(`/complaints?${query}`).expect<Page<ComplaintRow>>(200)).items.map((row) => row.id);
    const q = (text: string): string => `q=${encodeURIComponent(text)}`;
    for (const query of [`groupId=${group}`, `incidentId=${incident}`, 'priority=P1', 'flagged=true', 'emotion=anger', 'demand=refund'])
      expect(await found(query)).toEqual(ids);
    for (const text of ['电池', '鼓包', '池鼓', '电', 'swollen', 'batt', '1122-77', 'sf-2026', '136 5555 6666', '续航 battery'])
      expect([text, await found(q(text))]).toEqual([text, ids]);
    for (const text of ['电视', 'xyz', '%%%', '13655556667', "'; --", '!!!']) expect([text, await found(q(text))]).toEqual([text, []]);
    expect(await found(`incidentId=${newId()}`)).toEqual([]);
    const hits = await agent.get(`/search?${q('鼓包')}`).expect<SearchResult>(200);
    expect({ total: hits.total, ids: hits.complaints.map((row) => row.id) }).toEqual({ total: 1, ids });
    await agent.get('/search?q=').problem(422, 'request/invalid');
  });

  it('pages by priority and score without a gap or repeat', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, (_, i) => given({ subject: `s${i}` })));
    for (const [i, id] of ids.entries()) await givenCases(app, [id], { score: i % 3 === 0 ? null : i / 10, priority: i % 2 ? 'P2' : 'P4' });
    for (const sort of ['priority', 'score', 'oldest', 'newest']) {
      const all: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Page<ComplaintRow> = await agent.get(`/complaints?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
        all.push(...page.items.map((row) => row.id));
        cursor = page.nextCursor;
      }
      expect(new Set(all).size).toBe(all.length);
      expect(ids.every((id) => all.includes(id))).toBe(true);
    }
  });

  it('moves complaints between groups and counts what people have sent', async () => {
    const id = await given({ complainant: { phone: '13300003333' } });
    await givenCases(app, [id]);
    const cases = app.get(Cases);
    const into = newId<GroupId>();
    await app.db.transaction((tx) => cases.reassign(tx, [{ id, into }], 'person'));
    expect((await cases.newest([into], 5, null)).map((row) => row.id)).toEqual([id]);
    const [record] = await cases.records([id]);
    expect((await cases.complaintsOf([record?.complainantKey ?? ''])).get(record?.complainantKey ?? '')).toBe(1);
  });
});
