import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { HttpClient } from '../../../../test/http-client.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { WITH_ENGINE } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  const body = { text: '充电宝漏液，客服不予退款', channel: 'app', complainant: { phone: '13812342211', email: 'li@example.com' } };
  await (await app.as.key('complaint:create')).post('/complaints', body).expect(201);
  const agent = await app.as.agent();
  // Only what the engine has read is found by a search.
  await until(async () => (await agent.get('/complaints?q=充电宝').expect<Page<ComplaintRow>>(200)).items.length === 1);
});
afterAll(() => app.close());

const recorded = (who: Staff): Promise<{ detail: object }[]> =>
  asOwner(app.database, `SELECT detail FROM audit_entry WHERE action = 'complaint.person-searched' AND actor_id = $1 ORDER BY seq`, [
    who.id,
  ]);
const total = async (who: HttpClient, q: string): Promise<number> =>
  (await who.get(`/complaints/count?q=${encodeURIComponent(q)}`).expect<{ total: number }>(200)).total;

it('finds the caller by their whole number, on record with the number masked, once for list, count and pages', async () => {
  const agent = await app.as.someone(['agent']);
  const [, list] = await Promise.all([
    total(agent, '13812342211'),
    agent.get('/complaints?q=138%201234%202211').expect<Page<ComplaintRow>>(200),
    agent.get('/search?q=%2B8613812342211').expect(200),
  ]);
  expect(list.items).toHaveLength(1);
  expect(await recorded(agent)).toEqual([{ detail: { person: '138****2211' } }]);
  app.clock.advance({ seconds: 61 });
  expect(await total(agent, '13812342211')).toBe(1);
  expect(await total(agent, 'Nobody@Example.com')).toBe(0);
  expect(await total(agent, '充电宝')).toBe(1);
  await agent.get('/complaints/export?q=13800000000').expect(200);
  expect((await recorded(agent)).map(({ detail }) => detail)).toEqual([
    { person: '138****2211' },
    { person: '138****2211' },
    { person: 'n***@example.com' },
    { person: '138****0000' },
  ]);
});

it('lets nobody try out the digits that the mask hides', async () => {
  const agent = await app.as.someone(['agent']);
  const guess = (i: number): string => `/complaints/count?q=138${String(i).padStart(4, '0')}2211`;
  let tried = 0;
  let refused = await agent.get(guess(tried));
  // One comes back every five seconds, and a slow machine needs some of these for the 120.
  while (refused.status === 200 && tried < 240) refused = await agent.get(guess((tried += 1)));
  expect(tried).toBeGreaterThanOrEqual(120);
  expect(refused).toMatchObject({ status: 429, body: { code: 'request/rate-limited' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await agent.get('/complaints?q=13812342211').problem(429, 'request/rate-limited');
  await agent.get('/search?q=13812342211').problem(429, 'request/rate-limited');
  await agent.get('/complaints/export?q=13812342211').problem(429, 'request/rate-limited');
  expect(await recorded(agent)).toHaveLength(tried);
  // Words, and colleagues, are not concerned; neither is the same person some time later.
  expect(await total(agent, '充电宝')).toBe(1);
  expect(await total(await app.as.someone(['agent']), '13812342211')).toBe(1);
  app.clock.advance({ minutes: 10 });
  expect(await total(agent, '13812342211')).toBe(1);
});
