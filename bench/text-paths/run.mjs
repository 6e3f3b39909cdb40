import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { measureEventLoop, measureRaw } from './event-loop.mjs';
import { measurePaths } from './paths.mjs';
import { SHAPES, spelt } from './shapes.mjs';

const GOAL = { maskMs: 5, blockMs: 200 };
const { values } = parseArgs({ options: { texts: { type: 'string', default: '500' }, rounds: { type: 'string', default: '15' } } });
const [texts, rounds] = [Number(values.texts), Number(values.rounds)];

const rounded = (number, places) => Number(number.toFixed(places));
const load = rounded(os.loadavg()[0], 1);
const paths = measurePaths(rounds).map(({ path, shape, ms, twice, rawMs }) => {
  const times = rawMs === 0 ? null : Math.round(ms / rawMs);
  return {
    path,
    'slowest shape': spelt(shape),
    ms: rounded(ms, 2),
    'twice as long': rounded(twice, 1),
    'raw loop ms': rounded(rawMs, 3),
    times,
  };
});
console.log(`${SHAPES.length} shapes of 20,000 characters, fastest of ${rounds}`);
console.table(paths);

const raw = await measureRaw(texts);
const steps = [...(await measureEventLoop(texts)), raw].map(({ step, seconds, longestBlockMs }) => ({
  step,
  seconds: rounded(seconds, 1),
  longestBlockMs: rounded(longestBlockMs, 0),
}));
console.log(`${texts} texts of 20,000 characters through POST /complaints; the serving thread`);
console.table(steps);

const folder = new URL('../results/', import.meta.url);
await mkdir(folder, { recursive: true });
const loads = [load, rounded(os.loadavg()[0], 1)];
await writeFile(
  new URL('text-paths.json', folder),
  `${JSON.stringify({ node: process.version, loads, texts, rounds, paths, steps }, null, 2)}\n`,
);
const tooSlow = paths.filter(({ path, ms }) => path.startsWith('mask') && ms > GOAL.maskMs);
const tooLong = steps.filter(({ longestBlockMs }) => longestBlockMs > GOAL.blockMs);
console.log(
  `load ${loads.join(' → ')}; over the goals: ${[...tooSlow.map(({ path }) => path), ...tooLong.map(({ step }) => step)].join(', ') || 'none'}`,
);
process.exitCode = tooSlow.length + tooLong.length === 0 ? 0 : 1;
