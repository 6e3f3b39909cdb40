import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, AuditPage } from '@tocsin/shared/audit';
import type { CreatedApiKey, TotpEnrolment } from '@tocsin/shared/identity';
import { generateSync } from 'otplib';
import { testApp, type TestApp } from '../../test/app.js';
import { PASSWORD, type Staff } from '../../test/as.js';
import { asOwner } from '../../test/database.js';
import { HttpClient } from '../../test/http-client.js';
import { Refusals } from './refusals.js';
import { MOST_ATTEMPTS } from './sign-in-attempts.repository.js';

let app: TestApp;
let auditor: Staff;
beforeAll(async () => {
  app = await testApp();
  auditor = await app.as.auditor();
});
afterAll(() => app.close());

const login = (email: string, password: string, totp?: string) =>
  app.as.nobody.post('/auth/login', { email, password, ...(totp === undefined ? {} : { totp }) });
const record = async (action: string): Promise<AuditEntry[]> =>
  (await auditor.get(`/audit?action=${action}&order=desc&limit=200`).expect<AuditPage>(200)).items;
const withKey = (key: string): HttpClient => new HttpClient(app.origin, { authorization: `Bearer ${key}` });

describe('who was refused at the door', () => {
  it('is on record with a masked address, why, and from where; never with what was typed', async () => {
    const { email, id } = await app.as.someone(['agent']);
    await login(email, 'a wrong password').problem(401, 'auth/invalid-credentials');
    await login('stranger@elsewhere.example', 'a wrong password').problem(401, 'auth/invalid-credentials');
    const [unknown, known] = await record('sign-in.refused');
    expect(known).toMatchObject({
      actor: { kind: 'public' },
      subject: { type: 'user', id },
      detail: { why: 'password', ip: expect.any(String) },
    });
    expect(unknown).toMatchObject({ subject: null, detail: { why: 'unknown', email: 's***@elsewhere.example' } });
    const all = JSON.stringify(await asOwner(app.database, 'SELECT * FROM audit_entry'));
    expect(all).not.toMatch(/a wrong password|stranger@/);
    expect(JSON.stringify(known)).not.toContain(email);
  });

  it('is on record when the lock closes', async () => {
    const { email } = await app.as.someone(['agent']);
    for (let i = 0; i < MOST_ATTEMPTS; i++) await login(email, 'a wrong password').problem(401, 'auth/invalid-credentials');
    await login(email, PASSWORD).problem(429, 'auth/locked');
    expect((await record('sign-in.locked'))[0]?.detail).toMatchObject({ by: 'password', email: expect.stringMatching(/^.\*{3}@/) });
  });

  it('is on record with a wrong code, at the door and inside', async () => {
    const person = await app.as.someone(['agent']);
    const { secret } = await person.post('/auth/totp', { password: PASSWORD }).expect<TotpEnrolment>(200);
    await person.post('/auth/totp/confirm', { totp: '000000' }).problem(401, 'auth/totp-invalid');
    expect((await record('user.proof-refused'))[0]).toMatchObject({ actor: { id: person.id }, detail: { why: 'code' } });
    const totp = generateSync({ secret, epoch: Math.floor(app.clock.ms() / 1000) });
    await person.post('/auth/totp/confirm', { totp }).expect(200);
    await login(person.email, PASSWORD, '000000').problem(401, 'auth/totp-invalid');
    expect((await record('sign-in.code-refused'))[0]).toMatchObject({ subject: { type: 'user', id: person.id } });
    await person
      .post('/auth/password', { current: 'a wrong password', next: 'a far better password' })
      .problem(401, 'auth/invalid-credentials');
    expect((await record('user.proof-refused'))[0]).toMatchObject({
      subject: { type: 'user', id: person.id },
      detail: { why: 'password' },
    });
  });

  it('is on record with a key that was revoked, or never was', async () => {
    const admin = await app.as.admin();
    const made = await admin.post('/api-keys', { name: '旧系统', scopes: ['complaint:read'] }).expect<CreatedApiKey>(201);
    await withKey(made.key).get('/complaints').expect(200);
    await admin.delete(`/api-keys/${made.id}`).expect(204);
    await withKey(made.key).get('/complaints').problem(401, 'auth/required');
    await withKey('tocsin_never-was-one').get('/complaints').problem(401, 'auth/required');
    const [unknown, revoked] = await record('api-key.refused');
    expect(revoked).toMatchObject({ subject: { type: 'api-key', id: made.id }, detail: { why: 'revoked', name: '旧系统' } });
    expect(unknown).toMatchObject({ subject: null, detail: { why: 'unknown' } });
    expect(JSON.stringify([unknown, revoked])).not.toMatch(/never-was-one|tocsin_/);
  });

  it('cannot flood the record: beyond the bounds it is counted, and nothing is lost of the count', async () => {
    app.clock.advance({ minutes: 20 });
    const before = (await record('api-key.refused')).length;
    for (let i = 0; i < 8; i++)
      await Promise.all(Array.from({ length: 50 }, (_, k) => withKey(`tocsin_${i}-${k}`).get('/complaints').problem(401, 'auth/required')));
    const written = (await record('api-key.refused')).length - before;
    expect(written).toBeLessThanOrEqual(30);
    await app.get(Refusals).flush();
    const [folded] = await record('access.refusals-folded');
    expect(folded).toMatchObject({
      actor: { kind: 'system' },
      detail: { counts: { 'api-key.refused': 400 - written }, since: expect.any(String) },
    });
  });
});
