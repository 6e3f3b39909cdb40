import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintDetail, PublicReceipt, TrackedComplaint } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { OVERVIEW } from '@tocsin/shared/live';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { givenCases } from '../../../../test/cases.js';
import { asOwner } from '../../../../test/database.js';
import type { Call } from '../../../../test/http-client.js';
import { EventLog } from '../../../live/index.js';

let app: TestApp;
let agent: Staff;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  agent = await app.as.agent();
});
afterAll(() => app.close());

interface Filed extends PublicReceipt {
  id: ComplaintId;
}

let phones = 0;
async function filed(read = true): Promise<Filed> {
  const contact = `137${String(10_000_000 + phones++)}`;
  const form = { text: '门店拒绝退还押金,已经等了两周', contact, consent: true };
  const receipt = await app.as.nobody.post('/public/complaints', form).expect<PublicReceipt>(201);
  const [row] = await asOwner<{ id: ComplaintId }>(app.database, 'SELECT id FROM complaint WHERE receipt_no = $1', [receipt.receiptNo]);
  const id = row?.id as ComplaintId;
  if (read) await givenCases(app, [id]);
  // Each stands for a visitor of another day: the limits of one address are not what is tried here.
  app.clock.advance({ minutes: 2 });
  return { ...receipt, id };
}
const say = ({ receiptNo, code }: PublicReceipt, what: string, body: object = {}, key?: string): Call =>
  app.as.nobody.post(
    `/public/receipts/${what}`,
    { receiptNo, code, ...body },
    key === undefined ? {} : { headers: { 'idempotency-key': key } },
  );
const close = async ({ id }: Filed): Promise<void> => {
  const { version } = await agent.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
  await agent.post(`/complaints/${id}/status`, { status: 'closed' }, { headers: { 'if-match': `"${version}"` } }).expect(200);
};
const detail = ({ id }: Filed): Promise<ComplaintDetail> => agent.get(`/complaints/${id}`).expect<ComplaintDetail>(200);

describe('a complainant with a receipt', () => {
  it('adds information: kept sealed, shown to them as written and to staff masked, told to the room', async () => {
    const receipt = await filed();
    const seq = await app.get(EventLog).lastSeq(OVERVIEW);
    const text = '补充：店员让我打 13812345678';
    const tracked = await say(receipt, 'additions', { text }, 'add-1').expect<TrackedComplaint>(201);
    expect(tracked.messages).toEqual([expect.objectContaining({ kind: 'addition', text, score: null })]);
    expect(tracked.text).toBe('门店拒绝退还押金,已经等了两周');
    expect(await say(receipt, 'additions', { text }, 'add-1')).toMatchObject({ status: 201, body: tracked });
    await say(receipt, 'additions', { text: '别的' }, 'add-1').problem(422, 'request/idempotency-mismatch');
    expect((await detail(receipt)).messages).toMatchObject([{ kind: 'addition', text: '补充：店员让我打 *******5678' }]);
    const events = await app.get(EventLog).after(OVERVIEW, seq, 10);
    expect(events).toMatchObject([
      { type: 'complaint.complainant-spoke', actor: null, payload: { id: receipt.id, receiptNo: receipt.receiptNo, kind: 'addition' } },
    ]);
    const kept = await asOwner<Record<string, unknown>>(
      app.database,
      `SELECT m::text AS row, (SELECT string_agg(k.response::text, '') FROM idempotency_key k) AS keys,
              encode(m.words, 'escape') AS words FROM complaint_message m WHERE complaint_id = $1`,
      [receipt.id],
    );
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toMatch(/补充|13812345678/);
    for (const one of ['', '。。。', 'x'.repeat(2_001)]) await say(receipt, 'additions', { text: one }).problem(422, 'request/invalid');
  });

  it('may add before anybody has read the complaint, and withdraw only after', async () => {
    const receipt = await filed(false);
    await say(receipt, 'additions', { text: '再补充一句' }).expect(201);
    await say(receipt, 'withdrawal').problem(409, 'complaint/not-read-yet');
  });

  it('withdraws, once: a further step of the history, of which nothing is removed', async () => {
    const receipt = await filed();
    const tracked = await say(receipt, 'withdrawal', { reason: '已经和门店谈妥' }, 'w-1').expect<TrackedComplaint>(200);
    expect(tracked).toMatchObject({ status: 'withdrawn', may: { add: true, withdraw: false, rate: false } });
    expect(tracked.steps.map(({ status }) => status)).toEqual(['received', 'withdrawn']);
    expect((await say(receipt, 'withdrawal', { reason: '已经和门店谈妥' }, 'w-1')).headers.get('idempotency-replayed')).toBe('true');
    await say(receipt, 'withdrawal').problem(409, 'complaint/wrong-status');
    expect(await detail(receipt)).toMatchObject({
      status: 'withdrawn',
      text: '门店拒绝退还押金,已经等了两周',
      messages: [{ kind: 'withdrawal', text: '已经和门店谈妥' }],
    });
  });

  it('rates the outcome once it is closed, once each time; who is unhappy has it taken up again', async () => {
    const receipt = await filed();
    await say(receipt, 'rating', { score: 5 }).problem(409, 'complaint/not-ratable');
    await close(receipt);
    expect(await say(receipt, 'rating', { score: 2, comment: '没有人道歉' }).expect<TrackedComplaint>(200)).toMatchObject({
      status: 'in_progress',
      may: { rate: false },
    });
    await close(receipt);
    const happy = await say(receipt, 'rating', { score: 5 }).expect<TrackedComplaint>(200);
    expect(happy).toMatchObject({ status: 'closed', may: { rate: false } });
    expect(happy.messages.map(({ kind, score }) => [kind, score])).toEqual([
      ['rating', 2],
      ['rating', 5],
    ]);
    await say(receipt, 'rating', { score: 4 }).problem(409, 'complaint/not-ratable');
    for (const score of [0, 6, 2.5, '5']) await say(receipt, 'rating', { score }).problem(422, 'request/invalid');
  });

  it('is answered alike for a wrong code and an unknown number, whatever is asked, and writes nothing', async () => {
    const receipt = await filed();
    const count = async (): Promise<unknown> => asOwner(app.database, 'SELECT count(*) FROM complaint_message');
    const before = await count();
    const wrong = { ...receipt, code: receipt.code === '000000' ? '000001' : '000000' };
    for (const [what, body] of [
      ['additions', { text: '补充' }],
      ['withdrawal', {}],
      ['rating', { score: 5 }],
    ] as const) {
      const answers = [];
      for (const pair of [wrong, { ...receipt, receiptNo: 'C-261122-222222' }])
        answers.push(await say(pair, what, body).problem(404, 'complaint/receipt-unknown'));
      const [a, b] = answers.map((answer) => ({ ...answer, requestId: '' }));
      expect(a).toEqual(b);
    }
    expect(await count()).toEqual(before);
    expect((await detail(receipt)).status).toBe('received');
  });

  it('cannot be found by trying codes', async () => {
    const receipt = await filed();
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await say({ ...receipt, code: String(100_000 + i) }, 'withdrawal')).status);
    expect(statuses.slice(0, 5).every((status) => status === 404 || status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});
