import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/app.js';

interface Operation {
  requestBody?: { content?: Record<string, { schema?: object }> };
}

/** Nothing is said in them beyond their address. */
const BODILESS = ['/api/v1/auth/logout', '/api/v1/clustering/recluster-runs/{id}/compare'];

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe('the OpenAPI document', () => {
  it('describes the body of every operation that reads one', async () => {
    const document = app.as.nobody.get('!/api/openapi.json');
    const { paths } = await document.expect<{ paths: Record<string, Record<string, Operation>> }>(200);
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) => (/^(post|put|patch)$/.test(method) ? [{ path, operation }] : [])),
    );
    expect(operations.length).toBeGreaterThan(25);
    const described = ({ requestBody }: Operation): boolean =>
      Object.values(requestBody?.content ?? {}).some(({ schema }) => schema !== undefined && Object.keys(schema).length > 0);
    expect(operations.filter(({ operation }) => !described(operation)).map(({ path }) => path)).toEqual(BODILESS);
    const filed = paths['/api/v1/public/complaints']?.['post']?.requestBody?.content ?? {};
    expect(Object.keys(filed)).toEqual(['application/json', 'application/x-www-form-urlencoded']);
    expect(JSON.stringify(filed)).toContain('"consent"');
  });
});

describe('metrics', () => {
  it('are for this machine and for keys that may read them, not for whoever comes through a proxy', async () => {
    const through = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    await app.as.nobody.get('!/metrics').expect(200);
    await app.as.nobody.get('!/metrics', through).problem(401, 'auth/required');
    await app.as.nobody.get('!/metrics', { headers: { via: '1.1 proxy' } }).problem(401, 'auth/required');
    await (await app.as.key('complaint:read')).get('!/metrics', through).problem(403, 'auth/forbidden');
    const text = await (await app.as.key('metrics:read')).get('!/metrics', through).expect<string>(200);
    expect(text).toContain('tocsin_http_request_seconds_bucket');
    const open = await testApp({ beside: app, env: { TOCSIN_METRICS_OPEN: 'true' } });
    await open.as.nobody.get('!/metrics', through).expect(200);
    await open.close();
  });
});
