import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentSummary, Overview } from '@tocsin/shared/incidents';
import { startOfDay, type Page } from '@tocsin/shared/kernel';
import { OVERVIEW, Pulse } from '@tocsin/shared/live';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../test/app.js';
import { file, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { until } from '../../../test/live-house.js';
import { PulseReading } from './pulse.sources.js';

type View = z.infer<typeof Overview>;

describe('the numbers of the overview', () => {
  let app: TestApp;
  let machine: HttpClient;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    // At noon, so that no complaint of this test was received yesterday.
    const noon = startOfDay(app.clock.now()) + 36 * 60;
    app.clock.advance({ minutes: noon - Math.floor(app.clock.ms() / 60_000) });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    await file(machine, 'warehouse', 6);
    await until(async () => (await machine.get('/incidents').expect<Page<IncidentSummary>>(200)).items.length === 1);
  });
  afterAll(() => app.close());

  const pulse = async (): Promise<Pulse> => Pulse.parse(await app.get(PulseReading).overview(OVERVIEW, app.clock.now()));

  it('bring the newest complaints with each pulse', async () => {
    const [row] = await file(machine, 'colour', 1);
    const { newest } = await pulse();
    expect(newest[0]).toMatchObject({ id: row?.id, receiptNo: row?.receiptNo });
    expect(newest).toHaveLength(7);
  });

  it('agree with each other while complaints come in', async () => {
    let filing = true;
    const load = file(machine, 'warehouse', 40).finally(() => (filing = false));
    let looked = 0;
    do {
      const view = await machine.get('/overview').expect<View>(200);
      const posts = view.incidents.reduce((sum, { metrics }) => sum + metrics.posts, 0);
      expect(posts + view.ungrouped).toBe(view.today);
      expect(view.velocity.buckets.reduce((sum, { total }) => sum + total, 0)).toBe(view.today);
      expect(view.lastTenMinutes).toBe(view.today);
      const { counts, velocity, incidents = [] } = await pulse();
      expect(velocity.lastTenMinutes).toBe(counts.today);
      expect(incidents.reduce((sum, { metrics }) => sum + metrics.posts, 0)).toBe(counts.posts);
      looked += 1;
    } while (filing);
    await load;
    expect(looked).toBeGreaterThan(1);
  });
});
