// Kills server, PostgreSQL or both, again and again, while a crisis comes in: whatever was acknowledged must be there once, in exactly one
// group with true numbers, and a screen that stayed connected through all of it must have heard every event once and in order.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bigSaleLogistics } from '../../server/dist/domains/drills/scenario/index.js';
import { BLOWS, House } from './house.mjs';
import { Screen } from './screen.mjs';
import { truthOf } from './truth.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    complaints: { type: 'string', default: '100000' },
    port: { type: 'string', default: '23977' },
    seed: { type: 'string', default: '1111' },
  },
});
const [kills, target, port, seed] = [values.kills, values.complaints, values.port, values.seed].map(Number);
const SENDERS = 4;
const LINES = 100;
/** Every so many batches one goes in singly, as a form or a connector would send it. */
const SINGLY = 10;

const folder = await mkdtemp(join(tmpdir(), 'tocsin-chaos-'));
const house = new House(folder, port);
await house.ready();
const key = await house.key(['complaint:create', 'complaint:read', 'incident:read']);
const authorization = { authorization: `Bearer ${key}` };
const screens = Array.from({ length: 3 }, () => new Screen(house.url, key));

const script = bigSaleLogistics.complaints({ count: target, seed, run: 'chaos' });
const acknowledged = new Set();
let sentBatches = 0;
let retries = 0;

/** Until it is acknowledged: what was taken before the blow is then answered as a duplicate, not stored again. */
async function insist(path, body) {
  for (;;) {
    const answer = await house.post(path, body, authorization).catch(() => null);
    const result = answer?.ok ? await answer.json().catch(() => null) : null;
    if (result) return result;
    if (answer && answer.status < 500 && answer.status !== 429) throw new Error(`${answer.status} ${await answer.text()}`);
    retries += 1;
    await sleep(20);
  }
}

async function sender() {
  for (;;) {
    const bodies = [];
    while (bodies.length < LINES) {
      const next = script.next();
      if (next.done) break;
      bodies.push(next.value.body);
    }
    if (bodies.length === 0) return;
    if (sentBatches++ % SINGLY === 0) for (const body of bodies) await insist('/complaints', body);
    else {
      const { rejected } = await insist('/complaints/bulk', bodies.map((body) => JSON.stringify(body)).join('\n'));
      if (rejected.length > 0) throw new Error(JSON.stringify(rejected[0]));
    }
    for (const { externalId } of bodies) acknowledged.add(externalId);
  }
}

const started = performance.now();
const senders = Promise.all(Array.from({ length: SENDERS }, sender));
const restarts = { tree: [], server: [], postgres: [] };
for (let kill = 1; kill <= kills; kill++) {
  const due = Math.floor((target * kill) / (kills + 1));
  while (acknowledged.size < due) await sleep(5);
  const blow = BLOWS[kill % BLOWS.length];
  restarts[blow].push(Math.round(await house.strike(blow)));
}
await senders;
const sentSeconds = (performance.now() - started) / 1_000;
while (screens.some(({ pulse }) => pulse?.counts.backlog !== 0)) await sleep(100);
// The last numbers travel within a pulse, the last event within a ping.
await sleep(3_000);
const shown = screens.map(({ events, pulse }) => ({ events: [...events], posts: pulse.counts.posts }));
for (const screen of screens) screen.close();
await house.stop();

const truth = await truthOf(folder);
const stored = new Map(truth.complaints.map(({ external_id: externalId, id }) => [externalId, id]));
const result = {
  kills,
  acknowledged: acknowledged.size,
  stored: truth.complaints.length,
  lost: [...acknowledged].filter((externalId) => !stored.has(externalId)).length,
  doubled: truth.complaints.length - stored.size,
  unread: truth.unread,
  doublyRead: truth.cases - (truth.complaints.length - truth.unread),
  astray: truth.astray,
  groupsWithWrongNumbers: truth.wrong,
  events: truth.events.length,
  divergedScreens: shown.filter(({ events }) => JSON.stringify(events) !== JSON.stringify(truth.events)).length,
  screensWithWrongPosts: shown.filter(({ posts }) => posts !== truth.inIncidents).length,
  retries,
  sentSeconds: Math.round(sentSeconds),
  totalSeconds: Math.round((performance.now() - started) / 1_000),
  readyAfterMs: Object.fromEntries(Object.entries(restarts).map(([blow, times]) => [blow, spread(times)])),
};
console.log(JSON.stringify(result, null, 2));
await rm(folder, { recursive: true, force: true });
const faults = ['lost', 'doubled', 'unread', 'doublyRead', 'astray', 'groupsWithWrongNumbers', 'divergedScreens', 'screensWithWrongPosts'];
process.exitCode = result.acknowledged === target && faults.every((fault) => result[fault] === 0) ? 0 : 1;

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? null, most: sorted.at(-1) ?? null };
}
