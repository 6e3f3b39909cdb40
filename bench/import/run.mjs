// A CSV file of 100 MB through the import: how long each step takes, and the longest block of the thread that serves everybody else.
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServer } from '../lib/server.mjs';

const GOAL_MS = 200;
const SCOPES = ['complaint:create', 'complaint:read', 'complaint:import'];
const MATTERS = ['快递三天没有发货客服不理', '退款一直没有到账', '门店态度恶劣拒绝换货', '包裹破损要求赔偿', '优惠券无法使用'];
const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '99' } } });
const load = os.loadavg()[0];
const secondsSince = (started) => Number(((performance.now() - started) / 1_000).toFixed(1));

/** In pieces: a string of 100 MB is more than anybody needs. */
function fileOf(bytes) {
  const pieces = [Buffer.from('单号,内容,时间\n')];
  let rows = 0;
  for (let size = 0; size < bytes; size += pieces.at(-1).length) {
    const lines = Array.from({ length: 1_000 }, () => {
      rows += 1;
      return `N${rows},${MATTERS[rows % MATTERS.length]}第${rows}次${'，请尽快处理并给出答复'.repeat(5)},2026-11-20 09:00\n`;
    });
    pieces.push(Buffer.from(lines.join('')));
  }
  return { pieces, rows };
}

/** Only reads the same lines. */
async function rawLoop(pieces) {
  const started = performance.now();
  let cells = 0;
  const lines = createInterface({ input: Readable.from(pieces) });
  lines.on('line', (line) => (cells += line.split(',').length));
  await once(lines, 'close');
  return { step: 'raw loop over the same lines', seconds: secondsSince(started), cells };
}

const { pieces, rows } = fileOf(Number(values.megabytes) * 1024 * 1024);
const product = await startServer({ name: 'import', roles: 'api,worker,clusterer', scopes: SCOPES });
const measured = [];
try {
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const ask = async (path, init = {}) => {
    const answer = await fetch(`${product.url}/api/v1/imports${path}`, { ...init, headers: { ...headers, ...init.headers } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const post = (path, body) => ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const block = async () => (await product.metric('nodejs_eventloop_lag_max_seconds')) * 1_000;
  const step = async (name, work) => {
    await block();
    const started = performance.now();
    const result = await work();
    measured.push({ step: name, seconds: secondsSince(started), longestBlockMs: Math.round(await block()) });
    return result;
  };
  const upload = () => {
    const form = new FormData();
    form.append('file', new Blob(pieces), 'complaints.csv');
    return ask('', { method: 'POST', body: form });
  };
  const terms = { columns: { 单号: 'externalId', 内容: 'text', 时间: 'occurredAt' }, source: 'bench', channel: 'web', history: true };
  const { id } = await step('upload and first reading', upload);
  await step('preview', () => post(`/${id}/preview`, terms));
  const job = await step('until every row is in', async () => {
    await post(`/${id}/start`, terms);
    for (;;) {
      const now = await ask(`/${id}`);
      if (now.state !== 'running') return now;
      await sleep(500);
    }
  });
  if (job.state !== 'done' || job.accepted !== rows) throw new Error(`${job.state}: ${job.accepted} of ${rows} rows`);
} finally {
  await product.stop();
}
measured.push(await rawLoop(pieces));

console.log(`${rows} rows, ${values.megabytes} MB`);
console.table(measured);
const folder = new URL('../results/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('import.json', folder), `${JSON.stringify({ rows, load, measured }, null, 2)}\n`);
const over = measured.filter(({ longestBlockMs }) => longestBlockMs > GOAL_MS).map(({ step }) => step);
console.log(
  `load ${load.toFixed(1)} → ${os.loadavg()[0].toFixed(1)}; ${over.length === 0 ? 'no step' : over.join(', ')} over ${GOAL_MS} ms`,
);
