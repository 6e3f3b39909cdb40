import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { ApiKey, CreatedApiKey } from '@tocsin/shared/identity';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../test/app.js';
import type { Staff } from '../../test/as.js';

let app: TestApp;
let admin: Staff;
beforeAll(async () => {
  app = await testApp();
  admin = await app.as.admin();
});
afterAll(() => app.close());

const inDays = (days: number): string => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString();

it('a key works to the moment it ends, and is refused after it by a name of its own', async () => {
  const expiresAt = inDays(10);
  const made = await admin.post('/api-keys', { name: '呼叫中心', scopes: ['incident:read'], expiresAt }).expect<CreatedApiKey>(201);
  expect(made.expiresAt).toBe(expiresAt);
  const headers = { authorization: `Bearer ${made.key}` };
  await app.as.nobody.get('/incidents', { headers }).expect(200);
  app.clock.advance({ hours: 11 * 24 });
  const problem = await app.as.nobody.get('/incidents', { headers }).problem(401, 'auth/key-expired');
  expect(problem).toMatchObject({ params: { name: '呼叫中心', expiredAt: expiresAt } });
  admin = await app.as.admin();
  const { items } = await admin.get('/api-keys').expect<Page<ApiKey>>(200);
  expect(items.find(({ id }) => id === made.id)).toMatchObject({ expiresAt, revokedAt: null });
  const refused = (await admin.get('/audit?limit=200&order=desc').expect<Page<AuditEntry>>(200)).items;
  expect(refused.find(({ action }) => action === 'api-key.refused')).toMatchObject({
    subject: { id: made.id },
    detail: { why: 'expired' },
  });
  // A revoked key says no more than that: it was taken away, not forgotten.
  await admin.delete(`/api-keys/${made.id}`).expect(204);
  await app.as.nobody.get('/incidents', { headers }).problem(401, 'auth/required');
});

it('a key without an end stays, and one that would be over already is not made', async () => {
  const made = await admin.post('/api-keys', { name: 'x', scopes: ['incident:read'] }).expect<CreatedApiKey>(201);
  expect(made.expiresAt).toBeNull();
  for (const expiresAt of [inDays(-1), inDays(0)]) {
    const problem = await admin.post('/api-keys', { name: 'x', scopes: ['incident:read'], expiresAt }).problem(422, 'request/invalid');
    expect(problem.issues).toMatchObject([{ path: 'expiresAt', code: 'in_past' }]);
  }
});
