import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { startServer } from '../lib/server.mjs';
import { ownCpu, postgresCpu } from './cpu.mjs';
import { openRaw } from './raw.mjs';

const BUDGET = { single: 0.4, bulk: 0.35 };
const PAIRS = { single: ['POST /complaints', 'raw insert, pool 10'], bulk: ['POST /complaints/bulk', 'raw COPY'] };
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rows: { type: 'string', default: '20000' },
    connections: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '5' },
    warmup: { type: 'string', default: '8000' },
    roles: { type: 'string', default: 'api' },
  },
});
const { roles } = values;
const [seconds, rows, connections, rounds, warmup] = ['seconds', 'rows', 'connections', 'rounds', 'warmup'].map((name) =>
  Number(values[name]),
);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

const sender = fork(new URL('sender.mjs', import.meta.url));
// With the role `api` alone intake is measured by itself: the engine, which reads on its own thread, has a benchmark of its own.
const product = await startServer({ name: 'ingest', roles, scopes: ['complaint:create'] });
const productCpu = () => product.metric('process_cpu_seconds_total');
const raw = await openRaw(product.owner);

async function send(order) {
  sender.send({ url: product.url, apiKey: product.apiKey, ...order });
  const [result] = await once(sender, 'message');
  return result;
}

const results = [];
/** Measures one side for a few seconds; what its node process and PostgreSQL spent is put down to each of its rows. */
async function measure(round, kind, work, nodeCpu) {
  const before = [await nodeCpu(), postgresCpu(product.folder)];
  const { count, seconds, p50, p99 } = await work();
  const [node, postgres] = [(await nodeCpu()) - before[0], postgresCpu(product.folder) - before[1]].map((cpu) => (cpu / count) * 1e6);
  results.push({ round, kind, perSecond: count / seconds, nodeMicros: node, postgresMicros: postgres, p50, p99, load: os.loadavg()[0] });
}

try {
  // Both sides are compiled by the runtime only after thousands of rounds, however long those take.
  await send({ single: { requests: warmup, connections } });
  await send({ bulk: { rows: warmup } });
  await raw.single({ rows: warmup });
  await raw.copy(warmup);
  for (let round = 1; round <= rounds; round++) {
    await measure(round, 'raw insert, pool 10', () => raw.single({ seconds }), ownCpu);
    await measure(round, 'POST /complaints', () => send({ single: { seconds, connections } }), productCpu);
    await measure(round, 'raw COPY', () => raw.copy(rows), ownCpu);
    await measure(round, 'POST /complaints/bulk', () => send({ bulk: { rows } }), productCpu);
  }
} finally {
  sender.kill();
  await raw.close();
  await product.stop();
}

const of = (kind, field) => median(results.filter((r) => r.kind === kind).map((r) => r[field]));
const cpu = (kind) => of(kind, 'nodeMicros') + of(kind, 'postgresMicros');
const compared = Object.entries(PAIRS).map(([name, [ours, theirs]]) => ({
  name,
  perSecond: of(ours, 'perSecond'),
  raw: of(theirs, 'perSecond'),
  ratio: of(ours, 'perSecond') / of(theirs, 'perSecond'),
  budget: BUDGET[name],
  /** The same comparison in CPU of all processes but the sender: steady when other work shares the cores. */
  cpuRatio: cpu(theirs) / cpu(ours),
}));
const shown = (value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : (value ?? ''));
console.table(results.map((r) => Object.fromEntries(Object.entries(r).map(([name, value]) => [name, shown(value)]))));
const percent = (share) => `${(share * 100).toFixed(0)} %`;
for (const { name, ratio, cpuRatio, budget } of compared)
  console.log(`${name}: ${percent(ratio)} of the raw loop (budget ${percent(budget)}); by CPU ${percent(cpuRatio)}; roles ${roles}`);
const summary = { roles, seconds, rows, connections, rounds, node: process.version, cpus: os.cpus().length, compared, results };
const folder = new URL('../results/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL(roles === 'api' ? 'ingest.json' : 'ingest-all-roles.json', folder), `${JSON.stringify(summary, null, 2)}\n`);
process.exitCode = compared.every(({ ratio, budget }) => ratio >= budget) ? 0 : 1;
