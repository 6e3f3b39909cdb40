import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import type { HttpClient } from '../../../../test/http-client.js';

let app: TestApp;
let machine: HttpClient;

beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  machine = await app.as.key('complaint:create', 'complaint:read');
  // The first request of a key is never taken by the lane: somebody has to look it up.
  await file(JSON.stringify({ text: '先来', channel: 'web' }));
});
afterAll(() => app.close());

const json = { 'content-type': 'application/json' };
const file = (body: string, headers = {}) => machine.post('/complaints', body, { headers: { ...json, ...headers } });
/** The same complaint, spelt so that only the ordinary way reads it. */
const escaped = (body: string): string => body.replace('"text":"订', '"text":"\\u8ba2');

describe('the fast lane of POST /complaints', () => {
  const body = JSON.stringify({
    text: '订单三天没有发货😀',
    channel: 'app',
    occurredAt: '2026-01-02T03:04:05Z',
    subject: ' 发货 ',
    product: '电热水壶',
    brand: '甲',
    orderRef: 'A-1',
    lang: 'zh-CN',
    place: { lng: 120.1, lat: 30.2 },
    complainant: { name: '王小明', phone: '138 1234 2211', email: 'wang@example.com', ref: 'r 1' },
    demands: ['refund', 'apology', 'refund'],
    amount: { minor: 12_900, currency: 'CNY' },
    reach: { followers: 5, url: 'https://example.org/p' },
  });

  it('answers as the ordinary way does, header by header', async () => {
    const [fast, ordinary] = [await file(body), await file(escaped(body))];
    const shape = ({ status, headers, body: answer }: typeof fast) => ({
      status,
      headers: [...headers.entries()].map(([name, value]) => (/^(date|x-request-id)$/.test(name) ? name : `${name}: ${value}`)).sort(),
      keys: Object.keys(answer as object),
      lengths: Object.values(answer as object).map((value) => String(value).length),
    });
    expect(fast.status).toBe(201);
    expect(shape(fast)).toEqual(shape(ordinary));
  });

  it('leaves what has parameters to the ordinary way, which refuses those it does not know', async () => {
    await machine.post('/complaints?nonsense=1', body, { headers: json }).problem(400, 'request/malformed');
  });

  it('writes the same row', async () => {
    const ids = [];
    for (const one of [body, escaped(body)]) ids.push(((await file(one)).body as ComplaintAccepted).id);
    const [fast, ordinary] = await asOwner<Record<string, unknown>>(
      app.database,
      `SELECT channel, source, external_id, occurred_at, subject, product, brand, order_ref, lang, amount_minor, amount_currency, demands,
              place, reach, text, complainant_key, length(complainant) AS sealed, receipt_code_hash, created_by
       FROM complaint WHERE id = ANY($1) ORDER BY seq`,
      [ids],
    );
    expect(fast).toMatchObject({ text: '订单三天没有发货😀', subject: '发货', demands: ['refund', 'apology'] });
    expect(fast).toEqual(ordinary);
  });

  it('keeps every mixture of members, of which there are more than statements are kept', async () => {
    const optional = { subject: '发货', product: '水壶', brand: '甲', orderRef: 'A-1', lang: 'zh' };
    const names = Object.keys(optional) as (keyof typeof optional)[];
    for (let mixture = 0; mixture < 2 ** names.length; mixture++) {
      const kept = names.filter((_, i) => (mixture & (1 << i)) !== 0);
      const given = Object.fromEntries(kept.map((name) => [name, optional[name]]));
      const { id } = (await file(JSON.stringify({ text: '订单', channel: 'web', ...given }))).body as ComplaintAccepted;
      const [row] = await asOwner<Record<string, unknown>>(
        app.database,
        'SELECT subject, product, brand, order_ref AS "orderRef", lang FROM complaint WHERE id = $1',
        [id],
      );
      expect(row).toEqual({ ...Object.fromEntries(names.map((name) => [name, null])), ...given });
    }
  });

  it('answers a repeat with 200 and the first complaint', async () => {
    const named = JSON.stringify({ text: '订单', channel: 'web', source: 'lane', externalId: 'L-1' });
    const first = await file(named);
    const again = await file(named);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect((await file(escaped(named))).body).toEqual(first.body);
  });

  it('leaves an Idempotency-Key, a page of another site and a bad body to the ordinary way', async () => {
    const headers = { 'idempotency-key': 'lane-1' };
    const [first, second] = [await file(body, headers), await file(body, headers)];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    await file(body, { origin: 'https://elsewhere.example' }).problem(403, 'request/cross-site');
    await file('{"text":"订","channel":"web","x":1}').problem(422, 'request/invalid');
    await file('{"text":"订","channel":"web"').problem(400, 'request/malformed');
  });

  it('knows nobody whose key was revoked', async () => {
    const admin = await app.as.someone(['admin']);
    const { id, key } = await admin
      .post('/api-keys', { name: 'lane', scopes: ['complaint:create'] })
      .expect<{ id: string; key: string }>(201);
    const send = () => app.as.nobody.post('/complaints', body, { headers: { ...json, authorization: `Bearer ${key}` } });
    await send().expect(201);
    await send().expect(201);
    await admin.delete(`/api-keys/${id}`).expect(204);
    await send().problem(401, 'auth/required');
  });

  it('refuses a key without the scope as the ordinary way does', async () => {
    const reader = await app.as.key('complaint:read');
    await reader.get('/complaints/count').expect(200);
    await reader.post('/complaints', body, { headers: json }).problem(403, 'auth/forbidden');
  });
});
