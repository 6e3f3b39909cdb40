import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted, ComplaintDetail, ComplaintRow } from '@tocsin/shared/complaints';
import type { Page } from '@tocsin/shared/kernel';
import { WORST_TEXTS } from '@tocsin/shared/testing';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../../test/app.js';
import { expectExactCounts, file, grouped, WITH_ENGINE } from '../../../../test/groups.js';

type Accepted = z.infer<typeof ComplaintAccepted>;

describe('the worst texts of 20,000 characters', () => {
  let app: TestApp;
  const accepted = new Map<string, string>();

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
  });
  afterAll(() => app.close());

  const machine = () => app.as.key('complaint:create', 'complaint:read', 'complaint:export', 'group:read', 'incident:read');

  it('are taken, or refused because they say nothing', async () => {
    const key = await machine();
    for (const [name, text] of WORST_TEXTS) {
      const answer = await key.post('/complaints', {
        text,
        channel: 'web',
        subject: text.slice(0, 200).toWellFormed().trim() || undefined,
      });
      expect([name, answer.status]).toEqual([name, name.startsWith('only ') ? 422 : 201]);
      if (answer.status === 201) accepted.set((answer.body as Accepted).id, text);
    }
    expect(accepted.size).toBe(WORST_TEXTS.filter(([name]) => !name.startsWith('only ')).length);
  });

  it('are each in one group, none is set aside, and the next complaint is read as ever', async () => {
    const key = await machine();
    for (const id of accepted.keys()) expect((await grouped(key, id)).groupId).not.toBeNull();
    await file(key, 'coupon', 2);
    await expectExactCounts(app);
    const admin = await app.as.admin();
    expect((await admin.get('/clustering/set-aside').expect<{ items: unknown[] }>(200)).items).toEqual([]);
  });

  it('are listed, shown and found', async () => {
    const key = await machine();
    const listed = await key.get('/complaints?limit=100').expect<Page<ComplaintRow>>(200);
    expect(listed.items.filter(({ id }) => accepted.has(id))).toHaveLength(accepted.size);
    for (const [id, text] of accepted) {
      const { text: shown } = await key.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
      expect(shown.length).toBe(text.length);
      const typed = Array.from(text).slice(0, 60).join('').trim();
      await key.get(`/complaints?q=${encodeURIComponent(typed)}`).expect(200);
    }
    for (const { groupId } of listed.items) await key.get(`/groups/${String(groupId)}`).expect(200);
  });

  it('come out of every export with every sign', async () => {
    const key = await machine();
    const ndjson = (await key.get('/complaints/export?format=ndjson&record=full').expect<string>(200)) as string;
    const lines = ndjson
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; text: string });
    const csv = (await key.get('/complaints/export?format=csv').expect<string>(200)) as string;
    const rows = parse(csv, { bom: true, columns: true }) as { id: string; text: string }[];
    for (const [id, text] of accepted)
      for (const table of [lines, rows]) {
        const exported = table.find((row) => row.id === id)?.text ?? '';
        // A cell that a spreadsheet would run has an apostrophe before it.
        expect(exported.length - text.length).toBeLessThanOrEqual(1);
        expect(exported.length).toBeGreaterThanOrEqual(text.length);
      }
    const sheet = await fetch(key.url('/complaints/export?format=xlsx'), { headers: key.credentials });
    expect([sheet.status, (await sheet.arrayBuffer()).byteLength > 10_000]).toEqual([200, true]);
  });
});
