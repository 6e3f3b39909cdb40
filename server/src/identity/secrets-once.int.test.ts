import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ApiKey, CreatedApiKey, CreatedInvitation, Invitation } from '@tocsin/shared/identity';
import type { CreatedWallLink, WallLink } from '@tocsin/shared/incidents';
import type { CountedPage, Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../test/app.js';
import type { Staff } from '../../test/as.js';

let app: TestApp;
let admin: Staff;
let commander: Staff;
beforeAll(async () => {
  app = await testApp();
  admin = await app.as.admin();
  commander = await app.as.commander();
});
afterAll(() => app.close());

type Made = { id: string } & Record<string, unknown>;

/** Makes one, sends the same request again, and another under its key; answers what the first one made. */
async function madeOnce(who: Staff, path: string, body: object, other: object): Promise<Made> {
  const headers = { 'idempotency-key': `once ${path}`.replaceAll(' ', '-') };
  const made = await who.post(path, body, { headers }).expect<Made>(201);
  const again = await who.post(path, body, { headers }).problem(409, 'request/secret-shown-once');
  expect(again.params).toEqual({ id: made.id });
  await who.post(path, other, { headers }).problem(422, 'request/idempotency-mismatch');
  return made;
}

async function expectNotKept(secret: string): Promise<void> {
  const rows = await app.db.query<{ response: unknown }>('SELECT response FROM idempotency_key');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(secret);
}

it('an API key is made once under a key, and its secret is kept nowhere', async () => {
  const body = { name: '只建一次', scopes: ['incident:read'] };
  const { id, key } = (await madeOnce(admin, '/api-keys', body, { ...body, name: '另一个' })) as CreatedApiKey;
  await expectNotKept(key);
  const { items } = await admin.get('/api-keys').expect<Page<ApiKey>>(200);
  expect(items.filter(({ name }) => name === body.name).map((one) => one.id)).toEqual([id]);
});

it('of requests that arrive at once, one makes an API key and the others say so', async () => {
  const headers = { 'idempotency-key': 'at-once' };
  const body = { name: '同时', scopes: ['incident:read'] };
  const answers = await Promise.all(Array.from({ length: 4 }, () => admin.post('/api-keys', body, { headers })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});

it('an invitation is made once under a key, and its link goes on working', async () => {
  const body = { email: 'once@example.com', roles: ['agent'], brands: null, days: 7 };
  const { id, token } = (await madeOnce(admin, '/invitations', body, { ...body, days: 3 })) as CreatedInvitation;
  await expectNotKept(token);
  const { items } = await admin.get('/invitations').expect<Page<Invitation>>(200);
  expect(items.filter(({ email }) => email === body.email).map((one) => one.id)).toEqual([id]);
  await app.as.nobody.post('/public/invitations/look', { token }).expect(200);
});

it('a wall link and its replacement are made once under a key', async () => {
  const body = { name: '三楼指挥室' };
  const link = (await madeOnce(commander, '/wall-links', body, { name: '别处' })) as CreatedWallLink;
  const next = (await madeOnce(
    commander,
    `/wall-links/${link.id}/replacement`,
    { graceMinutes: 60 },
    { graceMinutes: 0 },
  )) as CreatedWallLink;
  await expectNotKept(link.token);
  await expectNotKept(next.token);
  const { items } = await commander.get('/wall-links').expect<Page<WallLink>>(200);
  expect(items.map(({ id }) => id).sort()).toEqual([link.id, next.id].sort());
});

it('lists of keys and of invitations say how many there are on all their pages', async () => {
  for (const name of ['甲', '乙', '丙']) await admin.post('/api-keys', { name, scopes: ['incident:read'] }).expect(201);
  const keys = await admin.get('/api-keys?limit=1').expect<CountedPage<ApiKey>>(200);
  expect([keys.items.length, keys.total]).toEqual([1, (await admin.get('/api-keys').expect<Page<ApiKey>>(200)).items.length]);
  for (const n of [1, 2])
    await admin.post('/invitations', { email: `many${n}@example.com`, roles: ['agent'], brands: null, days: 7 }).expect(201);
  const open = await admin.get('/invitations?limit=1').expect<CountedPage<Invitation>>(200);
  expect([open.items.length, open.total]).toEqual([1, (await admin.get('/invitations').expect<Page<Invitation>>(200)).items.length]);
});
