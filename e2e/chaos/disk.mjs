// Fills the disk under a running product: what is not stored is refused in so many words, what was acknowledged is there, and it goes on by
// itself once there is room.
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { run } from './run.mjs';
import { truthOf } from './truth.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '23986' },
    mb: { type: 'string', default: '400' },
    seconds: { type: 'string', default: '20' },
  },
});
const [port, mb, seconds] = [values.port, values.mb, values.seconds].map(Number);
const AT_ONCE = 8;
const BACK_WITHIN_MS = 60_000;
const REFUSALS = new Set(['server/storage-full', 'server/database-unavailable']);

const folder = await mkdtemp(join(tmpdir(), 'tocsin-chaos-disk-'));
try {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', folder], { stdio: 'ignore' });
} catch {
  console.error('disk: FAILED (no disk to fill: mounting one of its own takes root)');
  await rm(folder, { recursive: true });
  process.exit(1);
}

/** Takes every block there is. */
function fill(path) {
  const file = openSync(path, 'w');
  try {
    for (let size = 1024 * 1024; size >= 512;) {
      try {
        writeSync(file, Buffer.alloc(size));
      } catch {
        size /= 2;
      }
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

try {
  await run('disk', { port, folder }, attack);
} finally {
  execFileSync('umount', [folder]);
  await rm(folder, { recursive: true, force: true });
}

async function attack(house) {
  const authorization = { authorization: `Bearer ${await house.key(['complaint:create'])}` };
  const acknowledged = new Set();
  const answers = {};
  let sent = 0;
  const file = async () => {
    const externalId = `disk ${(sent += 1)}`;
    // Long enough that the log of the database soon wants another segment.
    const body = { text: `快递没有动静 ${'漏水'.repeat(900)} ${sent}`, channel: 'web', source: 'chaos', externalId };
    const answer = await house
      .post('/complaints', body, authorization)
      .catch((error) => ({ ok: false, status: 0, text: async () => String(error) }));
    const text = await answer.text().catch(() => '');
    const outcome = answer.ok ? 'taken' : `${answer.status} ${/"code":"([^"]+)"/.exec(text)?.[1] ?? text.slice(0, 80)}`;
    answers[outcome] = (answers[outcome] ?? 0) + 1;
    if (answer.ok) acknowledged.add(externalId);
    return { taken: answer.ok, outcome, retryAfter: answer.headers?.get('retry-after') ?? null };
  };
  for (let i = 0; i < 200; i++) await file();
  const filler = join(folder, 'filler');
  const refusals = [];
  for (const until = performance.now() + seconds * 1_000; performance.now() < until;) {
    fill(filler);
    const tried = await Promise.all(Array.from({ length: AT_ONCE }, file));
    refusals.push(...tried.filter(({ taken }) => !taken));
    await sleep(20);
  }
  const alive = await fetch(`${house.url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
  const freeMB = statfsSync(folder).bavail;
  rmSync(filler);
  const freed = performance.now();
  while (!(await file()).taken && performance.now() - freed < BACK_WITHIN_MS) await sleep(100);
  const backAfterMs = Math.round(performance.now() - freed);
  for (let i = 0; i < 100; i++) await file();
  await house.stop();
  const stored = (await truthOf(house.folder)).complaints.map(({ external_id: id }) => id);
  const unclear = refusals.filter(({ outcome, retryAfter }) => !REFUSALS.has(outcome.split(' ')[1]) || retryAfter === null);
  return {
    answers: [answers, true],
    refused: [refusals.length, refusals.length > 0],
    unclearRefusals: [unclear.slice(0, 3), unclear.length === 0],
    blocksLeft: [freeMB, true],
    alive: [alive, alive],
    backAfterMs: [backAfterMs, backAfterMs < BACK_WITHIN_MS],
    acknowledged: [acknowledged.size, acknowledged.size > 200],
    lost: [[...acknowledged].filter((id) => !stored.includes(id)).length, [...acknowledged].every((id) => stored.includes(id))],
    doubled: [stored.length - new Set(stored).size, stored.length === new Set(stored).size],
  };
}
