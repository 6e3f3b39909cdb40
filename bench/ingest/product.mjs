// The built product on a PostgreSQL that the raw loops share with it, so that both write to the same disk.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../server/dist/platform/database/embedded/supervisor.js';
import { silent } from '../../server/dist/platform/database/log.js';

const ADMIN = { email: 'bench@example.org', password: 'only for this one run' };

/** With the role `api` alone intake is measured by itself: the engine, which reads on its own thread, has a benchmark of its own. */
export async function startProduct(roles) {
  const awake = setInterval(() => undefined, 1_000);
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-ingest-'));
  const postgres = await EmbeddedPostgres.start({ dataDir: folder, runAs: null, invokedBy: null, log: silent });
  const { user, host, port, database } = postgres.owner;
  const child = spawn(process.execPath, [new URL('../../server/dist/main.js', import.meta.url).pathname], {
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'error',
      TOCSIN_ROLES: roles,
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
    folder,
    owner: postgres.owner,
    apiKey: await keyFrom(url),
    cpuSeconds: () => cpuOf(url),
    stop: async () => {
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
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
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]);
  const created = await post('/api-keys', { name: 'ingest', scopes: ['complaint:create'] }, { cookie: cookie.join('; ') });
  return (await created.json()).key;
}

async function cpuOf(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}
