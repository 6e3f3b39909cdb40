import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startServer } from '../lib/server.mjs';
import { cpuSeconds, watchMemory } from './memory.mjs';
import { runRaw } from './raw.mjs';

const BUDGET = { seconds: 240, p99: 500 };
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '0' },
    singles: { type: 'string', default: '0.02' },
    seed: { type: 'string', default: '1111' },
    steady: { type: 'string', default: '30' },
    'steady-rate': { type: 'string', default: '100' },
    raw: { type: 'string', default: '10000' },
    out: { type: 'string', default: 'end-to-end.json' },
  },
});
const [count, rate, singles, seed, steady, raw] = ['count', 'rate', 'singles', 'seed', 'steady', 'raw'].map((name) => Number(values[name]));
const steadyRate = Number(values['steady-rate']);

const began = os.loadavg()[0];
const screen = fork(new URL('screen.mjs', import.meta.url));
const sender = fork(new URL('sender.mjs', import.meta.url));
const product = await startServer({
  name: 'end-to-end',
  roles: 'api,worker,clusterer',
  scopes: ['complaint:create', 'complaint:read', 'incident:read'],
});
const sql = new pg.Client(product.owner);
await sql.connect();

async function ask(process, order) {
  process.send(order);
  return (await once(process, 'message'))[0];
}

const at = (quantile, sorted) => (sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))]);
const spread = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { n: sorted.length, p50: at(0.5, sorted), p99: at(0.99, sorted), max: sorted.at(-1) ?? null };
};

async function clusteredSeq() {
  const { rows } = await sql.query(`SELECT coalesce((SELECT seq FROM cluster_checkpoint WHERE shard = 'main'), 0)::integer AS seq`);
  return rows[0].seq;
}

async function until(done, stepMs) {
  while (!(await done())) await sleep(stepMs);
}

/**
 * Markers are complaints of the incidents on the screens. The consumer works in the order of arrival, so the first message of an incident
 * whose newest complaint is not older than a marker of it counts the marker as well.
 */
function waits(lags, markers, upTo) {
  const pulses = new Map();
  for (const { at: arrived, stream, receivedAt } of lags) {
    const known = pulses.get(stream) ?? pulses.set(stream, []).get(stream);
    if (receivedAt > (known.at(-1)?.newest ?? 0)) known.push({ arrived, newest: receivedAt });
  }
  return markers
    .filter((marker) => marker.at <= upTo)
    .map(
      ({ at: stored, stream }) =>
        (pulses.get(stream)?.find((pulse) => pulse.newest >= stored)?.arrived ?? Number.POSITIVE_INFINITY) - stored,
    );
}

/** Only complaints of the incidents on the screens can be seen there. */
async function markersSince(since, incidents) {
  const { rows } = await sql.query(
    `SELECT (extract(epoch FROM c.received_at) * 1000)::float8 AS at, 'incident:' || g.incident_id AS stream
     FROM complaint_case c JOIN complaint_group g ON g.id = c.group_id
     WHERE c.received_at >= $1 AND g.incident_id = ANY($2::uuid[]) ORDER BY c.seq`,
    [new Date(since), incidents],
  );
  return rows.map(({ at: stored, stream }) => ({ at: Math.floor(stored), stream }));
}

async function timeOf(path, times = 20) {
  const took = [];
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    const answer = await fetch(`${product.url}/api/v1${path}`, { headers: { authorization: `Bearer ${product.apiKey}` } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    took.push(performance.now() - before);
  }
  return spread(took);
}

const result = { count, rate, singles, seed, steadyRate };
try {
  result.raw = await runRaw(product.owner, raw, seed);
  const memory = watchMemory([product.pid, product.postgres.pid]);
  const cpu = () => ({ server: cpuSeconds([product.pid]), postgres: cpuSeconds([product.postgres.pid]) });
  await ask(screen, { do: 'open', url: product.url, apiKey: product.apiKey });
  screen.send({ do: 'measure' });
  const since = Date.now();
  const cpuBefore = cpu();
  const started = performance.now();
  const sent = await ask(sender, { url: product.url, apiKey: product.apiKey, count, rate, singles, seed, run: 'flood' });
  if (sent.accepted !== count) throw new Error(`${sent.accepted} of ${count} accepted`);
  result.accepted = { seconds: sent.seconds, perSecond: count / sent.seconds, single: spread(sent.singles) };
  const { rows } = await sql.query('SELECT count(*)::integer AS n FROM complaint');
  if (rows[0].n !== count) throw new Error(`${rows[0].n} of ${count} durable`);
  await until(async () => (await clusteredSeq()) >= count, 50);
  const seconds = (performance.now() - started) / 1_000;
  result.clustered = { seconds, perSecond: count / seconds };
  const cpuAfter = cpu();
  result.cpuMsPerComplaint = {
    server: ((cpuAfter.server - cpuBefore.server) * 1_000) / count,
    postgres: ((cpuAfter.postgres - cpuBefore.postgres) * 1_000) / count,
  };
  await until(async () => (await ask(screen, { do: 'shown' })).backlog === 0, 10);
  result.shown = { seconds: ((await ask(screen, { do: 'shown' })).at - since) / 1_000 };
  const flood = await ask(screen, { do: 'report' });
  const floodMarkers = await markersSince(since, flood.incidents);
  result.flood = spread(waits(flood.lags, floodMarkers, flood.lags.at(-1)?.receivedAt ?? 0));
  result.ratio = result.clustered.perSecond / result.raw.perSecond;

  screen.send({ do: 'measure' });
  const calm = Date.now();
  await ask(sender, {
    url: product.url,
    apiKey: product.apiKey,
    count: steady * steadyRate,
    rate: steadyRate,
    singles: 0.2,
    seed: seed + 1,
    run: 'steady',
  });
  await sleep(1_500);
  const { lags, incidents } = await ask(screen, { do: 'report' });
  result.steady = spread(waits(lags, await markersSince(calm, incidents), calm + (steady - 2) * 1_000));

  result.overview = await timeOf('/overview');
  result.situation = incidents[0] ? await timeOf(`/incidents/${incidents[0]}/situation`) : null;
  result.memory = memory();
  const { rows: groups } = await sql.query(
    'SELECT count(*) FILTER (WHERE posts > 1)::integer AS groups, (SELECT count(*)::integer FROM incident) AS incidents FROM complaint_group',
  );
  Object.assign(result, groups[0]);
} finally {
  screen.kill();
  sender.kill();
  await sql.end();
  await product.stop();
}

const ms = (x) => (x === null ? '' : `${Math.round(x)} ms`);
console.table([
  {
    what: 'raw loop (cut and insert)',
    value: `${Math.round(result.raw.perSecond)}/s, cutting alone ${Math.round(result.raw.cutPerSecond)}/s`,
  },
  { what: 'accepted, durable', value: `${result.accepted.seconds.toFixed(1)} s, ${Math.round(result.accepted.perSecond)}/s` },
  { what: 'clustered', value: `${result.clustered.seconds.toFixed(1)} s, ${Math.round(result.clustered.perSecond)}/s` },
  { what: 'shown', value: `${result.shown.seconds.toFixed(1)} s (budget ${BUDGET.seconds} s)` },
  {
    what: 'processor time for each',
    value: `server ${result.cpuMsPerComplaint.server.toFixed(2)} ms, PostgreSQL ${result.cpuMsPerComplaint.postgres.toFixed(2)} ms`,
  },
  { what: 'of the raw loop', value: `${(result.ratio * 100).toFixed(0)} %` },
  { what: 'commit → screen while feeding', value: `p50 ${ms(result.flood.p50)}, p99 ${ms(result.flood.p99)}` },
  {
    what: `commit → screen at ${steadyRate}/s`,
    value: `p50 ${ms(result.steady.p50)}, p99 ${ms(result.steady.p99)} of ${result.steady.n} (budget ${BUDGET.p99} ms)`,
  },
  { what: 'GET /overview', value: `p50 ${ms(result.overview.p50)}, max ${ms(result.overview.max)}` },
  { what: 'GET situation', value: result.situation ? `p50 ${ms(result.situation.p50)}, max ${ms(result.situation.max)}` : 'no incident' },
  {
    what: 'memory of all processes',
    value: `${result.memory.pssMiB} MiB (rss added up ${result.memory.rssMiB}), ${result.memory.processes} processes`,
  },
  { what: 'load before and after', value: `${began.toFixed(1)} → ${os.loadavg()[0].toFixed(1)}` },
]);
const summary = { ...result, node: process.version, cpus: os.cpus().length, load: [began, os.loadavg()[0]], budget: BUDGET };
const folder = new URL('../results/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL(values.out, folder), `${JSON.stringify(summary, null, 2)}\n`);
process.exitCode = result.shown.seconds <= BUDGET.seconds && result.steady.p99 <= BUDGET.p99 ? 0 : 1;
