import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Me, RecoveryCodes, SessionList, TotpEnrolment } from '@tocsin/shared/identity';
import { generateSync } from 'otplib';
import { ADMIN, testApp, type TestApp } from '../../test/app.js';
import { PASSWORD } from '../../test/as.js';
import { MOST_ATTEMPTS } from './sign-in-attempts.repository.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const login = (email: string, password: string, totp?: string) =>
  app.as.nobody.post('/auth/login', { email, password, ...(totp === undefined ? {} : { totp }) });

describe('signing in', () => {
  it('opens a session in a cookie that no script can read', async () => {
    const answer = await login(' ADMIN@tocsin.test', ADMIN.password);
    expect(answer.status).toBe(200);
    const [session, device] = answer.headers.getSetCookie();
    expect(session).toMatch(/^tocsin_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(device).toMatch(/^tocsin_device=[\w-]{43}; Max-Age=15552000; Path=\/api\/v1\/auth; HttpOnly; SameSite=Lax$/);
    const me = await (await app.as.admin()).get('/auth/me').expect<Me>(200);
    expect(me).toMatchObject({ email: ADMIN.email, roles: ['admin'], totp: false });
    expect(JSON.stringify(me)).not.toContain('argon2');
  });

  it('uses the host-bound cookie over TLS', async () => {
    const tls = await testApp({ beside: app, env: { PUBLIC_URL: 'https://tocsin.example' } });
    const answer = await tls.as.nobody.post('/auth/login', ADMIN);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-tocsin_session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000');
    await tls.close();
  });

  it('answers an unknown address, a wrong password and a disabled account alike', async () => {
    const gone = await app.as.someone(['agent']);
    await (await app.as.admin()).patch(`/users/${gone.id}`, { disabled: true }).expect(200);
    const answers = await Promise.all([
      login('nobody@tocsin.test', PASSWORD).problem(401, 'auth/invalid-credentials'),
      login(ADMIN.email, 'not the password').problem(401, 'auth/invalid-credentials'),
      login(gone.email, PASSWORD).problem(401, 'auth/invalid-credentials'),
    ]);
    const bodies = answers.map(({ requestId: _, ...rest }) => JSON.stringify(rest));
    expect(new Set(bodies).size).toBe(1);
  });

  it('takes as long for an unknown address as for a known one', async () => {
    const known = await app.as.someone(['agent']);
    const timed = async (email: string): Promise<number> => {
      const start = performance.now();
      await login(email, 'not the password');
      return performance.now() - start;
    };
    const pairs: [number, number][] = [];
    for (let i = 0; i < 3; i++) pairs.push([await timed(known.email), await timed(`nobody-${i}@tocsin.test`)]);
    const middle = (which: 0 | 1): number => pairs.map((pair) => pair[which]).sort((a, b) => a - b)[1] ?? 0;
    expect(middle(1)).toBeGreaterThan(middle(0) * 0.4);
  });

  it('refuses a body that is not a sign-in', async () => {
    const problem = await app.as.nobody.post('/auth/login', { email: 5, extra: true }).problem(422, 'request/invalid');
    expect(problem.issues?.map(({ path }) => path).sort()).toEqual(['email', 'extra', 'password']);
    await app.as.nobody
      .call('POST', '/auth/login', '{', { headers: { 'content-type': 'application/json' } })
      .problem(400, 'request/malformed');
  });
});

describe('the lock', () => {
  it('closes after too many attempts, also for the right password, says for how long, and opens again', async () => {
    const { email } = await app.as.someone(['agent']);
    for (let i = 0; i < MOST_ATTEMPTS; i++) await login(email, 'not the password').problem(401, 'auth/invalid-credentials');
    const answer = await login(email, PASSWORD);
    expect(answer.status).toBe(429);
    expect(answer.body).toMatchObject({ code: 'auth/locked', params: { minutes: 15, seconds: 900 } });
    expect(answer.headers.get('retry-after')).toBe('900');
    app.clock.advance({ minutes: 16 });
    await login(email, PASSWORD).expect(200);
  });

  it('judges no more than the allowed number when a hundred come at once', async () => {
    const { email } = await app.as.someone(['agent']);
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(email, 'not the password')));
    const judged = answers.filter(({ body }) => (body as { code: string }).code === 'auth/invalid-credentials');
    expect(judged.length).toBeLessThanOrEqual(MOST_ATTEMPTS);
    app.clock.advance({ minutes: 16 });
  });

  it('is told for addresses that do not exist too', async () => {
    for (let i = 0; i < MOST_ATTEMPTS; i++) await login('ghost@tocsin.test', PASSWORD);
    await login('ghost@tocsin.test', PASSWORD).problem(429, 'auth/locked');
    app.clock.advance({ minutes: 16 });
  });
});

describe('sessions', () => {
  it('are listed, and one or all others can be ended', async () => {
    const first = await app.as.someone(['agent']);
    const second = await app.as.signIn(first.email, PASSWORD);
    const third = await app.as.signIn(first.email, PASSWORD);
    const { items } = await first.get('/auth/sessions').expect<SessionList>(200);
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    const seconds = (await second.get('/auth/sessions').expect<SessionList>(200)).items.find(({ current }) => current);
    await first.delete(`/auth/sessions/${seconds?.id}`).expect(204);
    await second.get('/auth/me').problem(401, 'auth/required');
    await first.delete('/auth/sessions').expect(204);
    await third.get('/auth/me').problem(401, 'auth/required');
    await first.get('/auth/me').expect(200);
  });

  it('of other people cannot be ended', async () => {
    const [mine, theirs] = [await app.as.someone(['agent']), await app.as.someone(['agent'])];
    const [session] = (await theirs.get('/auth/sessions').expect<SessionList>(200)).items;
    await mine.delete(`/auth/sessions/${session?.id}`).problem(404, 'resource/not-found');
    await theirs.get('/auth/me').expect(200);
  });

  it('end on signing out, once and again', async () => {
    const someone = await app.as.someone(['agent']);
    const answer = await someone.post('/auth/logout');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^tocsin_session=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    await someone.get('/auth/me').problem(401, 'auth/required');
    await someone.post('/auth/logout').expect(204);
    await app.as.nobody.post('/auth/logout').expect(204);
  });

  it('end after half an hour without a sign of life, and not before', async () => {
    const someone = await app.as.someone(['agent']);
    app.clock.advance({ minutes: 29 });
    await someone.get('/auth/me').expect(200);
    app.clock.advance({ minutes: 29 });
    await someone.get('/auth/me').expect(200);
    app.clock.advance({ minutes: 31 });
    await someone.get('/auth/me').problem(401, 'auth/required');
  });

  it('end after twelve hours however busy they were', async () => {
    const someone = await app.as.someone(['agent']);
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      await someone.get('/auth/me').expect(200);
      app.clock.advance({ minutes: 20 });
    }
    await someone.get('/auth/me').problem(401, 'auth/required');
  });

  it('are not to be had with a made-up cookie', async () => {
    for (const cookie of [
      'tocsin_session=',
      'tocsin_session=x',
      `tocsin_session=${'A'.repeat(43)}`,
      `tocsin_session=${'A'.repeat(4000)}`,
      '=;=;',
    ])
      await app.as.nobody.get('/auth/me', { headers: { cookie } }).problem(401, 'auth/required');
  });
});

describe('changing the password', () => {
  it('needs the old one, refuses a weak one, and ends the other sessions', async () => {
    const here = await app.as.someone(['agent']);
    const elsewhere = await app.as.signIn(here.email, PASSWORD);
    await here.post('/auth/password', { current: 'wrong', next: 'another password 9' }).problem(401, 'auth/invalid-credentials');
    await here.post('/auth/password', { current: PASSWORD, next: 'aaaaaaaaaaaa' }).problem(422, 'auth/password-weak');
    await here.post('/auth/password', { current: PASSWORD, next: 'short' }).problem(422, 'request/invalid');
    await here.post('/auth/password', { current: PASSWORD, next: 'another password 9' }).expect(204);
    await elsewhere.get('/auth/me').problem(401, 'auth/required');
    await here.get('/auth/me').expect(200);
    await login(here.email, PASSWORD).problem(401, 'auth/invalid-credentials');
    await login(here.email, 'another password 9').expect(200);
  });
});

describe('the second factor', () => {
  const codeAt = (secret: string): string => generateSync({ secret, epoch: Math.floor(app.clock.ms() / 1000) });

  it('is in force once confirmed, takes each code once, and accepts a recovery code once', async () => {
    const me = await app.as.someone(['legal']);
    await me.post('/auth/totp', { password: 'wrong' }).problem(401, 'auth/invalid-credentials');
    const { secret, uri, qr } = await me.post('/auth/totp', { password: PASSWORD }).expect<TotpEnrolment>(200);
    expect(uri).toContain(`secret=${secret}`);
    expect(qr).toMatch(/^data:image\/svg\+xml;base64,/);
    await login(me.email, PASSWORD).expect(200);
    await me.post('/auth/totp/confirm', { totp: '000000' }).problem(401, 'auth/totp-invalid');
    const first = codeAt(secret);
    const { recoveryCodes } = await me.post('/auth/totp/confirm', { totp: first }).expect<RecoveryCodes>(200);
    expect(new Set(recoveryCodes).size).toBe(10);

    await login(me.email, PASSWORD).problem(401, 'auth/totp-required');
    await login(me.email, PASSWORD, first).problem(401, 'auth/totp-invalid');
    app.clock.advance({ seconds: 31 });
    const code = codeAt(secret);
    const twice = await Promise.all([login(me.email, PASSWORD, code), login(me.email, PASSWORD, code)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 401]);
    await login(me.email, PASSWORD, recoveryCodes[0]?.toUpperCase()).expect(200);
    await login(me.email, PASSWORD, recoveryCodes[0]).problem(401, 'auth/totp-invalid');
  });

  it('cannot be guessed, from however many addresses', async () => {
    const me = await app.as.someone(['legal']);
    const { secret } = await me.post('/auth/totp', { password: PASSWORD }).expect<TotpEnrolment>(200);
    await me.post('/auth/totp/confirm', { totp: codeAt(secret) }).expect(200);
    for (let i = 0; i < MOST_ATTEMPTS; i++) await login(me.email, PASSWORD, '000000');
    app.clock.advance({ minutes: 1 });
    await login(me.email, PASSWORD, codeAt(secret)).problem(429, 'auth/locked');
    app.clock.advance({ minutes: 16 });
    await login(me.email, PASSWORD, codeAt(secret)).expect(200);
  });

  it('cannot be put in place of another without leaving it first', async () => {
    const me = await app.as.someone(['legal']);
    const { secret } = await me.post('/auth/totp', { password: PASSWORD }).expect<TotpEnrolment>(200);
    await me.post('/auth/totp/confirm', { totp: codeAt(secret) }).expect(200);
    await me.post('/auth/totp', { password: PASSWORD }).problem(409, 'resource/conflict');
    await me.post('/auth/totp/disable', { password: 'wrong' }).problem(401, 'auth/invalid-credentials');
    await me.post('/auth/totp/disable', { password: PASSWORD }).expect(204);
    await login(me.email, PASSWORD).expect(200);
  });
});
