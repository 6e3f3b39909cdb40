import { randomFrom } from './random.mjs';
import { syntheticComplaint } from './texts.mjs';

const POINTS = [1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];
const SLICE = 10_000;
const BATCH = 250;
const PER_DAY = 100_000;

const spent = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

function warmUp(prepare) {
  const random = randomFrom(99);
  for (let i = 0; i < BATCH; i++) prepare({ id: 'warm-up', at: 0, ...syntheticComplaint(random, i) });
  prepare({ id: 'warm-up', at: 0, text: '貴公司購買的電視機開機後沒有聲音' });
}

/**
 * What one complaint costs around each point of the way, not the average up to it: in processor time of the whole process (garbage
 * collection included), and the slowest single push.
 */
export function* runScale({ Engine, prepare }, upTo) {
  const random = randomFrom(1);
  const engine = new Engine();
  const points = [...POINTS.filter((point) => point < upTo), upTo];
  warmUp(prepare);
  let slice = { prepare: 0, push: 0, docs: 0, slowest: 0 };
  for (let done = 0; done < upTo;) {
    const size = Math.min(BATCH, points[0] - done);
    const docs = Array.from({ length: size }, (_, i) => ({
      id: `scale-${done + i + 1}`,
      at: ((done + i + 1) * 86_400_000) / PER_DAY,
      ...syntheticComplaint(random, done + i + 1),
    }));
    if (done < points[0] - SLICE) slice = { prepare: 0, push: 0, docs: 0, slowest: 0 };
    const start = spent();
    const prepared = docs.map((doc) => prepare(doc));
    const middle = spent();
    for (const one of prepared) {
      const before = performance.now();
      engine.push(one);
      slice.slowest = Math.max(slice.slowest, performance.now() - before);
    }
    slice.push += spent() - middle;
    slice.prepare += middle - start;
    slice.docs += size;
    done += size;
    if (done === points[0]) yield report(engine, points.shift(), slice);
  }
}

function report(engine, docs, slice) {
  const { rss, arrayBuffers, heapUsed } = process.memoryUsage();
  return {
    docs,
    prepareMicros: slice.prepare / slice.docs,
    pushMicros: slice.push / slice.docs,
    slowestPushMs: slice.slowest,
    docsPerCpuSecond: (1e6 * slice.docs) / (slice.prepare + slice.push),
    groups: engine.groupIds().length,
    rssMb: rss / 1e6,
    heapMb: heapUsed / 1e6,
    arraysMb: arrayBuffers / 1e6,
  };
}
