// The least a program could do: serialise each event once, gather for 50 ms, send to everybody.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
let pending = [];
let seq = 0;
setInterval(() => {
  if (pending.length === 0) return;
  const frame = Buffer.from(`[${pending.join(',')}]`);
  pending = [];
  for (const client of server.clients) client.send(frame, { binary: false });
}, 50);

let feeding = null;
process.on('message', (order) => {
  if (order.do === 'start') {
    const { event, rate } = order;
    const from = performance.now();
    const first = seq;
    // By the clock and not by the tick: on a busy machine a timer comes late, and fewer events a flush would flatter nobody.
    feeding = setInterval(() => {
      const due = first + ((performance.now() - from) * rate) / 1000;
      while (seq < due) pending.push(JSON.stringify({ ...event, seq: ++seq, at: new Date().toISOString() }));
    }, 1000 / rate);
  }
  if (order.do === 'stop') clearInterval(feeding);
  const { user, system } = process.cpuUsage();
  process.send({ done: order.do, cpuSeconds: (user + system) / 1e6, rss: process.memoryUsage.rss(), seq });
});
server.on('listening', () => process.send({ done: 'listening', port: server.address().port }));
