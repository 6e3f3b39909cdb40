// War rooms' screens in a process of their own: they watch the overview and the largest incidents, and note what arrives when.
import { io } from 'socket.io-client';

const WATCHED = 5;
let socket;
let incidents = [];
let shown = { backlog: Infinity, at: 0 };
let lags = null;
let asking = Promise.resolve();

process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});

process.on('message', async (order) => {
  if (order.do === 'open') {
    await open(order);
    process.send({ done: 'open' });
  }
  if (order.do === 'measure') lags = [];
  if (order.do === 'report') {
    const watched = new Set(incidents.map(streamOf));
    process.send({ done: 'report', lags: lags.filter(({ stream }) => watched.has(stream)), incidents });
    lags = null;
  }
  if (order.do === 'shown') process.send({ done: 'shown', ...shown });
  if (order.do === 'close') {
    socket.close();
    process.exit(0);
  }
});

async function open({ url, apiKey }) {
  socket = io(`${url}/live`, { transports: ['websocket'], auth: { apiKey } });
  socket.on('pulse', onPulse);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  await watch('overview');
}

async function watch(stream) {
  const answer = await socket.emitWithAck('watch', { stream, afterSeq: 0 });
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer));
}

function onPulse(pulse) {
  const now = Date.now();
  if (pulse.stream === 'overview') {
    shown = { backlog: pulse.counts.backlog, at: now };
    const largest = [...(pulse.incidents ?? [])].sort((a, b) => b.metrics.posts - a.metrics.posts).slice(0, WATCHED);
    if (largest.length > 0) asking = asking.then(() => turnTo(largest.map(({ id }) => id)));
    return;
  }
  const newest = pulse.newest[0];
  if (lags && newest) lags.push({ at: now, stream: pulse.stream, receivedAt: Date.parse(newest.receivedAt) });
}

const streamOf = (id) => `incident:${id}`;

async function turnTo(wanted) {
  const left = incidents.filter((id) => !wanted.includes(id));
  const entered = wanted.filter((id) => !incidents.includes(id));
  incidents = wanted;
  for (const id of left) await socket.emitWithAck('unwatch', { stream: streamOf(id) });
  for (const id of entered) await watch(streamOf(id));
}
