import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { CreatedWallLink, WallLink } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';

let app: TestApp;
let commander: Staff;
beforeAll(async () => {
  app = await testApp();
  commander = await app.as.commander();
});
afterAll(() => app.close());

const make = (more: object = {}) => commander.post('/wall-links', { name: '三楼指挥室', ...more }).expect<CreatedWallLink>(201);
const replace = (id: string, body: object = {}) => commander.post(`/wall-links/${id}/replacement`, body);
const opens = async (token: string): Promise<number> => (await app.as.nobody.get(`/public/wall/${token}`)).status;
const listed = async (id: string): Promise<WallLink | undefined> =>
  (await commander.get('/wall-links').expect<Page<WallLink>>(200)).items.find((link) => link.id === id);

it('another address takes the place of a wall link, and the old one ends at once', async () => {
  const old = await make();
  const next = await replace(old.id).expect<CreatedWallLink>(201);
  expect([next.name, next.expiresAt, next.token === old.token]).toEqual([old.name, null, false]);
  expect([await opens(old.token), await opens(next.token)]).toEqual([404, 200]);
  expect(await listed(old.id)).toMatchObject({ replaced: true, revokedAt: expect.any(String) });
  const entries = (await (await app.as.admin()).get('/audit?limit=100&order=desc').expect<Page<AuditEntry>>(200)).items;
  expect(entries.find(({ action }) => action === 'wall.replaced')).toMatchObject({ subject: { id: old.id }, detail: { into: next.id } });
  // The new address has an entry of its own: whoever looks for it finds where it came from.
  expect(entries.find(({ action, subject }) => action === 'wall.created' && subject?.id === next.id)).toMatchObject({
    detail: { name: old.name, expiresAt: null, replaces: old.id },
  });
  await replace(old.id).problem(409, 'wall/over');
});

it('the old address opens for the chosen while, never longer than it would have', async () => {
  const day = 86_400_000;
  const at = app.clock.now().getTime();
  const old = await make({ expiresAt: new Date(at + 30 * day).toISOString() });
  const next = await replace(old.id, { graceMinutes: 60 }).expect<CreatedWallLink>(201);
  const life = ({ createdAt, expiresAt }: WallLink): number => Date.parse(expiresAt ?? '') - Date.parse(createdAt);
  expect(life(next)).toBe(life(old));
  expect([await opens(old.token), await opens(next.token)]).toEqual([200, 200]);
  await replace(old.id).problem(409, 'wall/over');
  const short = await make({ expiresAt: new Date(app.clock.now().getTime() + 60_000).toISOString() });
  await replace(short.id, { graceMinutes: 10_080 }).expect(201);
  expect((await listed(short.id))?.expiresAt).toBe(short.expiresAt);
  app.clock.advance({ minutes: 61 });
  expect([await opens(old.token), await opens(next.token), await opens(short.token)]).toEqual([404, 200, 404]);
});

it('is refused for what is not there, and to who may not manage walls', async () => {
  // An hour later the session of before is over.
  commander = await app.as.commander();
  const old = await make();
  await replace('0195f2f0-0000-7000-8000-000000000000').problem(404, 'resource/not-found');
  await replace(old.id, { graceMinutes: -1 }).problem(422, 'request/invalid');
  await (await app.as.agent()).post(`/wall-links/${old.id}/replacement`, {}).problem(403, 'auth/forbidden');
  const limited = await app.as.someone(['commander'], ['星河']);
  await limited.post(`/wall-links/${old.id}/replacement`, {}).problem(403, 'auth/forbidden');
});
