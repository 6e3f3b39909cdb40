import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Get, Module, Param, Post, Req, Res } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { testApp, type TestApp } from '../../../test/app.js';
import { HttpClient } from '../../../test/http-client.js';
import { currentContext } from '../logging/context.js';
import { Public } from './access.js';
import { Idempotency } from './idempotency.js';
import { Idempotent } from './idempotency.interceptor.js';
import { RateLimit } from './rate-limit.guard.js';
import { Readiness } from './readiness.js';
import { Answers } from './serialize.interceptor.js';

const Thing = z.strictObject({ text: z.string().max(5), n: z.number().optional() });
const Shown = z.object({ id: z.string() });

@Public()
@Controller('api/v1/test')
class TestController {
  effects = 0;
  constructor(private readonly idempotency: Idempotency) {}

  @Post('things')
  things(@Body({ schema: Thing }) body: z.infer<typeof Thing>): object {
    return body;
  }
  @Get('fails')
  fails(): never {
    throw new Error('the secret is 42');
  }
  @Get('shown')
  @Answers(Shown)
  shown(): object {
    return { id: 'x', password_hash: 'y' };
  }
  @Get('misfit')
  @Answers(Shown)
  misfit(): object {
    return { id: 5 };
  }
  @Get('limited')
  @RateLimit({ name: 'test', per: 'ip', burst: 2, perSeconds: 60 })
  limited(): object {
    return {};
  }
  @Get('context/:id')
  async context(@Param('id') id: string): Promise<object> {
    await sleep(Number(id) % 7);
    return { requestId: currentContext()?.requestId };
  }
  @Post('context')
  async contextAfterBody(): Promise<object> {
    await sleep(1);
    return { requestId: currentContext()?.requestId };
  }
  @Get('slow')
  async slow(): Promise<object> {
    await sleep(600);
    return { done: true };
  }
  @Get('broken-stream')
  brokenStream(@Res() reply: FastifyReply): void {
    reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson' });
    reply.raw.write('{"id":1}\n');
    throw new Error('half-way');
  }
  @Post('upload')
  async upload(@Req() request: FastifyRequest): Promise<object> {
    const file = await request.file({ limits: { fileSize: 1000 } });
    return { bytes: (await file?.toBuffer())?.length ?? null };
  }
  @Post('once')
  @Idempotent()
  once(@Body({ schema: z.strictObject({ fail: z.boolean().optional() }) }) body: { fail?: boolean }): Promise<object> {
    return this.idempotency.transaction(async (tx) => {
      await sleep(30);
      const rows = await tx.query<unknown[]>(`SELECT 1`);
      this.effects += rows.length;
      if (body.fail) throw new Error('after the effect');
      return { effect: this.effects };
    });
  }
}

@Module({ controllers: [TestController] })
class TestModule {}

let app: TestApp;
let http: HttpClient;
beforeAll(async () => {
  app = await testApp({ extra: [TestModule] });
  http = app.as.nobody;
});
afterAll(() => app.close());

describe('bad input', () => {
  const json = (body: string | Uint8Array, type = 'application/json') =>
    http.call('POST', '/test/things', body, { headers: { 'content-type': type } });

  it.each([
    ['malformed JSON', '{"text":', 400, 'request/malformed'],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff), 400, 'request/malformed'],
    ['an unknown field', '{"text":"a","more":1}', 422, 'request/invalid'],
    ['a text too long', '{"text":"abcdef"}', 422, 'request/invalid'],
    ['a number beyond numbers', '{"text":"a","n":1e999}', 422, 'request/invalid'],
    ['nothing', '', 422, 'request/invalid'],
    ['a NUL', '{"text":"\\u0000"}', 422, 'request/invalid'],
    ['half a surrogate pair', '{"text":"\\ud800"}', 422, 'request/invalid'],
    ['a body over the limit', `{"text":"${'a'.repeat(1_100_000)}"}`, 413, 'request/too-large'],
  ])('%s is a problem, never a failure', async (_what, body, status, code) => {
    const problem = await json(body).problem(status, code);
    expect(problem).toMatchObject({
      type: `urn:tocsin:problem:${code.replace('/', ':')}`,
      status,
      params: expect.any(Object),
      requestId: expect.any(String),
    });
  });

  it('names the field', async () => {
    expect((await json('{"text":"ab\\u0000"}').problem(422, 'request/invalid')).issues).toEqual([
      { path: 'text', code: 'text/nul', message: 'contains a NUL character' },
    ]);
    expect((await json('{"text":7}').problem(422, 'request/invalid')).issues?.[0]).toMatchObject({ path: 'text', code: 'invalid_type' });
  });

  it('in another format is a 415, in the address a 400 or 422, on an unknown route a 404', async () => {
    await json('<a/>', 'application/xml').problem(415, 'request/unsupported-media');
    await http.get('/test/context/%E4%B8').problem(400, 'request/malformed');
    await http.get('/test/context/a%00b').problem(422, 'request/invalid');
    await http.get('/no/such/route').problem(404, 'resource/not-found');
    await http.call('PROPFIND', '/test/things').then(({ status }) => expect(status).toBeLessThan(500));
  });

  it('cut off half-way harms nobody', async () => {
    const { port } = new URL(app.origin);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /api/v1/test/things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"text":');
    await sleep(50);
    socket.destroy();
    await json('{"text":"a"}').expect(201);
  });

  it('in an upload too large is a 413', async () => {
    const form = (size: number): FormData => {
      const data = new FormData();
      data.append('file', new Blob([new Uint8Array(size)]), 'x.bin');
      return data;
    };
    expect(await http.post('/test/upload', form(1000)).expect(201)).toEqual({ bytes: 1000 });
    await http.post('/test/upload', form(1001)).problem(413, 'request/too-large');
  });
});

describe('an answer', () => {
  it('to an unexpected error says nothing about it', async () => {
    const problem = await http.get('/test/fails').problem(500, 'server/unexpected');
    expect(JSON.stringify(problem)).not.toMatch(/42|secret|Error|stack/);
  });

  it('is stripped to what its schema shows, and refused where it does not fit', async () => {
    expect(await http.get('/test/shown').expect(200)).toEqual({ id: 'x' });
    await http.get('/test/misfit').problem(500, 'server/unexpected');
  });

  it('that breaks off is cut, not finished as if it were whole', async () => {
    await expect(http.get('/test/broken-stream')).rejects.toThrow();
  });

  it('carries the id of its request, through every await and beside all others', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `request-id-${i}`);
    const answers = await Promise.all(
      ids.map((id, i) => {
        const headers = { 'x-request-id': id };
        return i % 2 ? http.get(`/test/context/${i}`, { headers }) : http.post('/test/context', { any: 'body' }, { headers });
      }),
    );
    expect(answers.map(({ body }) => (body as { requestId: string }).requestId)).toEqual(ids);
    expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(ids);
    const odd = await http.get('/test/context/1', { headers: { 'x-request-id': 'a b' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^r-[0-9a-f]{8}-[0-9a-z]+$/);
  });

  it('forbids scripts of others, frames and sniffing, and is kept by no cache', async () => {
    const page = (await http.get('!/api/docs')).headers;
    expect(page.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'$/);
    expect(page.get('x-frame-options')).toBe('DENY');
    const data = (await http.get('/test/shown')).headers;
    expect(data.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect([data.get('x-content-type-options'), data.get('cache-control')]).toEqual(['nosniff', 'no-store']);
  });

  it('over the limit says when to come back', async () => {
    await http.get('/test/limited').expect(200);
    await http.get('/test/limited').expect(200);
    const answer = await http.get('/test/limited');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30']);
    app.clock.advance({ seconds: 31 });
    await http.get('/test/limited').expect(200);
  });
});

describe('an idempotency key', () => {
  const send = (key: string, body: object = {}) => http.post('/test/once', body, { headers: { 'idempotency-key': key } });
  const effects = (): number => app.get(TestController).effects;

  it('makes ten requests at once have one effect and one answer', async () => {
    const before = effects();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send('ten')));
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(effects() - before).toBe(1);
  });

  it('is free again when the effect failed', async () => {
    await send('fails', { fail: true }).problem(500, 'server/unexpected');
    await send('fails', {}).expect(201);
  });

  it('belongs to one body', async () => {
    await send('body', {}).expect(201);
    await send('body', { fail: false }).problem(422, 'request/idempotency-mismatch');
  });

  it('is forgotten after two days', async () => {
    await send('old').expect(201);
    app.clock.advance({ hours: 49 });
    await app.get(Idempotency).forget();
    expect((await send('old')).headers.get('idempotency-replayed')).toBeNull();
  });
});

describe('what describes the house', () => {
  it('is an OpenAPI document with every operation and its schemas', async () => {
    const document = await http
      .get('!/api/openapi.json')
      .expect<{ openapi: string; paths: Record<string, Record<string, { requestBody?: unknown }>> }>(200);
    expect(document.openapi).toMatch(/^3\./);
    expect(JSON.stringify(document.paths['/api/v1/users']?.['post']?.requestBody)).toContain('"roles"');
    expect(JSON.stringify(document.paths['/api/v1/audit']?.['get'])).toContain('prevHash');
  });

  it('is a reader that loads nothing from elsewhere', async () => {
    const page = await http.get('!/api/docs').expect<string>(200);
    const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(sources).toHaveLength(3);
    for (const source of sources) {
      expect(source).toMatch(/^\/api\/docs\//);
      expect((await http.get(`!${source}`)).status).toBe(200);
    }
    for (const name of ['package.json/../../x', '..%2fpackage.json', '.npmignore', 'none.js'])
      await http.get(`!/api/docs/${name}`).expect(404);
  });

  it('is a set of metrics', async () => {
    const text = await http.get('!/metrics').expect<string>(200);
    expect(text).toContain('tocsin_http_request_seconds_bucket');
    expect(text).toContain('route="/api/v1/test/things"');
    expect(text).not.toMatch(/request-id-/);
  });
});

describe('starting and leaving', () => {
  it('is ready only when every part has started', async () => {
    const readiness = app.get(Readiness);
    expect(await http.get('!/readyz').expect(200)).toMatchObject({ ready: true, database: true, parts: { jobs: true } });
    readiness.report('jobs', false);
    const answer = await http.get('!/readyz');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(answer.body).toMatchObject({ code: 'server/starting', params: { parts: { jobs: false } } });
    expect(await http.get('!/healthz').expect(200)).toEqual({ status: 'ok' });
    readiness.report('jobs');
  });

  it('lets those inside finish, refuses newcomers with a reason, and closes the door', async () => {
    const leaving = await testApp({ beside: app, extra: [TestModule] });
    const inside = leaving.as.nobody.get('/test/slow');
    await sleep(100);
    const closed = leaving.close();
    await sleep(50);
    await leaving.as.nobody.get('/test/shown').problem(503, 'server/draining');
    await leaving.as.nobody.get('!/readyz').problem(503, 'server/draining');
    await leaving.as.nobody.get('!/healthz').expect(200);
    expect(await inside.expect(200)).toEqual({ done: true });
    await closed;
    await expect(leaving.as.nobody.get('!/healthz')).rejects.toThrow();
  });
});
