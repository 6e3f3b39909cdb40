import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { KnownBrands } from '@tocsin/shared/clustering';
import { testApp, type TestApp } from '../../../../test/app.js';
import { file, WITH_ENGINE } from '../../../../test/groups.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
});
afterAll(() => app.close());

it('offers the brands that complaints name or the dictionary holds, and to each person those in their view', async () => {
  const machine = await app.as.key('complaint:create', 'complaint:read');
  await file(machine, 'warehouse', 3, { brand: '云杉服饰' });
  await file(machine, 'colour', 1, { brand: '白桦数码' });
  const admin = await app.as.admin();
  await admin.post('/dictionary', { kind: 'brand', name: '红松家电', aliases: [] }).expect(201);
  const known = (await admin.get('/brands').expect<KnownBrands>(200)).items;
  expect(known).toEqual([
    { brand: '云杉服饰', complaints: 3 },
    { brand: '白桦数码', complaints: 1 },
    { brand: '红松家电', complaints: 0 },
  ]);
  const limited = await app.as.someone(['admin'], ['白桦数码']);
  expect((await limited.get('/brands').expect<KnownBrands>(200)).items.map(({ brand }) => brand)).toEqual(['白桦数码']);
  await (await app.as.agent()).get('/brands').problem(403, 'auth/forbidden');
});
