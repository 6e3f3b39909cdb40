import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { buildEngine } from './build.mjs';
import { evaluate } from './metrics.mjs';
import { runPeers, runScikit } from './peers.mjs';
import { runProbes } from './probes.mjs';
import { randomFrom } from './random.mjs';
import { runScale } from './scale.mjs';
import { backgroundTexts } from './texts.mjs';

const ENGINE = new URL('../../server/dist/domains/clustering/engine/index.js', import.meta.url);

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    profile: { type: 'string', default: 'auto' },
    predictions: { type: 'string' },
    probes: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    scale: { type: 'string' },
  },
});

const round = (value) => (typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value);
const print = (value) => console.log(JSON.stringify(value, (_, inner) => round(inner)));

function readRows(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

const toTime = (ts) => (typeof ts === 'number' ? ts : typeof ts === 'string' ? Date.parse(ts) || 0 : 0);

const toDoc = (row) => ({
  id: String(row.id),
  at: toTime(row.ts),
  title: row.title,
  text: row.body ?? row.text ?? '',
  author: row.author ?? row.user,
  fields: row.fields,
});

/** Dictionaries are loaded on first use and code is compiled on the way; neither is the cost of a document. */
function warmUp({ Engine, prepare }) {
  const random = randomFrom(7);
  const engine = new Engine();
  for (const row of backgroundTexts(random, 500)) engine.push(prepare(toDoc(row)));
  engine.push(prepare({ id: 'warm-up', at: 0, text: '貴公司購買的電視機開機後沒有聲音' }));
}

function measure({ Engine, prepare }, file, rows) {
  warmUp({ Engine, prepare });
  const engine = new Engine();
  const firsts = [];
  const started = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  for (const row of rows) firsts.push(engine.push(prepare(toDoc(row), { profile: values.profile })).groupId);
  engine.refine();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  const finals = rows.map((row) => engine.groupOf(String(row.id)) ?? String(row.id));
  const labels = rows.map((row) => row.label ?? null);
  const rssMb = process.memoryUsage().rss / 1e6;
  return {
    result: {
      file: basename(file),
      docs: rows.length,
      ...evaluate(labels, finals, firsts),
      docsPerSecond: rows.length / seconds,
      docsPerCpuSecond: (rows.length * 1e6) / (user + system),
      rssMb,
      engine: engine.version,
    },
    predictions: rows.map((row, i) => ({ id: row.id, cluster: finals[i], first: firsts[i] })),
  };
}

function writePredictions(file, predictions) {
  const many = values.data.length > 1;
  const target = many ? `${values.predictions}.${basename(file).replace(/\.jsonl(\.gz)?$/, '')}.jsonl` : values.predictions;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${predictions.map((row) => JSON.stringify(row)).join('\n')}\n`);
}

async function main() {
  if (!values.data && !values.probes && !values.scale) {
    console.error(
      'usage: npm run bench:clustering -- --data FILE [--profile auto|post|complaint] [--predictions OUT] [--peers] | --probes | --scale 1000000',
    );
    process.exitCode = 2;
    return;
  }
  buildEngine();
  const library = await import(ENGINE.href);
  for (const file of values.data ?? []) {
    if (!existsSync(file)) {
      print({ file: basename(file), skipped: 'the file is not there; the data sets are not part of this repository' });
      continue;
    }
    const rows = readRows(file);
    const { result, predictions } = measure(library, file, rows);
    print(result);
    if (values.predictions) writePredictions(file, predictions);
    if (values.peers) {
      const docs = rows.map(toDoc);
      const labels = rows.map((row) => row.label ?? null);
      for (const peers of [runPeers, runScikit]) for (const peer of peers(docs, labels)) print({ file: basename(file), ...peer });
    }
  }
  if (values.probes) for (const probe of runProbes(library)) print(probe);
  if (values.scale) for await (const point of runScale(library, Number(values.scale))) print(point);
}

await main();
