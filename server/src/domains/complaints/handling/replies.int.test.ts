import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage } from '@tocsin/shared/audit';
import type {
  ComplaintDetail,
  PublicReceipt,
  StatusesChanged,
  StatusesUndone,
  StatusPreview,
  TrackedComplaint,
} from '@tocsin/shared/complaints';
import { newId, type ComplaintId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { givenCases } from '../../../../test/cases.js';
import { asOwner } from '../../../../test/database.js';

let app: TestApp;
let agent: Staff;
beforeAll(async () => {
  app = await testApp();
  agent = await app.as.agent();
});
afterAll(() => app.close());

interface Filed extends PublicReceipt {
  id: ComplaintId;
}
let phones = 0;
async function filed(contact = `139${String(10_000_000 + phones++)}`): Promise<Filed> {
  const form = { text: '买的扫地机用了三天就不转了，客服一直不处理', contact, consent: true };
  const receipt = await app.as.nobody.post('/public/complaints', form).expect<PublicReceipt>(201);
  const [row] = await asOwner<{ id: ComplaintId }>(app.database, 'SELECT id FROM complaint WHERE receipt_no = $1', [receipt.receiptNo]);
  const id = row?.id as ComplaintId;
  await givenCases(app, [id]);
  app.clock.advance({ minutes: 2 });
  return { ...receipt, id };
}
const reply = { via: 'phone', at: '2026-01-05T02:00:00.000Z', text: '已安排换新机，<明天>由快递上门取旧机，回电 13812345678' };
const ifMatch = (version: number): { headers: Record<string, string> } => ({ headers: { 'if-match': `"${version}"` } });
const tracked = ({ receiptNo, code }: PublicReceipt): Promise<TrackedComplaint> =>
  app.as.nobody.post('/public/receipts', { receiptNo, code }).expect<TrackedComplaint>(200);
const plain = async ({ receiptNo, code }: PublicReceipt): Promise<string> =>
  (await fetch(`${app.origin}/c/track`, { method: 'POST', body: new URLSearchParams({ receiptNo, code }) })).text();
const detail = ({ id }: Filed): Promise<ComplaintDetail> => agent.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
const setTo = async (one: Filed, body: object): Promise<ComplaintDetail> =>
  agent.post(`/complaints/${one.id}/status`, body, ifMatch((await detail(one)).version)).expect<ComplaintDetail>(200);

describe('a complaint set to answered', () => {
  it('is refused without what was said, by which means and when, and a reply belongs to no other status', async () => {
    const one = await filed();
    const path = `/complaints/${one.id}/status`;
    const refused = async (body: object, where: string): Promise<void> => {
      for (const [to, more] of [
        [path, {}],
        ['/complaints/status', { ids: [one.id] }],
      ] as const) {
        const problem = await agent.post(to, { ...body, ...more }, ifMatch(1)).problem(422, 'request/invalid');
        expect(problem['issues']).toEqual([expect.objectContaining({ path: where })]);
      }
    };
    await refused({ status: 'answered' }, 'reply');
    await refused({ status: 'closed', reply }, 'reply');
    await refused({ status: 'answered', reply: { ...reply, via: 'pigeon' } }, 'reply.via');
    await refused({ status: 'answered', reply: { ...reply, text: ' …… ' } }, 'reply.text');
    await refused({ status: 'answered', reply: { ...reply, at: '2099-01-01T00:00:00.000Z' } }, 'reply.at');
    expect((await detail(one)).status).toBe('received');
    expect((await tracked(one)).steps).toHaveLength(1);
  });

  it('tells its complainant exactly what was recorded, with scripts and without, and keeps it sealed', async () => {
    const one = await filed();
    const answered = await setTo(one, { status: 'answered', note: '内部备注', reply });
    expect(answered.replies).toMatchObject([{ via: 'phone', at: reply.at, text: expect.stringContaining('*******5678'), withdrawn: null }]);
    const seen = await tracked(one);
    expect(seen).toMatchObject({
      status: 'answered',
      steps: [
        { status: 'received', reply: null },
        { status: 'answered', reply },
      ],
    });
    expect(JSON.stringify(seen)).not.toContain('内部备注');
    const page = await plain(one);
    expect(page).toContain('电话 By phone');
    expect(page).toContain('&lt;明天&gt;由快递上门取旧机，回电 13812345678');
    expect(page).not.toContain('内部备注');
    const kept = await asOwner(app.database, `SELECT r::text, encode(r.words, 'escape') AS words FROM complaint_reply r`);
    expect(JSON.stringify(kept)).not.toMatch(/换新机|13812345678/);
    await expect(asOwner(app.database, `UPDATE complaint_reply SET via = 'sms'`)).rejects.toThrow();
    const trail = await (await app.as.auditor()).get('/audit?action=complaint.status-changed&order=desc').expect<AuditPage>(200);
    expect(trail.items[0]?.detail).toMatchObject({ to: 'answered', via: 'phone', saidAt: reply.at });
    expect(JSON.stringify(trail)).not.toContain('换新机');
  });

  it('before replies were recorded was handled, for all its complainant is told', async () => {
    const one = await filed();
    await asOwner(app.database, `UPDATE complaint_case SET status = 'answered' WHERE complaint_id = $1`, [one.id]);
    await asOwner(app.database, `INSERT INTO complaint_status_change (id, complaint_id, at, status) VALUES ($1, $2, now(), 'answered')`, [
      newId(),
      one.id,
    ]);
    const seen = await tracked(one);
    expect([seen.status, ...seen.steps.map(({ status }) => status)]).toEqual(['handled', 'received', 'handled']);
    const page = await plain(one);
    expect(page).toContain('已处理 Handled');
    expect(page).not.toContain('已答复');
    expect((await detail(one)).status).toBe('answered');
  });

  it('by mistake is taken back: its complainant reads nothing of it, staff still do', async () => {
    const one = await filed();
    await setTo(one, { status: 'in_progress' });
    const { replies, version } = await setTo(one, { status: 'answered', reply });
    const path = `/complaints/${one.id}/replies/${replies[0]?.id ?? ''}/withdraw`;
    await agent.post(path, {}, ifMatch(1)).problem(412, 'request/precondition-failed');
    await (await app.as.someone(['agent'], ['乙'])).post(path, {}, ifMatch(version)).problem(404, 'resource/not-found');
    const after = await agent.post(path, { reason: '记错了人' }, ifMatch(version)).expect<ComplaintDetail>(200);
    expect(after).toMatchObject({ status: 'in_progress', replies: [{ withdrawn: { by: agent.name, reason: '记错了人' } }] });
    const seen = await tracked(one);
    expect([seen.status, ...seen.steps.map(({ status }) => status)]).toEqual(['in_progress', 'received', 'in_progress']);
    expect(await plain(one)).not.toContain('上门取旧机');
    await agent.post(path, {}, ifMatch(after.version)).problem(409, 'resource/conflict');
  });
});

describe('many set to answered at once', () => {
  it('are counted with their people before, and taken back together after, even where one has moved on', async () => {
    const [a, b, c] = [await filed('13700000001'), await filed('13700000001'), await filed('13700000002')];
    await setTo(b, { status: 'in_progress' });
    await setTo(c, { status: 'withdrawn' });
    const ids = [a.id, b.id, c.id];
    expect(await agent.post('/complaints/status/preview', { ids, status: 'answered' }).expect<StatusPreview>(200)).toEqual({
      moves: 2,
      people: 1,
      unnamed: 0,
      tracked: 2,
    });
    const body = { ids, status: 'answered', reply };
    const key = { headers: { 'idempotency-key': 'bulk-1' } };
    const done = await agent.post('/complaints/status', body, key).expect<StatusesChanged>(200);
    expect(done).toMatchObject({ skipped: 1, batchId: expect.any(String) });
    expect(await agent.post('/complaints/status', body, key).expect<StatusesChanged>(200)).toEqual(done);
    expect((await tracked(b)).status).toBe('answered');
    const d = await setTo(b, { status: 'closed' });
    expect(d.replies).toHaveLength(1);

    const undo = { batchId: done.batchId, reason: '选错了列表' };
    await (await app.as.someone(['agent'], ['乙'])).post('/complaints/status/undo', undo).problem(404, 'resource/not-found');
    const undone = await agent.post('/complaints/status/undo', undo).expect<StatusesUndone>(200);
    expect(undone).toEqual({ changed: [{ id: a.id, status: 'received' }], kept: 1 });
    const [seenA, seenB] = [await tracked(a), await tracked(b)];
    expect([seenA.status, seenA.steps.map(({ status }) => status)]).toEqual(['received', ['received']]);
    expect([seenB.status, seenB.steps.map(({ status }) => status)]).toEqual(['closed', ['received', 'in_progress', 'closed']]);
    expect((await detail(b)).replies).toMatchObject([{ withdrawn: { reason: '选错了列表' } }]);
    expect(await agent.post('/complaints/status/undo', undo).expect<StatusesUndone>(200)).toEqual({ changed: [], kept: 1 });
    await agent.post('/complaints/status/undo', { batchId: newId() }).problem(404, 'resource/not-found');
  });
});
