import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKey, CreatedApiKey } from '@tocsin/shared/identity';
import type { CreatedWallLink, WallLink } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../test/app.js';
import type { Staff } from '../../test/as.js';
import { HttpClient } from '../../test/http-client.js';
import { connected, socketTo } from '../../test/live-house.js';

const LOST = [
  ['maker-disabled', { disabled: true }, { disabled: false }],
  ['maker-lost-permission', { roles: ['pr'] }, { roles: ['admin'] }],
  ['maker-limited', { brands: ['甲'] }, { brands: null }],
] as const;

describe('keys and links of somebody who may do less than before', () => {
  let app: TestApp;
  let admin: Staff;
  let maker: Staff;
  let key: CreatedApiKey;
  let link: z.infer<typeof CreatedWallLink>;
  let machine: HttpClient;

  beforeAll(async () => {
    app = await testApp();
    admin = await app.as.admin();
    maker = await app.as.someone(['admin']);
    key = await maker.post('/api-keys', { name: '对接', scopes: ['incident:read', 'wall:manage'] }).expect<CreatedApiKey>(201);
    machine = new HttpClient(app.origin, { authorization: `Bearer ${key.key}` });
    link = await maker.post('/wall-links', { name: '大屏' }).expect<z.infer<typeof CreatedWallLink>>(201);
  });
  afterAll(() => app.close());

  const listed = async (): Promise<unknown[]> => [
    (await admin.get('/api-keys').expect<Page<ApiKey>>(200)).items.find(({ id }) => id === key.id)?.stopped,
    (await admin.get('/wall-links').expect<Page<z.infer<typeof WallLink>>>(200)).items.find(({ id }) => id === link.id)?.stopped,
  ];

  it.each(LOST)('stop at once and say so (%s), and work again when the maker may again', async (why, lost, back) => {
    await machine.get('/incidents').expect(200);
    await app.as.nobody.get(`/public/wall/${link.token}`).expect(200);
    const socket = await connected(socketTo(app.origin, { apiKey: key.key }));
    const fallen = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
    await admin.patch(`/users/${maker.id}`, lost).expect(200);
    await machine.get('/incidents').problem(401, 'auth/required');
    await app.as.nobody.get(`/public/wall/${link.token}`).problem(404, 'resource/not-found');
    await fallen;
    socket.disconnect();
    expect(await listed()).toEqual([why, why]);
    await admin.patch(`/users/${maker.id}`, back).expect(200);
    await machine.get('/incidents').expect(200);
    await app.as.nobody.get(`/public/wall/${link.token}`).expect(200);
    expect(await listed()).toEqual([null, null]);
  });

  it('a link that a key made is its maker’s', async () => {
    const made = await machine.post('/wall-links', { name: '自动' }).expect<z.infer<typeof CreatedWallLink>>(201);
    await admin.patch(`/users/${maker.id}`, { disabled: true }).expect(200);
    await app.as.nobody.get(`/public/wall/${made.token}`).problem(404, 'resource/not-found');
    await admin.patch(`/users/${maker.id}`, { disabled: false }).expect(200);
  });

  it('a wrong token of any shape is answered as one that is gone', async () => {
    for (const token of ['x', 'not-a-token', 'a'.repeat(150), '%E4%BD%A0'])
      await app.as.nobody.get(`/public/wall/${token}`).problem(404, 'resource/not-found');
  });
});
