import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from './app.js';
import { routesOf, type Route } from './routes.js';

let app: TestApp;
let routes: Route[];
beforeAll(async () => {
  app = await testApp();
  routes = routesOf(app);
});
afterAll(() => app.close());

/** A path somebody could really ask for. */
const concrete = (path: string): string => path.replace(/:\w+/g, '0195f2f0-0000-7000-8000-000000000000');
const mutating = (): Route[] => routes.filter(({ method }) => method !== 'GET');
const FORMATS = [
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/x-ndjson',
];
const FOREIGN: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site', origin: 'https://other.tocsin.example' },
];

describe('every route', () => {
  it('says who may call it, and the whole table is reviewed', () => {
    expect(routes.filter(({ access }) => access === null)).toEqual([]);
    const table = routes.map(
      ({ method, path, access }) => `${method.padEnd(6)} ${path.padEnd(52)} ${access === 'public' ? 'public' : access?.join(' ')}`,
    );
    expect(table).toMatchSnapshot();
  });

  it('refuses a stranger, unless it is public', async () => {
    // Metrics are open to this machine; who else may read them has a test of its own.
    for (const { method, path, access } of routes.filter((route) => route.access !== 'public' && route.path !== '/metrics')) {
      const answer = await app.as.nobody.call(method, `!${concrete(path)}`, method === 'GET' ? undefined : {});
      expect([method, path, access, answer.status]).toEqual([method, path, access, 401]);
    }
  });

  it('refuses people who hold no permission it asks for', async () => {
    const machine = await app.as.key('complaint:backfill');
    for (const { method, path, access } of routes.filter(
      (route) => route.access !== 'public' && route.path !== '/metrics' && !route.access?.includes('complaint:backfill'),
    )) {
      const answer = await machine.call(method, `!${concrete(path)}`, method === 'GET' ? undefined : {});
      expect([method, path, access, answer.status]).toEqual([method, path, access, 403]);
    }
  });

  it('that may change something refuses a page of another site, in every format', async () => {
    const admin = await app.as.admin();
    expect(mutating().length).toBeGreaterThan(10);
    for (const { method, path } of mutating())
      for (const format of FORMATS)
        for (const foreign of FOREIGN) {
          const answer = await admin.call(method, `!${concrete(path)}`, '{}', { headers: { 'content-type': format, ...foreign } });
          expect([method, path, format, answer.status]).toEqual([method, path, format, 403]);
          expect(answer.body).toMatchObject({ code: 'request/cross-site' });
        }
  });

  it('never answers 500 to nonsense', async () => {
    const admin = await app.as.admin();
    const nonsense: [string, string][] = [
      ['application/json', '{'],
      ['application/json', 'null'],
      ['application/json', '[]'],
      ['application/json', '"text"'],
      ['application/json', '1e999'],
      ['application/json', `{"a":${'['.repeat(500)}${']'.repeat(500)}}`],
      ['application/json', '{"__proto__":{"admin":true}}'],
      ['text/plain', 'x'],
      ['application/octet-stream', '\u0000\u0001'],
    ];
    for (const { method, path } of mutating().filter((route) => !/auth\/logout|sessions$/.test(route.path)))
      for (const [format, body] of nonsense) {
        const answer = await admin.call(method, `!${path.replace(/:\w+/g, '..%2f..')}`, body, { headers: { 'content-type': format } });
        expect([method, path, body.slice(0, 30), answer.status < 500 && answer.status >= 400]).toEqual([
          method,
          path,
          body.slice(0, 30),
          true,
        ]);
      }
  });

  it('that reads refuses a question it does not know, by name', async () => {
    const admin = await app.as.admin();
    for (const { path } of routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))) {
      const answer = await admin.get(`!${concrete(path)}?nonsense=1&limitt=5`);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.body).toMatchObject({ code: 'request/malformed', params: { parameters: ['nonsense', 'limitt'] } });
    }
  });

  it('that reads JSON refuses a form, where texts would stand for numbers', async () => {
    const admin = await app.as.admin();
    const forms: string[] = [];
    for (const { method, path } of mutating()) {
      const answer = await admin.call(method, `!${concrete(path)}`, 'a=1', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      if (answer.status !== 415) forms.push(path);
    }
    expect(forms).toEqual(['/api/v1/complaints/export', '/api/v1/public/complaints', '/c/new', '/c/track']);
  });

  it('never answers 500 to a nonsensical question', async () => {
    const admin = await app.as.admin();
    const queries = [
      'limit=-1',
      'limit=abc',
      'limit=1e999',
      'cursor=%F0%9F%92%A5',
      `cursor=${'A'.repeat(390)}`,
      'cursor=eyJhIjoxfQ',
      'q=%ED%A0%80',
    ];
    const more = [
      'since=yesterday',
      'minSize=99999999999999999999',
      'afterSeq=99999999999999999999',
      'state=x&state=y',
      '__proto__=1',
      'q=%25_%5C',
    ];
    const failures: string[] = [];
    for (const { method, path } of routes.filter((route) => route.method === 'GET' && !/healthz|readyz|metrics/.test(route.path)))
      for (const query of [...queries, ...more])
        for (const id of ['0195f2f0-0000-7000-8000-000000000000', 'x', '..%2f..', '%00']) {
          if (id !== 'x' && !path.includes(':') && id !== '%00') continue;
          const { status } = await admin.call(method, `!${path.replace(/:\w+/g, id)}?${query}`);
          if (status >= 500) failures.push(`${path} ${id} ${query}`);
        }
    expect(failures).toEqual([]);
  });
});
