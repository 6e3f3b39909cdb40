import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKeyPage } from '@tocsin/shared/identity';
import { OVERVIEW } from '@tocsin/shared/live';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../test/app.js';
import { asOwner } from '../../test/database.js';
import { ask, connected, socketTo } from '../../test/live-house.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api', TOCSIN_SESSION_IDLE_MINUTES: '30', TOCSIN_SESSION_MAX_HOURS: '12' } });
});
afterAll(() => app.close());

const BY_ITSELF = { headers: { 'x-tocsin-unattended': '1' } };
const lastSeen = async (accountId: string): Promise<Date | undefined> => {
  const sql = `SELECT last_seen_at AS at FROM account_session WHERE account_id = '${accountId}'`;
  return (await asOwner<{ at: Date }>(app.database, sql))[0]?.at;
};

describe('a sign-in that nobody uses', () => {
  it('runs out, however often a page asks by itself', async () => {
    const agent = await app.as.someone(['agent']);
    for (let minutes = 5; minutes < 30; minutes += 5) {
      app.clock.advance({ minutes: 5 });
      await agent.get('/auth/me', BY_ITSELF).expect(200);
    }
    app.clock.advance({ minutes: 5 });
    await agent.get('/auth/me', BY_ITSELF).problem(401, 'auth/required');
    await agent.get('/auth/me').problem(401, 'auth/required');
  });

  it('runs out while its socket is open, looked at again or opened anew', async () => {
    const agent = await app.as.someone(['agent']);
    const begun = await lastSeen(agent.id);
    app.clock.advance({ minutes: 10 });
    const socket = await connected(socketTo(app.origin, { cookie: agent.credentials['cookie'] ?? '' }));
    try {
      await ask(socket, 'watch', { stream: OVERVIEW, afterSeq: 0 });
      const lookedAt = new Promise((resolve) => socket.once('revoked', resolve).once('disconnect', resolve));
      app.clock.advance({ minutes: 10 });
      await (await app.as.admin()).patch(`/users/${agent.id}`, { brands: ['甲'] }).expect(200);
      await lookedAt;
      expect(await lastSeen(agent.id)).toEqual(begun);
    } finally {
      socket.disconnect();
    }
    app.clock.advance({ minutes: 10 });
    await agent.get('/auth/me').problem(401, 'auth/required');
  });
});

describe('a sign-in that somebody uses', () => {
  it('goes on, up to its absolute end', async () => {
    const agent = await app.as.someone(['agent']);
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      app.clock.advance({ minutes: 20 });
      await agent.get('/auth/me').expect(200);
    }
    app.clock.advance({ minutes: 20 });
    await agent.get('/auth/me').problem(401, 'auth/required');
  });
});

it('notes the use of a key, whatever it says of itself', async () => {
  const machine = await app.as.key('complaint:read');
  await machine.get('/complaints/count', BY_ITSELF).expect(200);
  const { items } = await (await app.as.admin()).get('/api-keys').expect<z.infer<typeof ApiKeyPage>>(200);
  expect(items.map(({ lastUsedAt }) => lastUsedAt)).not.toContain(null);
});
