import { fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newId } from '@tocsin/shared/kernel';
import { entities } from '../../server/dist/entities.js';
import { EventLog } from '../../server/dist/live/event-log.js';
import { Clock } from '../../server/dist/platform/clock/clock.js';
import { Db } from '../../server/dist/platform/database/db.js';
import { startServer } from '../lib/server.mjs';

const BUDGET = 1.5;
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
  },
});
const [clients, rate, seconds, rounds] = [values.clients, values.rate, values.seconds, values.rounds].map(Number);

const here = (file) => new URL(file, import.meta.url);
const note = () => ({
  type: 'note.added',
  payload: {
    note: { id: newId(), text: '已联系承运方，补偿方案今晚八点前给出。'.repeat(4), occurredAt: new Date().toISOString(), key: false },
  },
});

/** Orders a child and waits for its answer. */
function order(child, message) {
  const answer = new Promise((resolve) => {
    const hear = (reply) => {
      if (reply.done !== message.do) return;
      child.off('message', hear);
      resolve(reply);
    };
    child.on('message', hear);
  });
  child.send(message);
  return answer;
}

const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? NaN;
const median = (numbers) =>
  percentile(
    [...numbers].sort((a, b) => a - b),
    50,
  );

async function measure(listeners, usage, feed) {
  const stop = feed();
  await sleep(1_000);
  listeners.send({ do: 'start' });
  const before = await usage();
  const from = performance.now();
  await sleep(seconds * 1_000);
  const { events, latencies } = await order(listeners, { do: 'stop' });
  const wall = (performance.now() - from) / 1_000;
  const after = await usage();
  await stop();
  latencies.sort((a, b) => a - b);
  const cpu = after.cpuSeconds - before.cpuSeconds;
  return {
    perSecond: Math.round(events / wall),
    cpuShare: cpu / wall,
    microsPerEvent: (cpu / events) * 1e6,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}

async function rawRound(listeners) {
  const server = fork(here('raw-server.mjs'));
  const { port } = await new Promise((resolve) => server.once('message', resolve));
  await order(listeners, { do: 'connect', kind: 'raw', url: `ws://127.0.0.1:${port}`, count: clients });
  const event = { stream: 'incident:x', actor: null, actorName: null, ...note() };
  const result = await measure(
    listeners,
    () => order(server, { do: 'usage' }),
    () => {
      server.send({ do: 'start', event, rate });
      return () => order(server, { do: 'stop' });
    },
  );
  await order(listeners, { do: 'leave' });
  server.kill();
  return result;
}

async function tocsinRound(listeners) {
  const usage = async () => ({
    cpuSeconds: await tocsin.metric('process_cpu_seconds_total'),
    rss: await tocsin.metric('process_resident_memory_bytes'),
  });
  const incident = newId();
  // A room that does not exist lets nobody in.
  await db.query(
    `INSERT INTO incident (id, no, title, scenario, state, severity, cause, detected_at)
     VALUES ($1::uuid, $1::uuid::text, 'fan-out', 'other', 'active', '{"level": 3, "reasons": []}', '{}', now())`,
    [incident],
  );
  const stream = `incident:${incident}`;
  const empty = await usage();
  await order(listeners, {
    do: 'connect',
    kind: 'tocsin',
    url: tocsin.url.replace('http', 'ws'),
    count: clients,
    apiKey: tocsin.apiKey,
    stream,
  });
  const full = await usage();
  const result = await measure(listeners, usage, () => {
    const from = performance.now();
    let writing = Promise.resolve();
    let written = 0;
    const write = () => db.transaction((tx) => eventLog.append(tx, { id: null }, [stream], note()));
    const timer = setInterval(() => {
      for (const due = ((performance.now() - from) * rate) / 1000; written < due; written++) writing = writing.then(write);
    }, 1000 / rate);
    return () => {
      clearInterval(timer);
      return writing;
    };
  });
  await order(listeners, { do: 'leave' });
  await sleep(500);
  return { ...result, kibPerConnection: (full.rss - empty.rss) / clients / 1024 };
}

const listeners = fork(here('clients.mjs'));
listeners.once('exit', (code) => code && process.exit(code));
const tocsin = await startServer({ name: 'fan-out', roles: 'api', scopes: ['incident:read'] });
// A writer into its log, from outside.
const db = await Db.open({ connection: await tocsin.postgres.app(), entities, poolSize: 2 });
const eventLog = new EventLog(db, new Clock());
const results = { raw: [], tocsin: [] };
try {
  for (let round = 0; round < rounds; round++) {
    results.raw.push(await rawRound(listeners));
    results.tocsin.push(await tocsinRound(listeners));
  }
} finally {
  listeners.kill();
  await db.close();
  await tocsin.stop();
}

const rows = Object.entries(results).flatMap(([kind, all]) => all.map((one, round) => ({ kind, round: round + 1, ...one })));
console.table(
  rows.map((row) => ({
    ...row,
    cpuShare: `${Math.round(row.cpuShare * 100)} %`,
    microsPerEvent: row.microsPerEvent.toFixed(2),
    kibPerConnection: row.kibPerConnection?.toFixed(1) ?? '',
  })),
);
const ratio = median(results.tocsin.map((r) => r.microsPerEvent)) / median(results.raw.map((r) => r.microsPerEvent));
const summary = {
  clients,
  rate,
  seconds,
  rounds,
  node: process.version,
  cpus: os.cpus().length,
  load: os.loadavg()[0],
  ratio,
  budget: BUDGET,
  rows,
};
console.log(`CPU for each delivered event: ${ratio.toFixed(2)} × the raw loop (budget ${BUDGET})`);
const folder = new URL('../results/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('fanout.json', folder), `${JSON.stringify(summary, null, 2)}\n`);
process.exitCode = ratio <= BUDGET ? 0 : 1;
