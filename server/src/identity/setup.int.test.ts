import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../test/app.js';
import { SetupService } from './setup.service.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ withoutAdmin: true });
});
afterAll(() => app.close());

const admin = { email: 'First@Tocsin.test', name: '系统管理员', password: 'a first password 1' };

describe('a server without anybody', () => {
  it('lets only the holder of the printed token make the first admin, once', async () => {
    const token = app.get(SetupService).oneTimeToken ?? '';
    expect(token).toHaveLength(43);
    expect(await app.as.nobody.get('/setup').expect(200)).toEqual({ open: true });
    await app.as.nobody.post('/setup', { ...admin, token: 'guessed' }).problem(403, 'auth/setup-token-invalid');
    await app.as.nobody.post('/setup', { ...admin, token, password: 'aaaaaaaaaaaa' }).problem(422, 'auth/password-weak');
    await app.as.nobody.post('/setup', { ...admin, token, email: 'x' }).problem(422, 'request/invalid');
    const both = await Promise.all([1, 2].map((n) => app.as.nobody.post('/setup', { ...admin, email: `admin-${n}@tocsin.test`, token })));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await app.as.nobody.get('/setup').expect(200)).toEqual({ open: false });
    await app.as.nobody.post('/setup', { ...admin, token }).problem(409, 'auth/setup-closed');
    const winner = both[0]?.status === 204 ? 1 : 2;
    const first = await app.as.signIn(`admin-${winner}@tocsin.test`, admin.password);
    expect(await first.get('/auth/me').expect(200)).toMatchObject({ roles: ['admin'], name: admin.name });
  });

  it('asks no questions when it starts again', async () => {
    const again = await testApp({ beside: app, withoutAdmin: true });
    expect(await again.as.nobody.get('/setup').expect(200)).toEqual({ open: false });
    await again.close();
  });
});
