import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Overview } from '@tocsin/shared/incidents';
import { testApp, type TestApp } from '../../../test/app.js';
import { file, WITH_ENGINE } from '../../../test/groups.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
});
afterAll(() => app.close());

describe('the head numbers of the overview', () => {
  it('count only the brands a person sees, and add up to the whole over all brands', async () => {
    const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
    await file(machine, 'warehouse', 6, { brand: '甲' });
    await file(machine, 'coupon', 2, { brand: '乙', channel: 'web' });
    await file(machine, 'colour', 1);
    const read = async (brands: string[] | null): Promise<Overview> =>
      (await app.as.someone(['commander'], brands)).get('/overview').expect<Overview>(200);
    const whole = await read(null);
    const first = await read(['甲']);
    const second = await read(['乙']);
    const none = await read(['丙']);
    expect(whole).toMatchObject({ today: 9, lastTenMinutes: 9, backlog: 0 });
    expect(first).toMatchObject({
      today: 6,
      lastTenMinutes: 6,
      previousTenMinutes: 0,
      ungrouped: 0,
      backlog: 0,
      unanswered24h: 0,
      active: 1,
    });
    expect(second).toMatchObject({ today: 2, lastTenMinutes: 2, ungrouped: 2, active: 0, incidents: [] });
    expect(none).toMatchObject({ today: 0, lastTenMinutes: 0, ungrouped: 0, backlog: 0 });
    const drawn = ({ velocity }: Overview): number => velocity.buckets.reduce((sum, { total }) => sum + total, 0);
    expect([whole, first, second, none].map(drawn)).toEqual([9, 6, 2, 0]);
    expect(second.velocity.buckets.some(({ byChannel }) => 'app' in byChannel)).toBe(false);
  });

  it('count what has waited for a day', async () => {
    const before = await (await app.as.someone(['commander'], ['甲'])).get('/overview').expect<Overview>(200);
    app.clock.advance({ hours: 25 });
    const after = await (await app.as.someone(['commander'], ['甲'])).get('/overview').expect<Overview>(200);
    expect([before.unanswered24h, after.unanswered24h, after.lastTenMinutes]).toEqual([0, 6, 0]);
  });

  it('leaves what shows or decides every brand to people who see them all', async () => {
    const limited = await app.as.someone(['commander', 'admin'], ['Acme']);
    await limited.post('/wall-links', { name: 'wall' }).expect(403);
    await limited.get('/wall-links').expect(403);
    await limited.put('/policies/detection', (await limited.get('/policies/detection').expect(200)) as object).expect(403);
    await limited.post('/incidents', { title: '一起', groupIds: [], severity: 'S3', reason: '核对' }).expect(403);
  });
});
