import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted, ComplaintDetail, PublicReceipt, TrackedComplaint, UploadedAttachment } from '@tocsin/shared/complaints';
import { ReceiptNo, type ComplaintId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import { givenCases } from '../../../../test/cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
});
afterAll(() => app.close());

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const form = (more: object = {}): object => ({ text: '门店拒绝退还押金,已经等了两周', contact: '13800138000', consent: true, ...more });
const upload = (bytes: Uint8Array, name = '截图.png'): FormData => {
  const data = new FormData();
  data.append('file', new Blob([new Uint8Array(bytes)]), name);
  return data;
};
/** Sends a body of many megabytes through a plain socket: fetch would first gather all of it. */
const sendRaw = (bytes: Uint8Array): Promise<{ status: number | undefined; code: string }> =>
  new Promise((resolve, reject) => {
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
    const sent = httpRequest(
      `${app.origin}/api/v1/public/attachments`,
      { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, ...(JSON.parse(Buffer.concat(parts).toString()) as { code: string }) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]));
  });
const nobody = (): TestApp['as']['nobody'] => app.as.nobody;
const idOf = async (receiptNo: string): Promise<ComplaintId> => {
  const [row] = await asOwner<{ id: ComplaintId }>(app.database, 'SELECT id FROM complaint WHERE receipt_no = $1', [receiptNo]);
  if (!row) throw new Error(`${receiptNo} is not in the log`);
  return row.id;
};

describe('POST /public/complaints', () => {
  it('answers a receipt that opens one complaint and no other', async () => {
    const receipt = await nobody()
      .post(
        '/public/complaints',
        form({ name: '韩梅梅', orderRef: 'A-77', adcode: '330100', occurredOn: '2026-11-20', demands: ['refund'] }),
      )
      .expect<PublicReceipt>(201);
    expect(ReceiptNo.safeParse(receipt.receiptNo).success).toBe(true);
    expect(receipt.code).toMatch(/^\d{6}$/);
    const tracked = await nobody().post('/public/receipts', receipt).expect<TrackedComplaint>(200);
    expect(tracked).toMatchObject({
      receiptNo: receipt.receiptNo,
      status: 'received',
      text: '门店拒绝退还押金,已经等了两周',
      orderRef: 'A-77',
      demands: ['refund'],
    });
    expect(tracked.steps).toHaveLength(1);
    expect(Date.parse(tracked.firstReplyBy) - Date.parse(tracked.receivedAt)).toBe(24 * 3_600_000);
    const lower = { receiptNo: ` ${receipt.receiptNo.toLowerCase()} `, code: receipt.code };
    await nobody().post('/public/receipts', lower).expect(200);
  });

  it('answers a wrong pair and an unknown one alike', async () => {
    const mine = await nobody().post('/public/complaints', form()).expect<PublicReceipt>(201);
    const wrong = mine.code === '000000' ? '000001' : '000000';
    const staff = await (
      await app.as.key('complaint:create')
    )
      .post('/complaints', { text: 'x', channel: 'phone' })
      .expect<ComplaintAccepted>(201);
    const asked = [
      { ...mine, code: wrong },
      { receiptNo: 'C-261122-222222', code: mine.code },
      { receiptNo: 'nonsense', code: '1' },
      { receiptNo: staff.receiptNo, code: mine.code },
    ];
    const answers = await Promise.all(
      asked.map((pair) => nobody().post('/public/receipts', pair).problem(404, 'complaint/receipt-unknown')),
    );
    const seen = answers.map(({ requestId: _, ...rest }) => JSON.stringify(rest));
    expect(new Set(seen).size).toBe(1);
  });

  it('stops guessing at one number, known or not', async () => {
    const mine = await nobody().post('/public/complaints', form()).expect<PublicReceipt>(201);
    for (const receiptNo of [mine.receiptNo, 'C-261122-333333']) {
      const answers = [];
      for (let i = 0; i < 12; i++) answers.push((await nobody().post('/public/receipts', { receiptNo, code: 'x' })).status);
      expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('opens by its number however it was copied, on both pages and in the search of staff', async () => {
    const { receiptNo, code } = await nobody().post('/public/complaints', form()).expect<PublicReceipt>(201);
    await givenCases(app, [await idOf(receiptNo)]);
    const agent = await app.as.agent();
    const wide = [...receiptNo].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)).join('');
    for (const typed of [receiptNo.toLowerCase(), receiptNo.replace(/-/g, ''), receiptNo.replace(/-/g, ' '), wide, receiptNo.slice(2)]) {
      const tracked = await nobody().post('/public/receipts', { receiptNo: typed, code }).expect<TrackedComplaint>(200);
      expect(tracked.receiptNo).toBe(receiptNo);
      const page = await fetch(`${app.origin}/c/track`, { method: 'POST', body: new URLSearchParams({ receiptNo: typed, code }) });
      expect([typed, page.status]).toEqual([typed, 200]);
      const { items } = await agent.get(`/complaints?q=${encodeURIComponent(typed)}`).expect<{ items: { receiptNo: string }[] }>(200);
      expect(items.map((row) => row.receiptNo)).toEqual([receiptNo]);
      app.clock.advance({ minutes: 3 });
    }
  });

  it('shows the steps of the handling', async () => {
    const receipt = await nobody().post('/public/complaints', form()).expect<PublicReceipt>(201);
    const id = await idOf(receipt.receiptNo);
    await givenCases(app, [id]);
    const agent = await app.as.agent();
    const reply = { via: 'sms', at: '2026-01-05T02:00:00.000Z', text: '已补发' };
    const body = { status: 'answered', note: '内部备注', reply };
    await agent.post(`/complaints/${id}/status`, body, { headers: { 'if-match': '"1"' } }).expect(200);
    const tracked = await nobody().post('/public/receipts', receipt).expect<TrackedComplaint>(200);
    expect(tracked.status).toBe('answered');
    expect(tracked.steps.map((step) => step.status)).toEqual(['received', 'answered']);
    expect(JSON.stringify(tracked)).not.toContain('内部备注');
  });

  it('takes a plain form without a script', async () => {
    const body = new URLSearchParams([
      ['text', '没有脚本也能提交的投诉内容'],
      ['contact', 'a@example.com'],
      ['consent', 'on'],
      ['demands', 'refund'],
      ['orderRef', ''],
    ]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const receipt = await nobody().post('/public/complaints', body.toString(), { headers }).expect<PublicReceipt>(201);
    const detail = await (await app.as.agent()).get(`/complaints/${await idOf(receipt.receiptNo)}`).expect<ComplaintDetail>(200);
    expect(detail).toMatchObject({ contact: { email: 'a***@example.com' }, demands: ['refund'], channel: 'web', orderRef: null });
    await nobody().post('/public/complaints', 'text=%ff%fe', { headers }).problem(400, 'request/malformed');
    await nobody().post('/public/complaints', `${body.toString()}&text=%00`, { headers }).problem(422, 'request/invalid');
  });

  it('gives the same receipt to the same key and writes one complaint', async () => {
    const headers = { 'idempotency-key': 'tap-tap' };
    const taps = await Promise.all(
      [1, 2, 3].map(() => nobody().post('/public/complaints', form(), { headers }).expect<PublicReceipt>(201)),
    );
    expect(new Set(taps.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
  });

  it('fools a program that fills the hidden field and stores nothing', async () => {
    const before = await asOwner(app.database, 'SELECT count(*) FROM complaint');
    const receipt = await nobody()
      .post('/public/complaints', form({ website: 'http://spam' }))
      .expect<PublicReceipt>(201);
    expect(ReceiptNo.safeParse(receipt.receiptNo).success).toBe(true);
    expect(await asOwner(app.database, 'SELECT count(*) FROM complaint')).toEqual(before);
  });

  it.each([
    ['without consent', { consent: false }, 'consent'],
    ['too short', { text: '退款' }, 'text'],
    ['unreachable', { contact: '家里' }, 'contact'],
    ['from an area on no map', { adcode: '999999' }, 'adcode'],
    ['about next year', { occurredOn: '2999-01-01' }, 'occurredOn'],
    ['without a visible word', { text: '\u200b'.repeat(40) }, 'text'],
    ['with an unknown attachment', { attachments: ['0198c0de-0000-7000-8000-000000000000'] }, 'attachments'],
  ])('refuses a form %s and names the field', async (_, more, path) => {
    const problem = await nobody().post('/public/complaints', form(more)).problem(422, 'request/invalid');
    expect(problem.issues?.[0]?.path).toBe(path);
  });

  it('is limited by address', async () => {
    const strange = await testApp();
    const statuses = await Promise.all(Array.from({ length: 40 }, () => strange.as.nobody.post('/public/complaints', form())));
    const refused = statuses.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(10);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    await strange.close();
  });
});

const pair = (): FormData => {
  const form = new FormData();
  for (const name of ['a.png', 'b.png', 'c.png']) form.append('file', new Blob([PNG, Buffer.alloc(300_000)]), name);
  return form;
};

describe('attachments', () => {
  it('are held until a complaint names them, then kept with it and served as downloads', async () => {
    const held = await nobody().post('/public/attachments', upload(PNG, '../..\\截\u202e图.png')).expect<UploadedAttachment>(201);
    expect(held).toMatchObject({ name: '截图.png', mediaType: 'image/png', size: PNG.length });
    const receipt = await nobody()
      .post('/public/complaints', form({ attachments: [held.id] }))
      .expect<PublicReceipt>(201);
    const id = await idOf(receipt.receiptNo);
    const agent = await app.as.agent();
    const detail = await agent.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
    expect(detail.attachments).toMatchObject([{ id: held.id, name: '截图.png' }]);
    const response = await fetch(agent.url(`/complaints/${id}/attachments/${held.id}/content`), { headers: agent.credentials });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    await nobody()
      .post('/public/complaints', form({ attachments: [held.id] }))
      .problem(422, 'request/invalid');
    await nobody().get(`/complaints/${id}/attachments/${held.id}/content`).problem(401, 'auth/required');
  });

  it('show no number to call by their names, but in what is taken out for a reason', async () => {
    const name = '加V13812342211.png';
    const held = await nobody().post('/public/attachments', upload(PNG, name)).expect<UploadedAttachment>(201);
    const receipt = await nobody()
      .post('/public/complaints', form({ attachments: [held.id] }))
      .expect<PublicReceipt>(201);
    const id = await idOf(receipt.receiptNo);
    const agent = await app.as.agent();
    const added = await agent.post(`/complaints/${id}/attachments`, upload(PNG, '13812342211.png')).expect<{ name: string }>(201);
    expect(added.name).toBe('138****2211.png');
    const detail = await agent.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
    expect(detail.attachments.map((one) => one.name).sort()).toEqual(['138****2211.png', '加V138****2211.png']);
    const download = await fetch(agent.url(`/complaints/${id}/attachments/${held.id}/content`), { headers: agent.credentials });
    await download.arrayBuffer();
    expect(download.headers.get('content-disposition')).not.toContain('13812342211');
    const legal = await app.as.legal();
    const masked = (await legal.get('/complaints/export?format=ndjson&record=full')).body as string;
    expect(masked).toContain('加V138****2211.png');
    expect(masked).not.toContain('13812342211');
    const revealed = await legal.post('/complaints/export', { format: 'ndjson', reason: '法务取证' });
    expect(revealed.body as string).toContain(name);
  });

  it.each([
    ['a script in an image', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'a.svg'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'a.png'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'a.jpg'],
    ['an archive', Buffer.from('UEsDBAoAAAAAAA==', 'base64'), 'a.zip'],
    ['plain text', Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR'), 'a.txt'],
    ['nothing', Buffer.alloc(0), 'a.png'],
  ])('refuses %s whatever it is called', async (_, bytes, name) => {
    await nobody().post('/public/attachments', upload(bytes, name)).problem(415, 'complaint/attachment-type');
  });

  it('refuses what is too large and what is no file', async () => {
    expect(await sendRaw(Buffer.concat([PNG, Buffer.alloc(11 * 1024 * 1024)]))).toMatchObject({
      status: 413,
      code: 'complaint/attachment-too-large',
    });
    await nobody().post('/public/attachments', {}).problem(415, 'request/unsupported-media');
    const empty = new FormData();
    empty.append('other', 'x');
    await nobody().post('/public/attachments', empty).problem(422, 'request/invalid');
  });

  it('come one a request: of two, none is kept', async () => {
    const kept = async (): Promise<number> => (await asOwner(app.database, 'SELECT id FROM attachment')).length;
    const before = await kept();
    const agent = await app.as.agent();
    const { id } = await (
      await app.as.key('complaint:create')
    )
      .post('/complaints', { text: 'x', channel: 'phone' })
      .expect<ComplaintAccepted>(201);
    for (const call of [
      nobody().post('/public/attachments', pair()),
      agent.post(`/complaints/${id}/attachments`, pair()),
      agent.post('/imports', pair()),
    ])
      expect((await call.problem(422, 'request/invalid')).issues).toMatchObject([{ path: 'file', code: 'too_many' }]);
    expect(await kept()).toBe(before);
  });

  it('are added by staff, and the record says so', async () => {
    const machine = await app.as.key('complaint:create');
    const { id } = await machine.post('/complaints', { text: 'x', channel: 'phone' }).expect<ComplaintAccepted>(201);
    const agent = await app.as.agent();
    await agent.post(`/complaints/${id}/attachments`, upload(PNG)).expect(201);
    await (await app.as.pr()).post(`/complaints/${id}/attachments`, upload(PNG)).problem(403, 'auth/forbidden');
    await agent.post('/complaints/0198c0de-0000-7000-8000-000000000000/attachments', upload(PNG)).problem(404, 'resource/not-found');
  });
});
