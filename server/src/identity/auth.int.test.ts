import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, testApp, type TestApp } from '../../test/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe('signing in', () => {
  it('opens a session that a script cannot read and that the next request is known by', async () => {
    const answer = await app.as.nobody.post('/auth/login', ADMIN);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/^tocsin_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await (await app.as.admin()).get('/auth/me').expect<object>(200);
    expect(me).toMatchObject({ email: ADMIN.email, roles: ['admin'], totp: false });
    expect(me).not.toHaveProperty('password_hash');
  });
});
