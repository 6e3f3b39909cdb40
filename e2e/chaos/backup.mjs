// Backs up a server while complaints come in, with blows to the backup, to the server and to the restore, and compares row by row what comes
// back: the moment asked for must be there exactly, with an audit chain that holds and every file readable.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { bigSaleLogistics } from '../../server/dist/domains/drills/scenario/index.js';
import { digestOf } from '../../server/dist/platform/backup/index.js';
import { attach } from '../../server/dist/platform/database/embedded/attach.js';
import { silent } from '../../server/dist/platform/database/log.js';
import { House } from './house.mjs';

const { values } = parseArgs({
  options: {
    complaints: { type: 'string', default: '20000' },
    port: { type: 'string', default: '23981' },
    kills: { type: 'string', default: '3' },
  },
});
const [target, port, kills] = [values.complaints, values.port, values.kills].map(Number);
const LINES = 100;
const root = await mkdtemp(join(tmpdir(), 'tocsin-chaos-backup-'));
await chmod(root, 0o755);
const [data, backups] = [join(root, 'data'), join(root, 'backups')];
const settings = {
  TOCSIN_DATA: data,
  TOCSIN_BACKUP_DIR: backups,
  TOCSIN_BACKUP_ARCHIVE_SECONDS: '2',
  TOCSIN_SECRET: 'chaos chaos chaos chaos chaos chaos',
};
Object.assign(process.env, settings);
const awake = setInterval(() => undefined, 1_000);

const house = new House(data, port);
await house.ready();
const key = await house.key(['complaint:create', 'complaint:read', 'incident:read']);
const script = bigSaleLogistics.complaints({ count: target + 200_000, seed: 77, run: 'backup' });
const sent = await send(target);

const backupTimes = [];
let sending = true;
const more = (async () => {
  while (sending) {
    await send(LINES);
    await sleep(100);
  }
})();
for (let kill = 0; kill < kills; kill++) await cli('backup', [], 500 * 2 ** kill);
const halves = (await readdir(join(backups, 'base')).catch(() => [])).filter((name) => name.startsWith('.'));
const complete = (await readdir(join(backups, 'base')).catch(() => [])).length - halves.length;
// Of the killed ones nothing is restored, and the command says why.
const half = complete > 0 ? null : await cli('restore', ['--from', backups, '--data', join(root, 'half')]);
const halfRefused =
  half === null || (half.code === 1 && half.text.includes('no complete backup') && !(await readdir(root)).includes('half'));
await house.strike('tree');
const made = await cli('backup', []);
backupTimes.push(made.seconds);
if (made.code !== 0) throw new Error(made.text);
sending = false;
await more;

await house.stop();
const expected = await digest(data);
const at = new Date();
await sleep(50);
house.begin();
await house.ready();
await send(1_000);
while ((await metric('tocsin_backup_last_archived_seconds')) * 1_000 <= at.getTime() + 1_000) await sleep(500);

const restored = join(root, 'restored');
const restoreArgs = ['--from', backups, '--at', at.toISOString(), '--data', restored];
for (let kill = 0; kill < kills; kill++) {
  await cli('restore', restoreArgs, 500 * 3 ** kill);
  if ((await readdir(root)).includes('restored')) throw new Error('a killed restore left a folder under the final name');
}
const back = await cli('restore', restoreArgs);
const [, rows, sha256] = /rows (\d+), digest (\w+)/.exec(back.text) ?? [];
await house.stop();

const result = {
  complaints: sent,
  killedBackupsLeft: halves.length,
  killedBackupRefused: half === null ? 'not asked: one was complete' : half.text.trim(),
  backup: /^.*MB.*$/m.exec(made.text)?.[0],
  backupSeconds: backupTimes,
  restoreSeconds: back.seconds,
  restoreCode: back.code,
  rows: Number(rows),
  same: expected.sha256 === sha256 && String(expected.rows) === rows,
  audit: /^audit log .*$/m.exec(back.text)?.[0],
  left: (await readdir(root)).filter((name) => name.includes('restoring')),
};
console.log(JSON.stringify(result, null, 2));
if (!result.same) console.log(back.text, expected);
await rm(root, { recursive: true, force: true });
clearInterval(awake);
const passed = result.same && back.code === 0 && result.left.length === 0 && halfRefused;
console.log(passed ? 'backup: PASSED' : 'backup: FAILED');
process.exitCode = passed ? 0 : 1;

async function send(count) {
  let taken = 0;
  while (taken < count) {
    const bodies = [];
    while (bodies.length < LINES) {
      const next = script.next();
      if (next.done) return taken;
      bodies.push(JSON.stringify(next.value.body));
    }
    for (;;) {
      const answer = await house.post('/complaints/bulk', bodies.join('\n'), { authorization: `Bearer ${key}` }).catch(() => null);
      if (answer?.ok && (await answer.json().catch(() => null))) break;
      await sleep(20);
    }
    taken += bodies.length;
  }
  return taken;
}

/** The command as a person runs it; `killAfter` ends it without a word, and what it started with it. */
function cli(name, args, killAfter = null) {
  const started = performance.now();
  const main = fileURLToPath(new URL(`../../server/dist/cli/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, text, seconds: Number(((performance.now() - started) / 1_000).toFixed(1)) });
    });
  });
}

async function digest(dataDir) {
  const database = await attach({ dataDir, database: { runAs: null, invokedBy: null } }, silent);
  const client = new pg.Client(database.owner);
  await client.connect();
  const found = await digestOf(client);
  await client.end();
  await database.stop();
  return found;
}

async function metric(name) {
  const text = await (await fetch(`${house.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}
