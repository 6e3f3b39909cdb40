// The built product with all its roles, on a fresh PostgreSQL that the raw loop shares with it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../server/dist/platform/database/embedded/supervisor.js';
import { silent } from '../../server/dist/platform/database/log.js';

const ADMIN = { email: 'bench@example.org', password: 'only for this one run' };
const SCOPES = ['complaint:create', 'complaint:read', 'incident:read'];

export async function startProduct() {
  // The supervisor's own timers do not hold a process open.
  const awake = setInterval(() => undefined, 1_000);
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-end-to-end-'));
  const postgres = await EmbeddedPostgres.start({ dataDir: folder, runAs: null, invokedBy: null, log: silent });
  const { user, host, port, database } = postgres.owner;
  const child = spawn(process.execPath, [...process.execArgv, new URL('../../server/dist/main.js', import.meta.url).pathname], {
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
      TOCSIN_ROLES: 'api,worker,clusterer',
      TOCSIN_DATA: join(folder, 'node'),
      DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`,
      TOCSIN_ADMIN_EMAIL: ADMIN.email,
      TOCSIN_ADMIN_PASSWORD: ADMIN.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  return {
    url,
    owner: postgres.owner,
    pid: child.pid,
    postgresPid: postgres.pid,
    apiKey: await keyFrom(url),
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

async function keyFrom(url) {
  const post = (path, body, headers = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/auth/login', ADMIN);
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]);
  const created = await post('/api-keys', { name: 'end to end', scopes: SCOPES }, { cookie: cookie.join('; ') });
  const { key } = await created.json();
  if (!key) throw new Error(`no API key: ${created.status}`);
  return key;
}
