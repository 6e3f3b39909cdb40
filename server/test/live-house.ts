import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { type CatchUp, type Ear, LiveClient, type LiveClientOptions, type Positions, type Wire } from '@tocsin/shared/live';
import { EventLog } from '../src/live/index.js';
import { Clock } from '../src/platform/clock/clock.js';
import type { Db } from '../src/platform/database/index.js';
import { createTestDatabase, type TestDatabase } from './database.js';

const ADMIN = { email: 'admin@example.org', password: 'correct horse battery' };

/** A server in a process of its own. */
export interface Node {
  readonly url: string;
  readonly process: ChildProcess;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Whole servers on one database, with real sockets: what the tests of live need and no more. */
export interface LiveHouse {
  readonly database: TestDatabase;
  readonly nodes: readonly Node[];
  readonly url: string;
  /** Writes straight into the log the nodes read from, as a service on any other node would. */
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
  const database = await createTestDatabase();
  const db = await database.openDb();
  const nodes: Node[] = [];
  for (let i = 0; i < nodeCount; i++) nodes.push(await startNode(database));
  const url = nodes[0]?.url ?? '';
  const admin = await signIn(url, ADMIN);
  const make = <T>(path: string, body: unknown): Promise<T> => call<T>(url, admin, 'POST', path, body);
  return {
    database,
    nodes,
    url,
    db,
    eventLog: new EventLog(db, new Clock()),
    signIn: (who = ADMIN) => signIn(url, who),
    call: (headers, method, path, body) => call(url, headers, method, path, body),
    user: async (name, roles) => {
      const account = { email: `${name}@example.org`, name, password: 'a long enough one', roles };
      return { ...account, ...(await make<{ id: string }>('/users', account)) };
    },
    key: (scopes) => make('/api-keys', { name: 'test', scopes }),
    close: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      await database.drop();
    },
  };
}

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const START_MS = 30_000;

export async function startNode(database: TestDatabase): Promise<Node> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment(database.url) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server did not start in time')), START_MS);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString())?.[0];
      if (!found) return;
      clearTimeout(late);
      resolve(found);
    });
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return { url, process: child, stop };
}

const environment = (databaseUrl: string): Record<string, string> => ({
  PORT: '0',
  LOG_LEVEL: 'error',
  DATABASE_URL: databaseUrl,
  DATABASE_POOL: '8',
  TOCSIN_ROLES: 'api',
  TOCSIN_SECRET: 'a secret of the tests, long enough to be one',
  TOCSIN_ADMIN_EMAIL: ADMIN.email,
  TOCSIN_ADMIN_PASSWORD: ADMIN.password,
});

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

export async function until(what: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what.toString()}`);
    await new Promise((go) => setTimeout(go, 10));
  }
}
