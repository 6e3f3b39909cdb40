// A war room's screen in a process of its own: watches the overview and the largest incident, and notes what arrives when.
import { io } from 'socket.io-client';

let socket;
let incident = null;
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
    process.send({ done: 'report', lags: lags.filter(({ stream }) => stream === `incident:${incident}`), incident });
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
    const largest = [...(pulse.incidents ?? [])].sort((a, b) => b.metrics.posts - a.metrics.posts)[0];
    if (largest && largest.id !== incident) asking = asking.then(() => turnTo(largest.id));
    return;
  }
  const newest = pulse.newest[0];
  if (lags && newest) lags.push({ at: now, stream: pulse.stream, receivedAt: Date.parse(newest.receivedAt) });
}

async function turnTo(id) {
  if (id === incident) return;
  if (incident !== null) await socket.emitWithAck('unwatch', { stream: `incident:${incident}` });
  incident = id;
  await watch(`incident:${id}`);
}
