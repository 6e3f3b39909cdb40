import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/app.js';

interface Operation {
  description?: string;
  security?: object[];
  parameters?: { in: string; name: string }[];
  responses?: Record<string, unknown>;
  'x-permissions'?: string[];
  'x-public'?: boolean;
  requestBody?: { content?: Record<string, { schema?: object }> };
}

/** Nothing is said in them beyond their address. */
const BODILESS = [
  '/api/v1/auth/logout',
  '/api/v1/imports/{id}/cancel',
  '/api/v1/clustering/set-aside/{id}/retry',
  '/api/v1/clustering/recluster-runs/{id}/compare',
];

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

  it('tells of every operation who may call it, what it is for and how it refuses', async () => {
    const { paths, components } = await app.as.nobody
      .get('!/api/openapi.json')
      .expect<{ paths: Record<string, Record<string, Operation>>; components: Record<string, Record<string, object>> }>(200);
    const faults: string[] = [];
    for (const [path, methods] of Object.entries(paths))
      for (const [method, operation] of Object.entries(methods)) {
        const { description = '', security, parameters = [], responses = {} } = operation;
        const open = operation['x-public'] === true;
        const needed = [
          503,
          ...(open ? [] : [401, 403]),
          ...(operation.requestBody ? [400, 413, 415, 422] : []),
          ...(path.includes('{') ? [404] : []),
          ...(method === 'get' ? [] : [409]),
          ...(parameters.some(({ name }) => name === 'If-Match') ? [412] : []),
        ];
        const fault = (what: string): number => faults.push(`${method} ${path}: ${what}`);
        if (open !== ((operation['x-permissions'] ?? []).length === 0)) fault('neither public nor with permissions');
        if (JSON.stringify(security) !== JSON.stringify(open ? [] : [{ key: [] }, { session: [] }])) fault('security');
        if (!/^[^`]{10,}.*(?:Needs `|Open to everyone)/s.test(description)) fault('description');
        for (const status of needed) if (!(String(status) in responses)) fault(String(status));
      }
    expect(faults).toEqual([]);
    expect(components['securitySchemes']).toMatchObject({ key: { scheme: 'bearer' }, session: { in: 'cookie', name: 'tocsin_session' } });
    expect(Object.keys(components['responses'] ?? {})).toContain('Refused429');
    const filed = JSON.stringify(paths['/api/v1/complaints']?.['post']?.requestBody);
    expect(filed).toContain('"maxLength":20000');
    expect(Object.keys(paths).filter((path) => path.includes('receipts')).length).toBe(4);
  });
});

describe('metrics', () => {
  it('are for this machine and for keys that may read them, not for whoever comes through a proxy', async () => {
    const through = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    await app.as.nobody.get('!/metrics').expect(200);
    await app.as.nobody.get('!/metrics', through).problem(401, 'auth/required');
    for (const name of ['via', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-original-host'])
      await app.as.nobody.get('!/metrics', { headers: { [name]: 'proxy.example' } }).problem(401, 'auth/required');
    await (await app.as.key('complaint:read')).get('!/metrics', through).problem(403, 'auth/forbidden');
    const text = await (await app.as.key('metrics:read')).get('!/metrics', through).expect<string>(200);
    expect(text).toContain('tocsin_http_request_seconds_bucket');
    const open = await testApp({ beside: app, env: { TOCSIN_METRICS_OPEN: 'true' } });
    await open.as.nobody.get('!/metrics', through).expect(200);
    await open.close();
  });
});
