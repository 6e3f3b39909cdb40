import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Desk } from '@tocsin/shared/identity';
import { testApp, type TestApp } from '../../test/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const desk: Desk = {
  columns: { complaints: ['priority', 'time'] },
  views: [{ id: 'v1', name: '华东仓 待答复', search: { q: '华东仓', status: ['received'] } }],
};

it('keeps the desk of each person for them alone', async () => {
  const [one, other] = [await app.as.agent(), await app.as.someone(['commander'])];
  expect(await one.get('/auth/desk').expect<Desk>(200)).toEqual({ columns: {}, views: [] });
  await one.put('/auth/desk', desk).expect(200);
  await one.put('/auth/desk', { ...desk, columns: {} }).expect(200);
  expect(await one.get('/auth/desk').expect<Desk>(200)).toEqual({ ...desk, columns: {} });
  expect(await other.get('/auth/desk').expect<Desk>(200)).toEqual({ columns: {}, views: [] });
  await app.as.nobody.get('/auth/desk').expect(401);
});

it('refuses what is no desk, or too much of one', async () => {
  const one = await app.as.agent();
  await one.put('/auth/desk', { ...desk, colour: 'red' }).problem(422, 'request/invalid');
  await one.put('/auth/desk', { ...desk, views: Array.from({ length: 31 }, (_, i) => ({ ...desk.views[0], id: `v${i}` })) }).expect(422);
  const [view] = desk.views;
  const many = (n: number, value: unknown): object => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, value]));
  for (const wrong of [
    { views: [view, view] },
    { columns: { complaints: ['time', 'time'] } },
    { columns: many(21, ['time']) },
    { views: [{ ...view, search: many(41, 'x') }] },
    { views: [{ ...view, search: { status: ['received', 'received'] } }] },
  ])
    await one.put('/auth/desk', { ...desk, ...wrong }).problem(422, 'request/invalid');
});
