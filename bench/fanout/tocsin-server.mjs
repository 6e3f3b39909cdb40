// The built product on a database of its own, and a writer into its log.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../../server/dist/entities.js';
import { EventLog } from '../../server/dist/live/event-log.js';
import { Clock } from '../../server/dist/platform/clock/clock.js';
import { Db } from '../../server/dist/platform/database/db.js';
import { EmbeddedPostgres } from '../../server/dist/platform/database/embedded/supervisor.js';
import { silent } from '../../server/dist/platform/database/log.js';

const ADMIN = { email: 'bench@example.org', password: 'only for this one run' };

export async function startTocsin() {
  // The supervisor's own timers do not hold a process open.
  const awake = setInterval(() => undefined, 1_000);
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-fanout-'));
  const postgres = await EmbeddedPostgres.start({ dataDir: folder, runAs: null, invokedBy: null, log: silent });
  const { user, host, port, database } = postgres.owner;
  const child = spawn(process.execPath, [new URL('../../server/dist/main.js', import.meta.url).pathname], {
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'error',
      TOCSIN_ROLES: 'api',
      TOCSIN_DATA: join(folder, 'node'),
      DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`,
      TOCSIN_ADMIN_EMAIL: ADMIN.email,
      TOCSIN_ADMIN_PASSWORD: ADMIN.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const db = await Db.open({ connection: await postgres.app(), entities, poolSize: 2 });
  return {
    url,
    db,
    eventLog: new EventLog(db, new Clock()),
    apiKey: await keyFrom(url),
    usage: () => usageOf(url),
    stop: async () => {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
      await db.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
      clearInterval(awake);
    },
  };
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString())?.[0];
      if (found) resolve(found);
    });
  });
}

async function keyFrom(url) {
  const post = (path, body, headers = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/auth/login', ADMIN);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const created = await post('/api-keys', { name: 'fan-out', scopes: ['incident:read'] }, { cookie });
  return (await created.json()).key;
}

/** What the process itself counts, as Prometheus would read it. */
async function usageOf(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return { cpuSeconds: value('process_cpu_seconds_total'), rss: value('process_resident_memory_bytes') };
}
