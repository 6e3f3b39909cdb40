// The product under attack: started as `npm start` does, found again after each blow.
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = new URL('../../server/dist/main.js', import.meta.url).pathname;
const READY_WITHIN_MS = 120_000;
export const ADMIN = { email: 'chaos@example.org', password: 'only for this one run' };
export const BLOWS = ['tree', 'server', 'postgres'];

export class House {
  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.begin();
  }

  begin() {
    this.server = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        ...{ PORT: String(this.port), LOG_LEVEL: 'fatal', TOCSIN_DATA: this.folder, TOCSIN_ROLES: 'api,worker,clusterer' },
        ...{ TOCSIN_ADMIN_EMAIL: ADMIN.email, TOCSIN_ADMIN_PASSWORD: ADMIN.password },
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Milliseconds until it serves, database and engine included. */
  async ready() {
    const from = performance.now();
    for (;;) {
      const up = await fetch(`${this.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (up) return performance.now() - from;
      if (performance.now() - from > READY_WITHIN_MS) throw new Error('not ready within two minutes');
      await sleep(20);
    }
  }

  /** `server`: its process alone, PostgreSQL lives on; `postgres`: that one alone; `tree`: all of them at once. */
  async strike(blow) {
    const victims =
      blow === 'postgres'
        ? await this.postgres()
        : blow === 'server'
          ? [this.server.pid]
          : [...(await this.postgres()), ...(await treeOf(this.server.pid))];
    for (const pid of victims) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended between our look and our blow.
      }
    }
    if (blow !== 'postgres') this.begin();
    return this.ready();
  }

  async stop() {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    await ended;
  }

  async postgres() {
    const pid = Number((await readFile(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    return treeOf(pid);
  }

  async post(path, body, headers = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json';
    return fetch(`${this.url}/api/v1${path}`, { method: 'POST', headers: { 'content-type': type, ...headers }, body: text });
  }

  async key(scopes) {
    const signedIn = await this.post('/auth/login', ADMIN);
    const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]);
    const created = await this.post('/api-keys', { name: 'chaos', scopes }, { cookie: cookie.join('; ') });
    return (await created.json()).key;
  }
}

async function treeOf(root) {
  const parents = new Map();
  for (const entry of await readdir('/proc')) {
    const stat = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '') : '';
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  const tree = [root];
  for (let i = 0; i < tree.length; i++) for (const [pid, parent] of parents) if (parent === tree[i]) tree.push(pid);
  return tree;
}
