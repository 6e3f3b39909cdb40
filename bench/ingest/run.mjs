import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { startProduct } from './product.mjs';
import { openRaw } from './raw.mjs';

const BUDGET = { single: 0.4, bulk: 0.35 };
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    rows: { type: 'string', default: '40000' },
    connections: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
  },
});
const [seconds, rows, connections, rounds] = [values.seconds, values.rows, values.connections, values.rounds].map(Number);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

os.setPriority(10);
const sender = fork(new URL('sender.mjs', import.meta.url));
const product = await startProduct();
const raw = await openRaw(product.owner);

async function send(order) {
  const before = await product.cpuSeconds();
  sender.send({ url: product.url, apiKey: product.apiKey, ...order });
  const [result] = await once(sender, 'message');
  const cpu = (await product.cpuSeconds()) - before;
  return { perSecond: result.count / result.seconds, microsPerRow: (cpu / result.count) * 1e6, p50: result.p50, p99: result.p99 };
}

const results = [];
try {
  await send({ single: { seconds: 2, connections } });
  await raw.single(1);
  for (let round = 1; round <= rounds; round++) {
    results.push({ round, kind: 'raw insert, pool 10', perSecond: await raw.single(seconds) });
    results.push({ round, kind: 'POST /complaints', ...(await send({ single: { seconds, connections } })) });
    results.push({ round, kind: 'raw COPY', perSecond: await raw.copy(rows) });
    results.push({ round, kind: 'POST /complaints/bulk', ...(await send({ bulk: { rows } })) });
  }
} finally {
  sender.kill();
  await raw.close();
  await product.stop();
}

const rate = (kind) => median(results.filter((r) => r.kind === kind).map((r) => r.perSecond));
const ratio = {
  single: rate('POST /complaints') / rate('raw insert, pool 10'),
  bulk: rate('POST /complaints/bulk') / rate('raw COPY'),
};
console.table(results.map((r) => ({ ...r, perSecond: Math.round(r.perSecond), microsPerRow: r.microsPerRow?.toFixed(0) ?? '' })));
for (const kind of ['single', 'bulk'])
  console.log(`${kind}: ${(ratio[kind] * 100).toFixed(0)} % of the raw loop (budget ${BUDGET[kind] * 100} %)`);
const summary = {
  seconds,
  rows,
  connections,
  rounds,
  node: process.version,
  cpus: os.cpus().length,
  load: os.loadavg()[0],
  ratio,
  budget: BUDGET,
  results,
};
const folder = new URL('../results/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('ingest.json', folder), `${JSON.stringify(summary, null, 2)}\n`);
process.exitCode = ratio.single >= BUDGET.single && ratio.bulk >= BUDGET.bulk ? 0 : 1;
