import { randomFrom } from './random.mjs';
import { syntheticComplaint } from './texts.mjs';

const POINTS = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];
const SLICE = 2_000;
const PER_DAY = 100_000;

/** Throughput of the last slice before each point, so that the cost of the n-th push shows, not the average up to it. */
export function* runScale({ Engine, prepare }, upTo) {
  const random = randomFrom(1);
  const engine = new Engine();
  const points = [...POINTS.filter((point) => point < upTo), upTo];
  prepare({ id: 'warm-up', at: 0, text: '第一次分词要先装入词典' });
  let pushing = 0;
  let preparing = 0;
  let sliceDocs = 0;
  for (let i = 1; i <= upTo; i++) {
    const doc = { id: `scale-${i}`, at: (i * 86_400_000) / PER_DAY, ...syntheticComplaint(random, i) };
    const next = points[0];
    const timed = i > next - SLICE * 5 || i > upTo - SLICE * 5;
    const start = timed ? process.cpuUsage().user : 0;
    const prepared = prepare(doc);
    const middle = timed ? process.cpuUsage().user : 0;
    engine.push(prepared);
    if (timed) {
      preparing += middle - start;
      pushing += process.cpuUsage().user - middle;
      sliceDocs++;
    }
    if (i !== next) continue;
    points.shift();
    const { rss, arrayBuffers, heapUsed } = process.memoryUsage();
    yield {
      docs: i,
      prepareMicros: preparing / sliceDocs,
      pushMicros: pushing / sliceDocs,
      docsPerCpuSecond: (1e6 * sliceDocs) / (preparing + pushing),
      groups: engine.groupIds().length,
      rssMb: rss / 1e6,
      heapMb: heapUsed / 1e6,
      arraysMb: arrayBuffers / 1e6,
    };
    preparing = pushing = sliceDocs = 0;
  }
}
