import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import type { BulkResult, ComplaintAccepted, ComplaintDetail, ComplaintRow } from '@tocsin/shared/complaints';
import { ReceiptNo, type Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { asOwner } from '../../../../test/database.js';

let app: TestApp;
let machine: HttpClient;

beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  machine = await app.as.key('complaint:create', 'complaint:read');
});
afterAll(() => app.close());

const complaint = (more: object = {}): object => ({ text: '订单三天没有发货,客服电话打不通', channel: 'web', ...more });
const total = async (): Promise<number> => (await machine.get('/complaints/count').expect<{ total: number }>(200)).total;
const bulk = (body: string | Uint8Array, type = 'application/x-ndjson'): Promise<{ status: number; body: unknown }> =>
  Promise.resolve(machine.post('/complaints/bulk', body, { headers: { 'content-type': type } }));

describe('POST /complaints', () => {
  it('answers 201 with a receipt after the complaint is in the log', async () => {
    const accepted = await machine.post('/complaints', complaint()).expect<ComplaintAccepted>(201);
    expect(ReceiptNo.safeParse(accepted.receiptNo).success).toBe(true);
    expect(accepted.groupId).toBeNull();
    const [row] = await asOwner<{ text: string; seq: string }>(app.database, 'SELECT text, seq FROM complaint WHERE id = $1', [
      accepted.id,
    ]);
    expect(row?.text).toBe('订单三天没有发货,客服电话打不通');
  });

  it('keeps the words and the payload exactly as received and nothing personal in the clear', async () => {
    const body =
      '{ "channel":"phone",  "text":"  电话\\u0031\\ud83d\\ude00 １３８\\n",\n "complainant":{"name":"王小明","phone":"138 1234 2211","email":"wang@example.com"} }';
    const accepted = await machine
      .post('/complaints', body, { headers: { 'content-type': 'application/json' } })
      .expect<ComplaintAccepted>(201);
    const [row] = await asOwner<Record<string, Buffer | string>>(app.database, 'SELECT * FROM complaint WHERE id = $1', [accepted.id]);
    expect(row?.['text']).toBe('  电话1😀 １３８\n');
    const { createHash } = await import('node:crypto');
    expect((row?.['raw_sha256'] as Buffer).toString('hex')).toBe(createHash('sha256').update(body).digest('hex'));
    const stored = Object.values(row ?? {}).map((cell) => (Buffer.isBuffer(cell) ? cell.toString('latin1') : JSON.stringify(cell)));
    for (const secret of ['王小明', '13812342211', '138 1234 2211', 'wang@example.com']) expect(stored.join('\n')).not.toContain(secret);
  });

  it('recognises one person by different spellings of one phone', async () => {
    const ids = [];
    for (const phone of ['13912345678', '+86 139-1234-5678', '139 1234 5678'])
      ids.push((await machine.post('/complaints', complaint({ complainant: { phone } })).expect<ComplaintAccepted>(201)).id);
    const keys = await asOwner(app.database, 'SELECT DISTINCT complainant_key FROM complaint WHERE id = ANY($1)', [ids]);
    expect(keys).toHaveLength(1);
  });

  it('answers a repeat of (source, externalId) with 200 and the first complaint', async () => {
    const body = complaint({ source: 'crm', externalId: 'T-1' });
    const first = await machine.post('/complaints', body).expect<ComplaintAccepted>(201);
    const again = await machine.post('/complaints', { ...body, text: 'other words' }).expect<ComplaintAccepted>(200);
    expect(again).toEqual(first);
    await machine.post('/complaints', { ...body, source: 'shop' }).expect(201);
    await machine.post('/complaints', complaint({ externalId: 'T-1' })).expect(201);
    await machine.post('/complaints', complaint({ externalId: 'T-1' })).expect(200);
  });

  it('writes one complaint when the same one arrives many times at once', async () => {
    const before = await total();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => machine.post('/complaints', complaint({ source: 'race', externalId: 'R-1' }))),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map((a) => (a.body as ComplaintAccepted).id)).size).toBe(1);
    expect(await total()).toBe(before + 1);
  });

  it('honours Idempotency-Key: the same body replays, another body is refused', async () => {
    const before = await total();
    const headers = { 'idempotency-key': 'key-1' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => machine.post('/complaints', complaint(), { headers })));
    const late = await machine.post('/complaints', complaint(), { headers });
    for (const answer of [...answers, late]) expect(answer.status).toBe(201);
    expect(new Set([...answers, late].map((a) => JSON.stringify(a.body))).size).toBe(1);
    expect(late.headers.get('idempotency-replayed')).toBe('true');
    await machine.post('/complaints', complaint({ channel: 'app' }), { headers }).problem(422, 'request/idempotency-mismatch');
    expect(await total()).toBe(before + 1);
  });

  it('replays the 200 of a duplicate under its key', async () => {
    const body = complaint({ source: 'crm', externalId: 'T-9' });
    await machine.post('/complaints', body).expect(201);
    const headers = { 'idempotency-key': 'key-9' };
    await machine.post('/complaints', body, { headers }).expect(200);
    await machine.post('/complaints', body, { headers }).expect(200);
  });

  it('takes receivedAt only from a key that may backfill', async () => {
    const receivedAt = '2025-11-11T00:00:00.000Z';
    for (const headers of [{}, { 'idempotency-key': 'too-late' }] as Record<string, string>[]) {
      const problem = await machine.post('/complaints', complaint({ receivedAt }), { headers }).problem(422, 'request/invalid');
      expect(problem.issues).toEqual([expect.objectContaining({ path: 'receivedAt', code: 'not_allowed' })]);
    }
    const [good, late] = [complaint(), complaint({ receivedAt })].map((one) => JSON.stringify(one));
    expect((await bulk(`${good}\n${late}`)).body).toMatchObject({ accepted: 1, rejected: [{ line: 2, issues: [{ path: 'receivedAt' }] }] });
    const historian = await app.as.key('complaint:create', 'complaint:backfill');
    const old = await historian.post('/complaints', complaint({ receivedAt })).expect<ComplaintAccepted>(201);
    expect(old.receivedAt).toBe(receivedAt);
    expect(old.receiptNo).toMatch(/^C-251111-/);
  });

  it('gives every accepted complaint its own gapless place in the log', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, i) => machine.post('/complaints', complaint({ subject: `n ${i}` })).expect(201)));
    const [log] = await asOwner<{ ok: boolean }>(
      app.database,
      'SELECT count(*) = max(seq) AND max(seq) = (SELECT last_seq FROM intake_log) AND count(DISTINCT receipt_no) = count(*) AS ok FROM complaint',
    );
    expect(log?.ok).toBe(true);
  });

  it.each([
    ['text', { text: '' }, 'text', 422],
    ['20,001 characters', { text: '字'.repeat(20_001) }, 'text', 422],
    ['an unknown channel', { channel: 'pigeon' }, 'channel', 422],
    ['a wrong type', { text: 7 }, 'text', 422],
    ['an unknown field', { extra: 1 }, 'extra', 422],
    ['more money than there is', { amount: { minor: Number.MAX_SAFE_INTEGER, currency: 'CNY' } }, 'amount.minor', 422],
    ['less money than none', { amount: { minor: -1, currency: 'CNY' } }, 'amount.minor', 422],
    ['a huge number', { amount: { minor: 1e300, currency: 'CNY' } }, 'amount.minor', 422],
    ['a year that no store holds', { occurredAt: '0000-01-01T00:00:00Z' }, 'occurredAt', 422],
    ['a demand nobody knows', { demands: ['revenge'] }, 'demands.0', 422],
    ['nothing but spaces', { text: ' \n\u3000' }, 'text', 422],
    ['nothing that can be seen', { text: '\u200b\ufeff\u2060' }, 'text', 422],
    ['nothing but punctuation', { text: '。。。' }, 'text', 422],
    ['a name nobody can read', { complainant: { name: '\u200d' } }, 'complainant.name', 422],
    ['a day before the century', { occurredAt: '1999-12-31T23:59:59Z' }, 'occurredAt', 422],
    ['a day that has not come', { occurredAt: '2999-01-01T00:00:00Z' }, 'occurredAt', 422],
    ['a currency nobody pays with', { amount: { minor: 1, currency: 'ABC' } }, 'amount.currency', 422],
    ['an area that is on no map', { place: { adcode: '999999' } }, 'place.adcode', 422],
    ['a place off the globe', { place: { lng: 500, lat: 0 } }, 'place.lng', 422],
  ])('names the field: %s', async (_, more, path, status) => {
    const before = await total();
    const problem = await machine.post('/complaints', complaint(more)).problem(status, 'request/invalid');
    expect(problem.issues?.map((issue) => issue.path)).toContain(path);
    expect(await total()).toBe(before);
  });

  it.each([
    ['malformed JSON', '{"text":', 400, 'request/malformed'],
    ['no object', '[]', 422, 'request/invalid'],
    ['no body', '', 422, 'request/invalid'],
    ['half a surrogate pair', '{"text":"a\\ud800b","channel":"web"}', 422, 'request/invalid'],
    ['a NUL', '{"text":"a\\u0000b","channel":"web"}', 422, 'request/invalid'],
    ['a NUL in a short field', '{"text":"a","channel":"web","complainant":{"name":"\\u0000"}}', 422, 'request/invalid'],
    [
      'bytes that are no UTF-8',
      Uint8Array.from([...Buffer.from('{"channel":"web","text":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
      400,
      'request/malformed',
    ],
    ['a body over the limit', JSON.stringify({ channel: 'web', text: 'x'.repeat(2_000_000) }), 413, 'request/too-large'],
    ['a number beyond doubles', '{"text":"a","channel":"web","reach":{"followers":1e999}}', 422, 'request/invalid'],
    ['deep nesting', '['.repeat(100_000), 400, 'request/malformed'],
  ])('answers 4xx, never 500: %s', async (_, body, status, code) => {
    await machine.post('/complaints', body, { headers: { 'content-type': 'application/json' } }).problem(status, code);
  });

  it('knows a district that has been retired by its city', async () => {
    for (const adcode of ['330103', '110103', '440300', '810000'])
      await machine.post('/complaints', complaint({ place: { adcode } })).expect(201);
    await machine.post('/complaints', complaint({ place: { adcode: '123456' } })).problem(422, 'request/invalid');
  });

  it('counts characters as people do: 20,000 emoji are 20,000', async () => {
    await machine.post('/complaints', complaint({ text: '😀'.repeat(20_000) })).expect(201);
  });

  it('refuses those who may not', async () => {
    await app.as.nobody.post('/complaints', complaint()).problem(401, 'auth/required');
    await (await app.as.key('complaint:read')).post('/complaints', complaint()).problem(403, 'auth/forbidden');
    for (const type of ['text/csv', 'application/x-www-form-urlencoded'])
      await machine
        .post('/complaints', 'text=1&channel=web', { headers: { 'content-type': type } })
        .problem(415, 'request/unsupported-media');
  });
});

describe('POST /complaints/bulk', () => {
  it('takes every good line, rejects each bad one by its number and counts repeats', async () => {
    const lines = [
      JSON.stringify(complaint({ source: 'bulk', externalId: '1' })),
      '{"text":',
      '',
      JSON.stringify(complaint({ source: 'bulk', externalId: '1' })),
      JSON.stringify({ text: '', channel: 'web' }),
      JSON.stringify(complaint({ source: 'bulk', externalId: '2' })) + '\r',
      JSON.stringify(complaint({ text: 'x'.repeat(300_000) })),
      '{"text":"a\\u0000","channel":"web"}',
      JSON.stringify(complaint()),
      JSON.stringify(complaint({ place: { adcode: '999999' } })),
    ];
    const { status, body } = await bulk(`\ufeff${lines.join('\n')}`);
    expect(status).toBe(200);
    const { accepted, duplicates, rejected } = body as BulkResult;
    expect({ accepted, duplicates }).toEqual({ accepted: 3, duplicates: 1 });
    expect(rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'request/malformed'],
      [5, 'request/invalid'],
      [7, 'request/too-large'],
      [8, 'request/invalid'],
      [10, 'request/invalid'],
    ]);
    expect(rejected[1]?.issues[0]).toMatchObject({ path: 'text', code: 'too_small' });
    expect((await bulk(lines.slice(0, 6).join('\n'))).body).toMatchObject({ accepted: 0, duplicates: 3 });
  });

  it('takes thousands of lines, in their order', async () => {
    const before = await total();
    const lines = Array.from({ length: 3_210 }, (_, i) => JSON.stringify(complaint({ source: 'many', externalId: `m-${i}` })));
    const { body } = await bulk(lines.join('\n') + '\n');
    expect(body).toEqual({ accepted: 3_210, duplicates: 0, rejected: [] });
    expect(await total()).toBe(before + 3_210);
  });

  it('writes nothing of a line or chunk that was cut off', async () => {
    const before = await total();
    const { port } = new URL(app.origin);
    await new Promise<void>((resolve) => {
      const cut = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/v1/complaints/bulk',
        headers: { ...machine.credentials, 'content-type': 'application/x-ndjson' },
      });
      cut.on('error', () => resolve());
      cut.on('close', () => resolve());
      const lines = Array.from({ length: 700 }, (_, i) => JSON.stringify(complaint({ source: 'cut', externalId: `c-${i}` })));
      cut.write(lines.join('\n') + '\n{"text":"half a li', () => setTimeout(() => cut.destroy(), 300));
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await total()) - before).toBe(500);
  });

  it('answers 415 for another kind of body', async () => {
    await machine.post('/complaints/bulk', complaint()).problem(415, 'request/unsupported-media');
  });
});

describe('GET /complaints', () => {
  it('lists masked rows, newest first, page by page, without a gap or repeat', async () => {
    const all: ComplaintRow[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<ComplaintRow> = await machine.get(`/complaints?limit=200${cursor ? `&cursor=${cursor}` : ''}`).expect(200);
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(all).toHaveLength(await total());
    expect(new Set(all.map((row) => row.id)).size).toBe(all.length);
    const times = all.map((row) => row.receivedAt);
    expect(times).toEqual([...times].sort().reverse());
    const masked = all.find((row) => row.complainant?.label === '王**');
    expect(masked).toMatchObject({ priority: 'P3', status: 'received', validity: 'undecided', groupId: null });
    expect(JSON.stringify(all)).not.toMatch(/13812342211|王小明|wang@example/);
  });

  it('filters by channel and time and refuses a cursor of its own making', async () => {
    const { items } = await machine.get('/complaints?channel=phone').expect<Page<ComplaintRow>>(200);
    expect(items.every((row) => row.channel === 'phone')).toBe(true);
    await machine.get('/complaints?cursor=abc').problem(422, 'request/invalid');
    await machine.get('/complaints?channel=pigeon').problem(422, 'request/invalid');
    await machine.get('/complaints?sort=priority').expect(200);
    await machine.get('/complaints?sort=score&q=%E8%AE%A2%E5%8D%95&demand=refund&adcode=330000&located=false&flagged=true').expect(200);
  });

  it('shows the detail as received, with the contact masked', async () => {
    const [row] = (await machine.get('/complaints?channel=phone').expect<Page<ComplaintRow>>(200)).items;
    const detail = await machine.get(`/complaints/${row?.id}`).expect<ComplaintDetail>(200);
    expect(detail.text).toBe('  电话1😀 １３８\n');
    expect(detail.contact).toEqual({ name: '王**', phone: '138****2211', email: 'w***@example.com', ref: null });
    await machine.get('/complaints/0198c0de-0000-7000-8000-000000000000').problem(404, 'resource/not-found');
    await machine.get('/complaints/not-an-id').problem(422, 'request/invalid');
  });

  it('shows people of one brand nothing of another', async () => {
    const own = await machine.post('/complaints', complaint({ brand: '甲' })).expect<ComplaintAccepted>(201);
    const other = await machine.post('/complaints', complaint({ brand: '乙' })).expect<ComplaintAccepted>(201);
    const agent = await app.as.someone(['agent'], ['甲']);
    const { items } = await agent.get('/complaints').expect<Page<ComplaintRow>>(200);
    expect(items.map((row) => row.id)).toEqual([own.id]);
    await agent.get(`/complaints/${other.id}`).problem(404, 'resource/not-found');
  });
});
