/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { http, NoContent } from './http.js';
import { ProblemError } from './problem-error.js';
import { readOnly } from './read-only.js';

type Handler = (req: IncomingMessage, res: ServerResponse, body: string) => void;
let server: Server;
let handle: Handler;
let seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string };
const own = globalThis.fetch;

/** A real server over loopback; only the base address, which a page supplies, is added here. */
beforeEach(async () => {
  server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    req.on('end', () => {
      seen = { method: req.method, url: req.url, headers: req.headers, body };
      handle(req, res, body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  globalThis.fetch = (input, init) => own(`http://127.0.0.1:${port}${String(input)}`, init);
});

afterEach(async () => {
  globalThis.fetch = own;
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const json = (res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

const failure = async (call: Promise<unknown>): Promise<ProblemError> => {
  const error: unknown = await call.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof ProblemError)) throw new Error(`expected a problem, got ${String(error)}`);
  return error;
};

describe('http', () => {
  it('parses the answer and drops what the contract does not name', async () => {
    handle = (_req, res) => json(res, 200, { n: 3, secret: 'x' });
    await expect(http.get('/things', z.object({ n: z.int() }))).resolves.toEqual({ n: 3 });
  });

  it('writes lists as repeated parameters and leaves out what is empty', async () => {
    handle = (_req, res) => json(res, 200, {});
    await http.get('/things', z.object({}), { query: { channel: ['web', 'app'], q: '', limit: 5, cursor: null } });
    expect(seen.url).toBe('/api/v1/things?channel=web&channel=app&limit=5');
  });

  it('sends JSON with its idempotency key', async () => {
    handle = (_req, res) => res.writeHead(204).end();
    await expect(http.post('/things', { a: '退款' }, NoContent, { idempotencyKey: 'k1' })).resolves.toBeUndefined();
    expect(seen).toMatchObject({ method: 'POST', body: '{"a":"退款"}' });
    expect(seen.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': 'k1' });
  });

  it('throws the problem with its code, request id, issues and wait', async () => {
    const issues = [{ path: 'reason', code: 'too_small', message: 'x' }];
    const body = { type: 'about:blank', title: 't', status: 429, code: 'auth/locked', params: { minutes: 15 }, requestId: 'r-1', issues };
    handle = (_req, res) => json(res, 429, body, { 'retry-after': '900' });
    const problem = await failure(http.post('/auth/login', {}, z.object({})));
    expect(problem).toMatchObject({ code: 'auth/locked', status: 429, requestId: 'r-1', params: { minutes: 15 }, issues, retryAfter: 900 });
  });

  it('understands a proxy that answers in HTML', async () => {
    handle = (_req, res) => res.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    expect((await failure(http.get('/things', z.object({})))).code).toBe('server/busy');
  });

  it('names a broken contract, a dead server and a silent one', async () => {
    handle = (_req, res) => json(res, 200, { n: 'three' });
    expect((await failure(http.get('/things', z.object({ n: z.int() })))).code).toBe('client/contract');
    handle = (_req, res) => void res.destroy();
    expect((await failure(http.get('/things', z.object({})))).code).toBe('client/offline');
    handle = () => undefined;
    expect((await failure(http.get('/things', z.object({}), { timeoutMs: 50 }))).code).toBe('client/timeout');
  });
});

it('sends no write while the page is read-only, and asks all the same', async () => {
  let calls = 0;
  handle = (_req, res) => {
    calls += 1;
    json(res, 200, { ok: true });
  };
  readOnly.set('offline');
  try {
    const refused = await failure(http.post('/notes', { text: 'x' }, z.object({ ok: z.boolean() })));
    expect([refused.code, refused.status, calls]).toEqual(['client/read-only', 0, 0]);
    expect(await http.get('/notes', z.object({ ok: z.boolean() }))).toEqual({ ok: true });
    // A server that takes nothing says so itself, and lets people sign out.
    readOnly.set('server');
    expect(await http.post('/auth/logout', undefined, z.object({ ok: z.boolean() }))).toEqual({ ok: true });
  } finally {
    readOnly.set(null);
  }
});
