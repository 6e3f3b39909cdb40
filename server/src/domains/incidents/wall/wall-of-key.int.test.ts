import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { CreatedApiKey } from '@tocsin/shared/identity';
import type { CreatedWallLink, WallLink } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { HttpClient } from '../../../../test/http-client.js';
import { WallLinkKey } from '../../../migrations/20261128T1200-wall-link-key.js';

let app: TestApp;
let admin: Staff;
beforeAll(async () => {
  app = await testApp();
  admin = await app.as.admin();
});
afterAll(() => app.close());

async function keyOf(more: object = {}): Promise<{ key: CreatedApiKey; machine: HttpClient }> {
  const key = await admin.post('/api-keys', { name: '大屏机', scopes: ['wall:manage'], ...more }).expect<CreatedApiKey>(201);
  return { key, machine: new HttpClient(app.origin, { authorization: `Bearer ${key.key}` }) };
}
const make = (by: Pick<HttpClient, 'post'>, more: object = {}) =>
  by.post('/wall-links', { name: '前厅', ...more }).expect<CreatedWallLink>(201);
const opens = async ({ token }: CreatedWallLink): Promise<number> => (await app.as.nobody.get(`/public/wall/${token}`)).status;
const listed = async ({ id }: CreatedWallLink): Promise<WallLink | undefined> =>
  (await admin.get('/wall-links').expect<Page<WallLink>>(200)).items.find((link) => link.id === id);
const revocations = async (): Promise<AuditEntry[]> =>
  (await admin.get('/audit?limit=200&order=desc&action=wall.revoked').expect<Page<AuditEntry>>(200)).items;

it('what a key made ends with the key, each link on record, and nothing that anybody else made', async () => {
  const { key, machine } = await keyOf();
  const other = await keyOf();
  const mine = await make(machine);
  const next = await machine.post(`/wall-links/${mine.id}/replacement`, { graceMinutes: 60 }).expect<CreatedWallLink>(201);
  const theirs = [await make(other.machine), await make(admin)];
  const over = await make(machine);
  await admin.delete(`/wall-links/${over.id}`).expect(204);
  expect(await Promise.all([mine, next, ...theirs].map(opens))).toEqual([200, 200, 200, 200]);
  await admin.delete(`/api-keys/${key.id}`).expect(204);
  expect(await Promise.all([mine, next, ...theirs].map(opens))).toEqual([404, 404, 200, 200]);
  expect([(await listed(mine))?.revokedAt, (await listed(next))?.revokedAt]).toEqual([expect.any(String), expect.any(String)]);
  const ended = (await revocations()).filter(({ detail }) => detail['withKey'] === key.id);
  expect(ended.map(({ subject }) => subject?.id).sort()).toEqual([mine.id, next.id].sort());
  expect(ended[0]).toMatchObject({ actor: { kind: 'user', id: admin.id }, detail: { name: '前厅', keyName: '大屏机' } });
});

it('it stops at the moment the key runs out, and the list says why', async () => {
  const expiresAt = new Date(app.clock.now().getTime() + 3_600_000).toISOString();
  const { machine } = await keyOf({ expiresAt });
  const mine = await make(machine);
  expect([await opens(mine), (await listed(mine))?.stopped]).toEqual([200, null]);
  app.clock.advance({ minutes: 61 });
  admin = await app.as.admin();
  expect([await opens(mine), (await listed(mine))?.stopped]).toEqual([404, 'key-ended']);
});

it('links from before the column was there are found by what the audit log says of them', async () => {
  const { key, machine } = await keyOf();
  const made = await make(machine);
  const next = await machine.post(`/wall-links/${made.id}/replacement`, { graceMinutes: 60 }).expect<CreatedWallLink>(201);
  const person = await make(admin);
  const ids = [made.id, next.id, person.id];
  await asOwner(app.database, 'UPDATE wall_link SET key_id = NULL');
  const sent: string[] = [];
  await new WallLinkKey().up({ query: (sql: string) => Promise.resolve(sent.push(sql)) } as never);
  await asOwner(app.database, sent.find((sql) => sql.startsWith('UPDATE')) ?? '');
  const found = await asOwner<{ key_id: string | null }>(
    app.database,
    'SELECT key_id FROM wall_link WHERE id = ANY ($1::uuid[]) ORDER BY array_position($1::uuid[], id)',
    [ids],
  );
  expect(found.map(({ key_id }) => key_id)).toEqual([key.id, key.id, null]);
});
