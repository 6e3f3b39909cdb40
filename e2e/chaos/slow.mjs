// Connections that never finish: heads and bodies byte by byte, a bulk stream that goes on after it was refused. Each must be cut off, and an
// ordinary visitor must hardly notice.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { run, Visitor } from './run.mjs';

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '300' },
    port: { type: 'string', default: '23983' },
    seconds: { type: 'string', default: '120' },
  },
});
const [each, port, seconds] = [values.each, values.port, values.seconds].map(Number);
const DRIP_MS = 2_000;
const WORST_MS = 3_000;

const HEADS = {
  head: 'GET /c/new HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  body: 'POST /api/v1/public/complaints HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"text":"',
  stream:
    'POST /api/v1/complaints/bulk HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nobody\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n',
};
const DRIPS = { head: 'a', body: 'a', stream: '1\r\na\r\n' };

/** Sends one piece every two seconds until it is cut off; answers after how long that was. */
function drip(kind, gone) {
  const started = performance.now();
  const socket = connect(port, '127.0.0.1', () => socket.write(HEADS[kind]));
  socket.on('error', () => undefined).resume();
  const timer = setInterval(() => socket.writable && socket.write(DRIPS[kind]), DRIP_MS);
  socket.on('close', () => {
    clearInterval(timer);
    gone.push((performance.now() - started) / 1_000);
  });
  return socket;
}

await run('slow', { port }, async (house) => {
  const visitor = new Visitor(house, await house.key(['complaint:create']));
  const gone = { head: [], body: [], stream: [] };
  const sockets = Object.keys(gone).flatMap((kind) => Array.from({ length: each }, () => drip(kind, gone[kind])));
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until && Object.values(gone).some(({ length }) => length < each)) await sleep(500);
  const { visits, worstMs, failures } = await visitor.leave();
  for (const socket of sockets) socket.destroy();
  const figures = { visits: [visits, visits > 10], worstMs: [worstMs, worstMs < WORST_MS], failures: [failures, failures.length === 0] };
  for (const [kind, times] of Object.entries(gone)) {
    figures[`${kind}CutOff`] = [`${times.length} of ${each}`, times.length === each];
    figures[`${kind}LastAfterSeconds`] = [Math.round(Math.max(0, ...times)), true];
  }
  return figures;
});
