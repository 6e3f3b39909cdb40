import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReclusterRun } from '@tocsin/shared/clustering';
import type { ComplaintAccepted, ComplaintRow } from '@tocsin/shared/complaints';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../../test/app.js';
import { expectExactCounts, file, grouped, WITH_ENGINE } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';
import { PROTOTYPE_WORDS } from '@tocsin/shared/testing';

type Accepted = z.infer<typeof ComplaintAccepted>;

describe('words that a program may stumble over', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
  });
  afterAll(() => app.close());

  const machine = () => app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  const take = async (body: object): Promise<ComplaintRow> => {
    const key = await machine();
    const { id } = await key.post('/complaints', { channel: 'web', ...body }).expect<Accepted>(201);
    return grouped(key, id);
  };

  it.each([
    ['an emoji where the title ends', `a${'😀'.repeat(20)}`],
    ['an address of emoji', `坏了 www.a${'😀'.repeat(1_100)}`],
    ['a long word outside the basic plane', `broken ${'a'.repeat(19)}𝐀𐌀𐌁𐌂 ${'𐄇'.repeat(30)} ${'x'.repeat(19)}𐄇𐄇`],
    ['one letter with thousands of marks', `退款a${'\u0300\u0316'.repeat(9_000)}`],
    ['direction marks and invisible ones', `退款\u202e\u2066\u200b\u200d\ufeff\u00ad理赔\u202c`],
    ['a ligature that becomes eighteen letters', '\ufdfa'.repeat(6_000)],
  ])('%s stops nobody: it has a group, and so has the next', async (_, text) => {
    const row = await take({ text });
    expect(row.groupId).not.toBeNull();
    const key = await machine();
    await file(key, 'coupon', 1);
  });

  it.each(PROTOTYPE_WORDS)('%s in every field is read, found and never takes a danger away', async (word) => {
    const body = {
      text: `${word} 煤气管道爆炸 ${word}`,
      subject: word,
      product: word,
      brand: word,
      orderRef: `${word}-7`,
      place: word,
      source: word,
    };
    const row = await take(body);
    expect(row).toMatchObject({ priority: 'P1' });
    const found = await (await machine()).get(`/complaints?q=${word}`).expect<{ items: ComplaintRow[] }>(200);
    expect(found.items.map(({ id }) => id)).toContain(row.id);
  });

  it('lets everything be grouped anew', async () => {
    const commander = await app.as.commander();
    const { id } = await commander.post('/clustering/recluster-runs', { reason: '规则有变' }).expect<ReclusterRun>(201);
    await until(async () => (await commander.get(`/clustering/recluster-runs/${id}`).expect<ReclusterRun>(200)).state === 'ready', 60_000);
    await expectExactCounts(app);
  });
});
