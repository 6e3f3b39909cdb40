/** @jest-environment node */
import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readIncidents } from './incident-directory.js';

const own = globalThis.fetch;
let server: Server | undefined;

afterEach(async () => {
  globalThis.fetch = own;
  await new Promise((done) => server?.close(done));
});

describe('the list of incidents', () => {
  it('asks for every open one, however many newer ones there are, and for one page of those that are over', async () => {
    const next: Record<string, string> = { 'detected ': 'second', 'detected second': 'third', 'resolved ': 'more' };
    const asked: string[] = [];
    server = createServer((req, res) => {
      const { searchParams } = new URL(req.url ?? '', 'http://127.0.0.1');
      const read = `${searchParams.getAll('state')[0] ?? ''} ${searchParams.get('cursor') ?? ''}`;
      asked.push(read);
      const body = JSON.stringify({ items: [], nextCursor: next[read] ?? null });
      res.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(body);
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    globalThis.fetch = (input, init) => own(`http://127.0.0.1:${port}${String(input)}`, init);
    expect(await readIncidents(new AbortController().signal)).toEqual([]);
    expect(asked.sort()).toEqual(['detected ', 'detected second', 'detected third', 'resolved ']);
  });
});
