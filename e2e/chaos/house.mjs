// The product under attack: started as `npm start` does, found again after each blow.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = new URL('../../server/dist/main.js', import.meta.url).pathname;
const READY_WITHIN_MS = 120_000;
const END_WITHIN_MS = 60_000;
export const ADMIN = { email: 'chaos@example.org', password: 'only for this one run' };
export const BLOWS = ['tree', 'server', 'postgres'];

export class House {
  constructor(folder, port, settings = {}) {
    this.folder = folder;
    this.settings = settings;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.begin();
    // Whatever ends this run ends what it started.
    process.once('exit', () => this.killAll());
  }

  begin() {
    this.server = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        ...{ PORT: String(this.port), LOG_LEVEL: 'fatal', TOCSIN_DATA: this.folder, TOCSIN_ROLES: 'api,worker,clusterer' },
        ...{ TOCSIN_ADMIN_EMAIL: ADMIN.email, TOCSIN_ADMIN_PASSWORD: ADMIN.password },
        ...this.settings,
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
    victims.forEach(killed);
    if (blow !== 'postgres') this.begin();
    return this.ready();
  }

  async stop() {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    await ended;
  }

  /** On every path out of a run: asked first, then by force, so that nothing of it goes on. */
  async end() {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const tree = [...(await this.postgres().catch(() => [])), ...(await treeOf(this.server.pid))];
    const late = setTimeout(() => tree.forEach(killed), END_WITHIN_MS);
    await this.stop();
    clearTimeout(late);
  }

  killAll() {
    const postgres = readPid(join(this.folder, 'postgres', 'postmaster.pid'));
    for (const pid of [...(postgres === null ? [] : treeNow(postgres)), ...treeNow(this.server.pid)]) killed(pid);
  }

  /** Bytes of the server's own process. */
  async memory() {
    const status = await readFile(`/proc/${this.server.pid}/status`, 'utf8').catch(() => '');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
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

function killed(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between our look and our blow.
  }
}

const treeOf = async (root) => treeNow(root);

function treeNow(root) {
  const parents = new Map();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? /\) \S (\d+)/.exec(readNow(`/proc/${entry}/stat`))?.[1] : null;
    if (parent) parents.set(Number(entry), Number(parent));
  }
  if (!parents.has(root)) return [];
  const tree = [root];
  for (let i = 0; i < tree.length; i++) for (const [pid, parent] of parents) if (parent === tree[i]) tree.push(pid);
  return tree;
}

function readNow(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Null when it ended and left its number, which may be another's by now. */
function readPid(path) {
  const pid = Number(readNow(path).split('\n')[0]);
  return pid > 0 && /postgres/.test(readNow(`/proc/${pid}/cmdline`)) ? pid : null;
}
