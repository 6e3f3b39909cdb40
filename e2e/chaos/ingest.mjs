// Kills the whole process tree again and again while complaints come in: each one that was acknowledged must be there, once.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    complaints: { type: 'string', default: '100000' },
    port: { type: 'string', default: '23977' },
  },
});
const [kills, target, port] = [values.kills, values.complaints, values.port].map(Number);
const url = `http://127.0.0.1:${port}`;
const folder = await mkdtemp(join(tmpdir(), 'tocsin-chaos-'));
const admin = { email: 'chaos@example.org', password: 'only for this one run' };
const main = new URL('../../server/dist/main.js', import.meta.url).pathname;

const start = () =>
  spawn(process.execPath, [main], {
    env: {
      ...process.env,
      ...{ PORT: String(port), LOG_LEVEL: 'fatal', TOCSIN_DATA: folder, TOCSIN_ROLES: 'api' },
      ...{ TOCSIN_ADMIN_EMAIL: admin.email, TOCSIN_ADMIN_PASSWORD: admin.password },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

/** Milliseconds until it serves. */
async function ready() {
  const from = performance.now();
  for (;;) {
    const up = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) return performance.now() - from;
    if (performance.now() - from > 60_000) throw new Error('not ready within a minute');
    await sleep(20);
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

async function post(path, body, headers = {}) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  return fetch(`${url}/api/v1${path}`, init);
}

let server = start();
await ready();
const signedIn = await post('/auth/login', admin);
const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]);
const created = await post('/api-keys', { name: 'chaos', scopes: ['complaint:create', 'complaint:read'] }, { cookie: cookie.join('; ') });
const authorization = `Bearer ${(await created.json()).key}`;

const acknowledged = new Map();
let next = 0;
let retries = 0;
async function sender() {
  while (next < target) {
    const externalId = `chaos-${next++}`;
    while (!acknowledged.has(externalId)) {
      const answer = await post(
        '/complaints',
        { text: `投诉 ${externalId}`, channel: 'web', source: 'chaos', externalId },
        { authorization },
      ).catch(() => null);
      const accepted = answer?.ok ? await answer.json().catch(() => null) : null;
      if (accepted) acknowledged.set(externalId, accepted.id);
      else {
        retries += 1;
        await sleep(20);
      }
    }
  }
}

const senders = Promise.all(Array.from({ length: 10 }, sender));
const restarts = [];
for (let kill = 1; kill <= kills; kill++) {
  const due = Math.floor((target * kill) / (kills + 1));
  while (acknowledged.size < due) await sleep(5);
  for (const pid of await treeOf(server.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended between our look and our blow.
    }
  }
  server = start();
  restarts.push(await ready());
}
await senders;

const lines = (await (await fetch(`${url}/api/v1/complaints/export?format=ndjson`, { headers: { authorization } })).text())
  .trim()
  .split('\n');
const stored = new Map();
let doubled = 0;
for (const { externalId, id } of lines.map((line) => JSON.parse(line))) {
  if (stored.has(externalId)) doubled += 1;
  stored.set(externalId, id);
}
const lost = [...acknowledged].filter(([externalId, id]) => stored.get(externalId) !== id).length;
restarts.sort((a, b) => a - b);
const medianRestartMs = Math.round(restarts[restarts.length >> 1] ?? 0);
console.log(
  JSON.stringify({
    kills,
    acknowledged: acknowledged.size,
    stored: stored.size,
    lost,
    doubled,
    retries,
    medianRestartMs,
    slowestRestartMs: Math.round(restarts.at(-1) ?? 0),
  }),
);
server.kill('SIGTERM');
await new Promise((resolve) => server.once('exit', resolve));
await rm(folder, { recursive: true, force: true });
process.exitCode = lost + doubled === 0 ? 0 : 1;
