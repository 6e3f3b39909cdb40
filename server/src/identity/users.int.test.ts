import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKey, ColleagueList, CreatedApiKey, User } from '@tocsin/shared/identity';
import type { CountedPage, Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../test/app.js';
import { PASSWORD, type Staff } from '../../test/as.js';
import { asOwner } from '../../test/database.js';

let app: TestApp;
let admin: Staff;
beforeAll(async () => {
  app = await testApp();
  admin = await app.as.admin();
});
afterAll(() => app.close());

let count = 0;
const newcomer = (more: object = {}) => ({
  email: `person-${++count}@tocsin.test`,
  name: '周敏',
  password: PASSWORD,
  roles: ['agent'],
  ...more,
});

describe('people', () => {
  it('are made by an admin, and can sign in at once', async () => {
    const body = newcomer({ roles: ['agent', 'pr', 'agent'], brands: ['星河'] });
    const user = await admin.post('/users', body).expect<User>(201);
    expect(user).toMatchObject({ email: body.email, name: '周敏', roles: ['agent', 'pr'], brands: ['星河'], disabled: false, totp: false });
    expect(user).not.toHaveProperty('password_hash');
    await app.as.signIn(body.email, PASSWORD);
  });

  it('are refused with every fault named', async () => {
    const problem = await admin
      .post('/users', { email: 'x', name: ' ', password: 'short', roles: ['boss'], more: 1 })
      .problem(422, 'request/invalid');
    expect(problem.issues?.map(({ path }) => path).sort()).toEqual(['email', 'more', 'name', 'password', 'roles.0']);
    await admin.post('/users', newcomer({ password: 'aaaaaaaaaaaa' })).problem(422, 'auth/password-weak');
    await admin.post('/users', newcomer({ name: 'a\ud800b' })).problem(422, 'request/invalid');
  });

  it('have one address each, in any spelling', async () => {
    const body = newcomer();
    await admin.post('/users', body).expect(201);
    await admin.post('/users', { ...body, email: body.email.toUpperCase() }).problem(409, 'user/email-taken');
  });

  it('are made once, however often the request is repeated', async () => {
    const headers = { 'idempotency-key': 'make-person-1' };
    const body = newcomer();
    const answers = await Promise.all(Array.from({ length: 4 }, () => admin.post('/users', body, { headers })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(3);
    await admin.post('/users', newcomer(), { headers }).problem(422, 'request/idempotency-mismatch');
    await admin.post('/users', body, { headers: { 'idempotency-key': '' } }).problem(422, 'request/invalid');
  });

  it('are listed a page at a time, and found by name', async () => {
    const name = `欧阳${Math.random()}`;
    for (let i = 0; i < 3; i++) await admin.post('/users', newcomer({ name })).expect(201);
    const q = encodeURIComponent(name);
    const first = await admin.get(`/users?limit=2&q=${q}`).expect<CountedPage<User>>(200);
    const second = await admin.get(`/users?limit=2&q=${q}&cursor=${first.nextCursor}`).expect<CountedPage<User>>(200);
    expect([first.total, second.total]).toEqual([3, 3]);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    await admin.get('/users?cursor=nonsense').problem(422, 'request/invalid');
  });

  it('are known by name to their colleagues, and no more than that', async () => {
    const agent = await app.as.agent();
    const { items } = await agent.get('/users/colleagues').expect<ColleagueList>(200);
    expect(items.length).toBeGreaterThan(1);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['id', 'name', 'roles']);
    await agent.get('/users').problem(403, 'auth/forbidden');
  });

  it('lose at once what a role is taken of', async () => {
    const someone = await app.as.someone(['auditor']);
    await someone.get('/audit').expect(200);
    await admin.patch(`/users/${someone.id}`, { roles: ['agent'] }).expect(200);
    await someone.get('/audit').problem(403, 'auth/forbidden');
    await someone.get('/auth/me').expect(200);
  });

  it('are out at once when they are disabled, signed out or given a password', async () => {
    for (const act of [
      (who: Staff) => admin.patch(`/users/${who.id}`, { disabled: true }).expect(200),
      (who: Staff) => admin.patch(`/users/${who.id}`, { password: 'a password 123 new' }).expect(200),
      (who: Staff) => admin.delete(`/users/${who.id}/sessions`).expect(204),
    ]) {
      const someone = await app.as.someone(['agent']);
      await act(someone);
      await someone.get('/auth/me').problem(401, 'auth/required');
    }
  });

  it('cannot be changed when they do not exist', async () => {
    const id = '0195f2f0-0000-7000-8000-000000000000';
    await admin.get(`/users/${id}`).problem(404, 'resource/not-found');
    await admin.patch(`/users/${id}`, { name: 'x' }).problem(404, 'resource/not-found');
    await admin.delete(`/users/${id}/totp`).problem(404, 'resource/not-found');
    expect((await admin.get('/users/nonsense').problem(422, 'request/invalid')).issues?.[0]?.path).toBe('id');
    await admin.patch(`/users/${admin.id}`, {}).problem(422, 'request/invalid');
  });

  it('always have an admin left, even when two retire each other at once', async () => {
    await admin.patch(`/users/${admin.id}`, { roles: ['agent'] }).problem(409, 'user/last-admin');
    await admin.patch(`/users/${admin.id}`, { disabled: true }).problem(409, 'user/last-admin');
    const second = await app.as.someone(['admin']);
    const answers = await Promise.all([
      admin.patch(`/users/${second.id}`, { roles: ['agent'] }),
      second.patch(`/users/${admin.id}`, { roles: ['agent'] }),
    ]);
    const admins = await asOwner<{ id: string }>(
      app.database,
      `SELECT id FROM account WHERE 'admin' = ANY (roles) AND disabled_at IS NULL`,
    );
    expect(admins).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    await asOwner(app.database, `UPDATE account SET roles = '{admin}' WHERE id = $1`, [admin.id]);
    app.clock.advance({ seconds: 3 });
  });
});

describe('an admin who is limited to brands', () => {
  const issues = [{ path: 'brands', code: 'not_allowed' }];
  let limited: Staff;
  beforeAll(async () => {
    limited = await app.as.someone(['admin'], ['星河', '云帆']);
  });

  it('makes people for those brands and no others', async () => {
    for (const brands of [null, undefined, ['远山'], ['星河', '远山']]) {
      const problem = await limited.post('/users', newcomer({ brands })).problem(403, 'auth/forbidden');
      expect(problem).toMatchObject({ params: { brands: ['星河', '云帆'] }, issues });
    }
    expect((await limited.post('/users', newcomer({ brands: ['云帆'] })).expect<User>(201)).brands).toEqual(['云帆']);
  });

  it('widens nobody, and not themselves', async () => {
    const other = await app.as.someone(['agent'], ['云帆']);
    for (const id of [limited.id, other.id])
      for (const brands of [null, ['云帆', '远山']])
        expect(await limited.patch(`/users/${id}`, { brands }).problem(403, 'auth/forbidden')).toMatchObject({ issues });
    expect((await admin.get(`/users/${limited.id}`).expect<User>(200)).brands).toEqual(['星河', '云帆']);
    await limited.patch(`/users/${other.id}`, { brands: ['星河', '云帆'] }).expect(200);
  });

  it('gives themselves no way in as somebody who sees more', async () => {
    const other = await app.as.someone(['agent'], null);
    for (const patch of [{ password: 'a password 456 new' }, { roles: ['admin'] }, { name: '李想' }, { brands: ['星河'] }])
      await limited.patch(`/users/${other.id}`, patch).problem(403, 'auth/forbidden');
  });

  it('makes no keys, which see every brand', async () => {
    const problem = await limited.post('/api-keys', { name: 'x', scopes: ['complaint:read'] }).problem(403, 'auth/forbidden');
    expect(problem).toMatchObject({ params: { brands: ['星河', '云帆'] } });
    await limited.get('/api-keys').expect(200);
  });
});

describe('API keys', () => {
  it('are shown once, kept as a digest, and open what their scopes say', async () => {
    const made = await admin.post('/api-keys', { name: '呼叫中心', scopes: ['audit:read'] }).expect<CreatedApiKey>(201);
    expect(made.key).toMatch(/^tocsin_[\w-]{43}$/);
    const listed = await admin.get('/api-keys').expect<Page<ApiKey>>(200);
    const entry = listed.items.find(({ id }) => id === made.id);
    expect(entry).toMatchObject({ name: '呼叫中心', scopes: ['audit:read'], prefix: made.key.slice(0, 13), revokedAt: null });
    expect(JSON.stringify(listed)).not.toContain(made.key);
    const rows = await asOwner<{ row: string }>(app.database, `SELECT api_key::text AS row FROM api_key`);
    expect(rows.some(({ row }) => row.includes(made.key.slice(13)))).toBe(false);
    const headers = { authorization: `Bearer ${made.key}` };
    await app.as.nobody.get('/audit', { headers }).expect(200);
    await app.as.nobody.get('/users', { headers }).problem(403, 'auth/forbidden');
    await app.as.nobody.get('/auth/me', { headers }).problem(403, 'auth/forbidden');
  });

  it('are out at once when they are revoked', async () => {
    const made = await admin.post('/api-keys', { name: 'short-lived', scopes: ['audit:read'] }).expect<CreatedApiKey>(201);
    const headers = { authorization: `Bearer ${made.key}` };
    await app.as.nobody.get('/audit', { headers }).expect(200);
    await admin.delete(`/api-keys/${made.id}`).expect(204);
    await app.as.nobody.get('/audit', { headers }).problem(401, 'auth/required');
    await admin.delete(`/api-keys/${made.id}`).problem(404, 'resource/not-found');
  });

  it('cannot be given what only people do', async () => {
    const problem = await admin
      .post('/api-keys', { name: 'x', scopes: ['user:manage', 'nonsense', 'audit:read'] })
      .problem(422, 'request/invalid');
    expect(problem.issues?.map(({ path }) => path)).toEqual(['scopes.0', 'scopes.1']);
    await admin.post('/api-keys', { name: 'x', scopes: [] }).problem(422, 'request/invalid');
  });

  it('are not taken in other spellings', async () => {
    for (const authorization of ['Bearer', 'Bearer ', 'Basic eDp5', 'Bearer tocsin_x', `Bearer ${'x'.repeat(5000)}`])
      await app.as.nobody.get('/audit', { headers: { authorization } }).problem(401, 'auth/required');
  });
});
