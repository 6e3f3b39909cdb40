import { io, type Socket } from 'socket.io-client';
import { type CatchUp, type Ear, LiveClient, type LiveClientOptions, type Positions, type Wire } from '@tocsin/shared/live';
import { EventLog } from '../src/live/index.js';
import type { Db } from '../src/platform/database/index.js';
import { ADMIN, testApp, type TestApp } from './app.js';
import type { TestDatabase } from './database.js';

/** Nodes on one database, with real sockets: what the tests of live need and no more. */
export interface LiveHouse {
  readonly database: TestDatabase;
  /** Where each node listens. */
  readonly urls: readonly string[];
  readonly url: string;
  readonly db: Db;
  readonly eventLog: EventLog;
  /** The headers of a signed-in session. */
  signIn: (who?: { email: string; password: string }) => Promise<Headers>;
  call: <T>(headers: Headers, method: string, path: string, body?: unknown) => Promise<T>;
  user: (name: string, roles: string[]) => Promise<{ id: string; email: string; password: string }>;
  key: (scopes: string[]) => Promise<{ id: string; key: string }>;
  close: () => Promise<void>;
}

export async function liveHouse(nodeCount = 1): Promise<LiveHouse> {
  const env = { TOCSIN_ROLES: 'api' };
  const first = await testApp({ env });
  const nodes: TestApp[] = [first];
  while (nodes.length < nodeCount) nodes.push(await testApp({ env, beside: first }));
  const url = first.origin;
  const admin = await signIn(url, ADMIN);
  const make = <T>(path: string, body: unknown): Promise<T> => call<T>(url, admin, 'POST', path, body);
  return {
    database: first.database,
    db: first.db,
    eventLog: first.get(EventLog),
    urls: nodes.map(({ origin }) => origin),
    url,
    signIn: (who = ADMIN) => signIn(url, who),
    call: (headers, method, path, body) => call(url, headers, method, path, body),
    user: async (name, roles) => {
      const account = { email: `${name}@example.org`, name, password: 'a long enough one', roles };
      return { ...account, ...(await make<{ id: string }>('/users', account)) };
    },
    key: (scopes) => make('/api-keys', { name: 'test', scopes }),
    close: async () => {
      for (const node of nodes.reverse()) await node.close();
    },
  };
}

async function signIn(url: string, who: { email: string; password: string }): Promise<Headers> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: who.email, password: who.password }),
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  if (!answer.ok) throw new Error(`sign-in failed: ${answer.status} ${await answer.text()}`);
  return new Headers({ cookie: cookie.join('; ') });
}

async function call<T>(url: string, headers: Headers, method: string, path: string, body?: unknown): Promise<T> {
  const sent = new Headers(headers);
  if (body !== undefined) sent.set('content-type', 'application/json');
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export type Credentials = { cookie: string } | { apiKey: string };

export function socketTo(url: string, who: Credentials, headers: Record<string, string> = {}): Socket {
  return io(`${url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    reconnectionDelay: 20,
    reconnectionDelayMax: 200,
    ...('apiKey' in who ? { auth: { apiKey: who.apiKey } } : {}),
    extraHeaders: { ...('cookie' in who ? { cookie: who.cookie } : {}), ...headers },
  });
}

/** Resolves when the server let it in, rejects with what it was told otherwise. */
export async function connected(socket: Socket): Promise<Socket> {
  const settled = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  socket.connect();
  await settled;
  return socket;
}

const ANSWER_MS = 5_000;

export const ask = (socket: Socket, message: string, ...body: unknown[]): Promise<never> =>
  socket.timeout(ANSWER_MS).emitWithAck(message, ...body) as Promise<never>;

/** A real socket for `LiveClient`; `spoil` may lose, repeat or swap what comes in. */
export function wireOver(socket: Socket, spoil: (deliver: () => void) => void = (deliver) => deliver()): Wire {
  return {
    open: () => socket.connect(),
    close: () => socket.disconnect(),
    watch: (from) => ask(socket, 'watch', from) as Promise<CatchUp>,
    unwatch: (what) => ask(socket, 'unwatch', what),
    presence: (what) => ask(socket, 'presence', what),
    ping: () =>
      new Promise<Positions>((resolve, reject) => {
        socket.timeout(ANSWER_MS).emit('ping', (error: Error | null, _at: string, positions: Positions) => {
          if (error) reject(error);
          else resolve(positions);
        });
      }),
    hearWith: (ear: Ear) => {
      socket.on('connect', ear.onUp);
      socket.on('disconnect', ear.onDown);
      for (const name of ['live', 'pulse', 'presence', 'revoked'] as const)
        socket.on(name, (body: unknown) => spoil(() => ear.onMessage({ name, body })));
    },
  };
}

export function clientOf(socket: Socket, options: LiveClientOptions = {}, spoil?: (deliver: () => void) => void): LiveClient {
  return new LiveClient(wireOver(socket, spoil), { pingEveryMs: 300, retryMs: 100, ...options });
}

export async function until(what: () => boolean | Promise<boolean>, withinMs = 45_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what.toString()}`);
    await new Promise((go) => setTimeout(go, 10));
  }
}
