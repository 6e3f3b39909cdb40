import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedApiKey, User } from '@tocsin/shared/identity';
import { ADMIN, testApp, type TestApp } from '../../test/app.js';
import type { Staff } from '../../test/as.js';
import { HttpClient } from '../../test/http-client.js';

describe('administrators who see some brands only', () => {
  let app: TestApp;
  let first: Staff;
  let limited: Staff;

  beforeAll(async () => {
    app = await testApp();
    first = await app.as.admin();
    limited = await app.as.someone(['admin'], ['甲', '乙']);
  });
  afterAll(() => app.close());

  it('cannot touch whoever sees more than they do, in any way', async () => {
    const agent = await app.as.someone(['agent']);
    const elsewhere = await app.as.someone(['agent'], ['甲', '丙']);
    for (const who of [first, agent, elsewhere]) {
      const patches = [{ disabled: true }, { brands: ['甲'] }, { name: '改名' }, { roles: ['pr'] }, { password: 'another long enough 1' }];
      for (const patch of patches) await limited.patch(`/users/${who.id}`, patch).problem(403, 'auth/forbidden');
      await limited.delete(`/users/${who.id}/sessions`).problem(403, 'auth/forbidden');
      await limited.delete(`/users/${who.id}/totp`).problem(403, 'auth/forbidden');
      await who.get('/auth/me').expect(200);
    }
  });

  it('still manage those of their own brands', async () => {
    const own = await app.as.someone(['agent'], ['甲']);
    expect(await limited.patch(`/users/${own.id}`, { name: '新名字', roles: ['pr'] }).expect<User>(200)).toMatchObject({ name: '新名字' });
    await limited.delete(`/users/${own.id}/sessions`).expect(204);
    await own.get('/auth/me').problem(401, 'auth/required');
    await limited.patch(`/users/${own.id}`, { disabled: true }).expect(200);
  });

  it('end no API key, which sees every brand', async () => {
    const made = await first.post('/api-keys', { name: 'CRM', scopes: ['complaint:read'] }).expect<CreatedApiKey>(201);
    const machine = new HttpClient(app.origin, { authorization: `Bearer ${made.key}` });
    await limited.delete(`/api-keys/${made.id}`).problem(403, 'auth/forbidden');
    await machine.get('/complaints').expect(200);
    await first.delete(`/api-keys/${made.id}`).expect(204);
    await machine.get('/complaints').problem(401, 'auth/required');
  });

  it('do not count as the last who could undo it: the last who sees every brand stays as they are, whoever asks', async () => {
    for (const patch of [{ disabled: true }, { brands: ['甲'] }, { roles: ['pr'] }])
      await first.patch(`/users/${first.id}`, patch).problem(409, 'user/last-admin');
  });

  it('of two who retire each other at once, one remains', async () => {
    for (const patch of [{ disabled: true }, { brands: ['甲'] }, { roles: ['pr'] }]) {
      const second = await app.as.someone(['admin']);
      const answers = await Promise.all([first.patch(`/users/${second.id}`, patch), second.patch(`/users/${first.id}`, patch)]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const remaining = answers[0]?.status === 200 ? first : second;
      // The next round begins with the first one again.
      if (remaining === second) {
        await second.patch(`/users/${first.id}`, { disabled: false, brands: null, roles: ['admin'] }).expect(200);
        first = await app.as.signIn(ADMIN.email, ADMIN.password);
        await first.patch(`/users/${second.id}`, { disabled: true }).expect(200);
      }
    }
  });
});
