// The built product on a fresh PostgreSQL that the raw loops share with it, so that both write to the same disk.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgres } from '../../server/dist/platform/database/embedded/supervisor.js';
import { silent } from '../../server/dist/platform/database/log.js';

const ADMIN = { email: 'bench@example.org', password: 'only for this one run' };
const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** `name` is for the temporary folder and the API key, `roles` as in `TOCSIN_ROLES`, `scopes` those of the key. */
export async function startServer({ name, roles, scopes }) {
  // The supervisor's own timers do not hold a process open.
  const awake = setInterval(() => undefined, 1_000);
  const folder = await mkdtemp(join(tmpdir(), `tocsin-${name}-`));
  const postgres = await EmbeddedPostgres.start({ dataDir: folder, runAs: null, invokedBy: null, log: silent });
  const child = spawn(process.execPath, [...process.execArgv, ...productFlags(), MAIN], {
    env: { ...process.env, ...settings(folder, postgres.owner, roles) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  return {
    url,
    folder,
    postgres,
    owner: postgres.owner,
    pid: child.pid,
    apiKey: await keyFrom(url, name, scopes),
    metric: (metric) => metricOf(url, metric),
    stop: async () => {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
      clearInterval(awake);
    },
  };
}

/** What `npm start` gives to Node, so that the product measured is the product run. */
function productFlags() {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

function settings(folder, { user, host, port, database }, roles) {
  return {
    PORT: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
    TOCSIN_ROLES: roles,
    // The listeners of the benchmark are few people with very many windows.
    TOCSIN_MAX_CONNECTIONS: '100000',
    TOCSIN_MAX_CONNECTIONS_PER_ADDRESS: '100000',
    TOCSIN_MAX_SOCKETS_PER_USER: '100000',
    TOCSIN_DATA: join(folder, 'node'),
    DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`,
    TOCSIN_ADMIN_EMAIL: ADMIN.email,
    TOCSIN_ADMIN_PASSWORD: ADMIN.password,
  };
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString())?.[0];
      if (found) resolve(found);
      else if (process.env.LOG_LEVEL) process.stdout.write(chunk);
    });
  });
}

async function keyFrom(url, name, scopes) {
  const post = (path, body, headers = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/auth/login', ADMIN);
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]);
  const created = await post('/api-keys', { name, scopes }, { cookie: cookie.join('; ') });
  const { key } = await created.json();
  if (!key) throw new Error(`no API key: ${created.status}`);
  return key;
}

/** What the process itself counts, as Prometheus would read it. */
async function metricOf(url, metric) {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1]);
}
