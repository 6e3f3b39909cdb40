import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { serveClient } from './client-files.js';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-client-'));
const root = join(folder, 'dist');
const script = `console.log(${'1'.repeat(5000)})`;
let server: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<title>console</title>');
  writeFileSync(join(root, 'public.html'), '<title>public</title>');
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), script);
  writeFileSync(join(root, '.env'), 'SECRET=1');
  writeFileSync(join(folder, 'outside.txt'), 'secret');
  server = fastify();
  expect(serveClient(server, root)).toBe(true);
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  payload: Buffer;
  body: string;
}
/** Sends the path as it is written; `fetch` would tidy the very paths that are tried here. */
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = server.server.address() as AddressInfo;
    request({ port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const payload = Buffer.concat(chunks);
        resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, payload, body: payload.toString() });
      });
    })
      .on('error', reject)
      .end();
  });

describe('the built client', () => {
  it.each([
    ['/', 'console'],
    ['/incidents/INC-2026-0042?tab=map', 'console'],
    ['/wall/abc', 'console'],
    ['/c', 'public'],
    ['/c/track', 'public'],
    ['/p/some-slug', 'public'],
    ['/complaints', 'console'],
  ])('%s is answered by the %s page, asked for anew each time', async (url, page) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, `<title>${page}</title>`, 'no-cache']);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('has assets that are kept for good, compressed, and confirmed unchanged', async () => {
    const plain = await get('/assets/app-1a2b.js');
    expect([plain.body, plain.headers['cache-control']]).toEqual([script, 'public, max-age=31536000, immutable']);
    const small = await get('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' });
    expect(small.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(small.payload).toString()).toBe(script);
    const known = await get('/assets/app-1a2b.js', { 'if-none-match': String(plain.headers['etag']) });
    expect([known.statusCode, known.body]).toEqual([304, '']);
  });

  it.each([
    '/assets/gone-9f.js',
    '/favicon.ico',
    '/api/v1/nothing',
    '/socket.io/x',
    '/.env',
    '/assets/../../outside.txt',
    '/..%2foutside.txt',
    '/..%5coutside.txt',
    '/%2e%2e/outside.txt',
    '/assets%00.js',
  ])('%s is not there', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  it('is optional', () => {
    expect(serveClient(fastify(), join(folder, 'nowhere'))).toBe(false);
  });
});
