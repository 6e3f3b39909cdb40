import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/app.js';
import type { HttpClient } from '../../../test/http-client.js';
import { connected, socketTo } from '../../../test/live-house.js';

const LIMITS = {
  TOCSIN_HEADERS_SECONDS: '0.5',
  TOCSIN_BODY_IDLE_SECONDS: '1',
  TOCSIN_BODY_BYTES_PER_SECOND: '50',
  TOCSIN_MAX_CONNECTIONS_PER_ADDRESS: '20',
  TOCSIN_MAX_CONNECTIONS: '15',
  TOCSIN_MAX_SOCKETS_PER_USER: '2',
};

let app: TestApp;
let machine: HttpClient;
const opened: Socket[] = [];

beforeAll(async () => {
  app = await testApp({ env: LIMITS });
  machine = await app.as.key('complaint:create', 'complaint:read', 'incident:read');
});
afterAll(async () => {
  for (const socket of opened) socket.destroy();
  await app.close();
});

interface Raw {
  socket: Socket;
  heard: () => string;
  closed: Promise<string>;
}

/** A connection that says what it is told to, and collects what it hears until it is closed. */
function raw(first = ''): Raw {
  const socket = connect(Number(new URL(app.origin).port), '127.0.0.1');
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString('latin1')));
  socket.on('error', () => undefined);
  opened.push(socket);
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  if (first !== '') socket.write(first);
  return { socket, heard: () => text, closed };
}

const head = (path: string, more = ''): string =>
  `POST /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${machine.credentials['authorization'] ?? ''}\r\n${more}\r\n`;
const NDJSON = 'Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n';
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** Writes a piece again and again, whatever becomes of it; answers how to stop. */
function drip({ socket }: Raw, piece: string, everyMs: number): () => void {
  const timer = setInterval(() => socket.writable && socket.write(piece), everyMs);
  socket.once('close', () => clearInterval(timer));
  return () => clearInterval(timer);
}

describe('whoever holds a connection for nothing', () => {
  it('is told so and cut off when a body stands still', async () => {
    expect(await raw(`${head('/complaints', 'Content-Type: application/json\r\nContent-Length: 500\r\n')}{`).closed).toMatch(
      /^HTTP\/1\.1 408 [\s\S]*connection: close[\s\S]*request\/too-slow/i,
    );
  });

  it('is cut off when the body comes byte by byte', async () => {
    const slow = raw(head('/complaints', 'Content-Type: application/json\r\nContent-Length: 5000\r\n'));
    drip(slow, ' ', 100);
    expect(await slow.closed).toContain('408');
    const bulk = raw(head('/complaints/bulk', NDJSON));
    drip(bulk, chunk(' '), 200);
    expect(await bulk.closed).toContain('408');
  });

  it('is cut off when the headers never end, or nothing is ever asked', async () => {
    const slow = raw('GET /api/v1/complaints HTTP/1.1\r\nHost: x\r\n');
    drip(slow, 'X-A: b\r\n', 100);
    await slow.closed;
    await raw().closed;
  });

  it('does not go on sending a body that was refused', async () => {
    const refused = raw(`POST /api/v1/complaints/bulk HTTP/1.1\r\nHost: x\r\n${NDJSON}\r\n`);
    drip(refused, chunk(`${'x'.repeat(200)}\n`), 20);
    expect(await refused.closed).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('is no honest slow sender: an upload that takes many times as long as a pause may is taken whole', async () => {
    const line = `${JSON.stringify({ text: '慢慢上传的一批投诉', channel: 'web' })}\n`;
    const slow = raw(head('/complaints/bulk', `${NDJSON}Connection: close\r\n`));
    let sent = 0;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        slow.socket.write(chunk(line));
        if ((sent += 1) === 12) {
          clearInterval(timer);
          slow.socket.write('0\r\n\r\n');
          resolve();
        }
      }, 300);
    });
    expect(await slow.closed).toContain('"accepted":12');
  });
});

describe('too many connections', () => {
  it('of one person are refused on the socket, and there is room again when one closes', async () => {
    const key = (machine.credentials['authorization'] ?? '').replace('Bearer ', '');
    const sockets = [await connected(socketTo(app.origin, { apiKey: key })), await connected(socketTo(app.origin, { apiKey: key }))];
    await expect(connected(socketTo(app.origin, { apiKey: key }))).rejects.toThrow('request/rate-limited');
    sockets[0]?.disconnect();
    const again = async (): Promise<void> => {
      const socket = socketTo(app.origin, { apiKey: key });
      await connected(socket).catch(() => again());
      socket.disconnect();
    };
    await again();
    sockets[1]?.disconnect();
  });

  it('that ask for nothing make room for whoever does', async () => {
    const idle = Array.from({ length: 18 }, () => raw());
    await Promise.race(idle.map(({ closed }) => closed));
    await machine.get('/complaints').expect(200);
  });
});
