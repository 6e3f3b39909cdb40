import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../test/app.js';
import { HttpClient } from '../../test/http-client.js';
import { asOwner } from '../../test/database.js';
import { AccessChanges, type AccessChange } from './access-changes.js';

let first: TestApp;
let second: TestApp;
beforeAll(async () => {
  first = await testApp();
  second = await testApp({ beside: first });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const until = async (done: () => Promise<boolean> | boolean, withinMs = 45_000): Promise<number> => {
  const start = performance.now();
  while (!(await done())) {
    if (performance.now() - start > withinMs) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - start;
};

describe('a change of access', () => {
  it('is heard on every node', async () => {
    const heard: AccessChange[] = [];
    const stop = second.get(AccessChanges).subscribe((change) => heard.push(change));
    const someone = await first.as.someone(['agent']);
    await (await first.as.admin()).patch(`/users/${someone.id}`, { roles: ['pr'] }).expect(200);
    await until(() => heard.some((change) => change.kind === 'user' && change.id === someone.id));
    stop();
  });

  it('ends a session on the other node within two seconds', async () => {
    const someone = await first.as.someone(['agent']);
    const there = new HttpClient(second.origin, someone.credentials);
    await there.get('/auth/me').expect(200);
    await (await first.as.admin()).patch(`/users/${someone.id}`, { disabled: true }).expect(200);
    await until(async () => (await there.get('/auth/me')).status === 401);
  });

  it('does so even while no notice gets through', async () => {
    const someone = await first.as.someone(['agent']);
    const there = new HttpClient(second.origin, someone.credentials);
    await there.get('/auth/me').expect(200);
    await asOwner(first.database, `DELETE FROM account_session WHERE account_id = $1`, [someone.id]);
    await until(async () => (await there.get('/auth/me')).status === 401);
  });

  it('makes everybody be looked at again when the listening connection was lost', async () => {
    const heard: AccessChange[] = [];
    const stop = first.get(AccessChanges).subscribe((change) => heard.push(change));
    await asOwner(
      first.database,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin-listen' AND datname = current_database()`,
    );
    await until(() => heard.some(({ kind }) => kind === 'all'));
    stop();
  });

  it('tells nobody when its transaction fails', async () => {
    const heard: AccessChange[] = [];
    const changes = first.get(AccessChanges);
    const stop = changes.subscribe((change) => heard.push(change));
    await expect(changes.during({ kind: 'key', id: 'never' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard.filter((change) => change.kind === 'key')).toEqual([]);
    stop();
  });
});
