import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { randomFrom } from './random.mjs';
import { syntheticComplaint } from './texts.mjs';

const POINTS = [1_000, 10_000, 30_000, 100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000, 2_000_000, 3_000_000];
const SLICE = 10_000;
const BATCH = 250;
const PER_DAY = 100_000;
const SLOWEST = 5;

const spent = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

function warmUp(prepare) {
  const random = randomFrom(99);
  for (let i = 0; i < BATCH; i++) prepare({ id: 'warm-up', at: 0, ...syntheticComplaint(random, i) });
  prepare({ id: 'warm-up', at: 0, text: '貴公司購買的電視機開機後沒有聲音' });
}

/** Collections of garbage as they come, so that a slow push can be told from a push that was held up. */
function watchCollections() {
  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    within: (from, to) => seen.filter(({ startTime, duration }) => startTime < to && startTime + duration > from),
    forget: () => (seen.length = 0),
    stop: () => observer.disconnect(),
  };
}

class Slice {
  prepare = 0;
  push = 0;
  docs = 0;
}

/** Every single push since the last point, not only those of the slice that the costs are taken from. */
class Pushes {
  millis = [];
  slowest = [];

  add(doc, from, to) {
    this.millis.push(to - from);
    this.slowest.push({ doc, from, to });
    this.slowest.sort((a, b) => b.to - b.from - (a.to - a.from));
    this.slowest.length = Math.min(this.slowest.length, SLOWEST);
  }

  report(collections) {
    const sorted = Float64Array.from(this.millis).sort();
    const quantile = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    return {
      pushMeanMs: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
      pushP50Ms: quantile(0.5),
      pushP99Ms: quantile(0.99),
      pushP999Ms: quantile(0.999),
      pushMaxMs: sorted.at(-1),
      over20Ms: sorted.filter((value) => value > 20).length,
      over100Ms: sorted.filter((value) => value > 100).length,
      slowest: this.slowest.map(({ doc, from, to }) => ({
        doc,
        ms: to - from,
        collectingMs: collections.within(from, to).reduce((sum, { duration }) => sum + duration, 0),
      })),
    };
  }
}

/**
 * What one complaint costs around each point of the way, not the average up to it: in processor time of the whole process (garbage
 * collection included). The times of single pushes are by the clock, over all pushes since the point before, the slowest with what of
 * theirs was garbage collection.
 */
export async function* runScale({ Engine, prepare }, upTo) {
  const random = randomFrom(1);
  const engine = new Engine();
  const points = [...POINTS.filter((point) => point < upTo), upTo];
  warmUp(prepare);
  const collections = watchCollections();
  let slice = new Slice();
  let pushes = new Pushes();
  for (let done = 0; done < upTo;) {
    const size = Math.min(BATCH, points[0] - done);
    const docs = Array.from({ length: size }, (_, i) => ({
      id: `scale-${done + i + 1}`,
      at: ((done + i + 1) * 86_400_000) / PER_DAY,
      ...syntheticComplaint(random, done + i + 1),
    }));
    if (done < points[0] - SLICE) slice = new Slice();
    const start = spent();
    const prepared = docs.map((doc) => prepare(doc));
    const middle = spent();
    prepared.forEach((one, i) => {
      const before = performance.now();
      engine.push(one);
      pushes.add(done + i + 1, before, performance.now());
    });
    slice.push += spent() - middle;
    slice.prepare += middle - start;
    slice.docs += size;
    done += size;
    await nextTurn();
    if (done !== points[0]) continue;
    yield report(engine, points.shift(), slice, pushes.report(collections));
    collections.forget();
    pushes = new Pushes();
  }
  collections.stop();
}

function report(engine, docs, slice, pushes) {
  const { rss, arrayBuffers, heapUsed } = process.memoryUsage();
  return {
    docs,
    prepareMicros: slice.prepare / slice.docs,
    pushMicros: slice.push / slice.docs,
    ...pushes,
    docsPerCpuSecond: (1e6 * slice.docs) / (slice.prepare + slice.push),
    groups: engine.groupIds().length,
    rssMb: rss / 1e6,
    heapMb: heapUsed / 1e6,
    arraysMb: arrayBuffers / 1e6,
  };
}
