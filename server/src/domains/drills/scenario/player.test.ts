import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bigSaleLogistics } from './big-sale-logistics.js';
import { play, type PlayOptions } from './player.js';

/** An intake that keeps external ids, as far as a player can see one. */
class Intake {
  readonly seen: string[] = [];
  readonly paths = new Set<string>();
  requests = 0;
  /** Answers this many requests with «busy» first. */
  busy = 0;
  status: number | undefined;
  private readonly known = new Set<string>();
  private server: Server | undefined;

  async open(): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests++;
    this.paths.add(request.url ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.busy-- > 0) return void response.writeHead(503, { 'retry-after': '0' }).end();
    if (this.status) return void response.writeHead(this.status).end();
    const lines = Buffer.concat(chunks).toString().trim().split('\n');
    const fresh = lines.filter((l) => this.take(l)).length;
    const bulk = request.url?.endsWith('/bulk');
    const body = bulk ? { accepted: fresh, duplicates: lines.length - fresh, rejected: [] } : {};
    response.writeHead(bulk || fresh === 0 ? 200 : 201, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private take(line: string): boolean {
    const { externalId } = JSON.parse(line) as { externalId: string };
    this.seen.push(externalId);
    if (this.known.has(externalId)) return false;
    this.known.add(externalId);
    return true;
  }
}

const open: Intake[] = [];
async function intake(): Promise<{ server: Intake; options: PlayOptions }> {
  const server = new Intake();
  open.push(server);
  const baseUrl = await server.open();
  return { server, options: { baseUrl, apiKey: 'k', scenario: bigSaleLogistics, options: { count: 300 }, speed: Infinity } };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((s) => s.close()));
});

describe('the player', () => {
  it('delivers the whole script in bulk, in order, when it is fast', async () => {
    const { server, options } = await intake();
    const end = await play({ ...options, options: { count: 1_200 } });
    expect(end).toMatchObject({ accepted: 1_200, duplicates: 0, rejected: 0, position: 1_200, done: true });
    expect(server.paths).toEqual(new Set(['/api/v1/complaints/bulk']));
  });

  it('delivers one by one at a gentle pace', async () => {
    const { server, options } = await intake();
    const begun = performance.now();
    const end = await play({ ...options, speed: 2, options: { count: 60, rate: 40 } });
    expect(end.accepted).toBe(60);
    expect(server.paths).toEqual(new Set(['/api/v1/complaints']));
    expect(performance.now() - begun).toBeGreaterThan(600);
  });

  it('sends again while the server is busy, and loses nothing', async () => {
    const { server, options } = await intake();
    server.busy = 3;
    const end = await play(options);
    expect(end).toMatchObject({ accepted: 300, retries: 3 });
  });

  it('does no harm when it is run twice, and goes on from where it stopped', async () => {
    const { options } = await intake();
    await play({ ...options, options: { count: 100 } });
    expect(await play(options)).toMatchObject({ accepted: 200, duplicates: 100 });
    expect(await play({ ...options, from: 250 })).toMatchObject({ accepted: 0, duplicates: 50, position: 300 });
  });

  it('stops at once when told, and says where', async () => {
    const { server, options } = await intake();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const end = await play({ ...options, speed: 1, options: { count: 10_000 }, signal: stop.signal });
    expect(end.position).toBe(server.seen.length);
    expect(end.position).toBeLessThan(100);
  });

  it('says to go on before what it could not deliver', async () => {
    const { server, options } = await intake();
    server.busy = Infinity;
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    expect(await play({ ...options, signal: stop.signal })).toMatchObject({ accepted: 0, position: 0, done: true });
  });

  it.each([401, 403, 404])('gives up with a clear line on %s', async (status) => {
    const { server, options } = await intake();
    server.status = status;
    await expect(play(options)).rejects.toThrow(`answered ${status}`);
  });

  it('refuses a speed that leads nowhere', async () => {
    const { options } = await intake();
    await expect(play({ ...options, speed: 0 })).rejects.toThrow(RangeError);
  });

  it('shows every message with its label to whoever measures', async () => {
    const { options } = await intake();
    const seen: (string | null)[] = [];
    await play({ ...options, onSend: (c) => seen.push(c.label) });
    expect(seen).toHaveLength(300);
    expect(seen).toContain('east-china-warehouse');
  });
});
