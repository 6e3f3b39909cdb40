// Opens as many connections as it may, from many addresses, and holds them: ordinary visitors must be served all the same.
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { run, Visitor } from './run.mjs';

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '20000' },
    port: { type: 'string', default: '23984' },
    seconds: { type: 'string', default: '30' },
  },
});
const [wanted, port, seconds] = [values.sockets, values.port, values.seconds].map(Number);
const WORST_MS = 5_000;
const AT_ONCE = 200;
/** Fewer of one address than the product allows. */
const PER_ADDRESS = 1_000;
/** Files and connections of this process itself. */
const OWN = 500;

const limit = Number(/Max open files\s+(\d+)/.exec(await readFile('/proc/self/limits', 'utf8').catch(() => ''))?.[1] ?? 1_024);
const count = Math.min(wanted, limit - OWN);
if (count < wanted) console.log(`${count} connections instead of ${wanted}: this process may open ${limit} files (ulimit -n)`);

await run('sockets', { port }, async (house) => {
  const visitor = new Visitor(house, await house.key(['complaint:create']));
  await sleep(2_000);
  const sockets = [];
  let [opened, closed, refused] = [0, 0, 0];
  const open = (i) =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.1.${1 + Math.floor(i / PER_ADDRESS)}` });
      sockets.push(socket);
      socket.once('connect', () => ((opened += 1), resolve()));
      socket.on('error', () => ((refused += 1), resolve()));
      socket.on('close', () => ((closed += 1), resolve()));
      socket.resume();
    });
  for (let i = 0; i < count; i += AT_ONCE) await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - i) }, (_, k) => open(i + k)));
  const held = opened - closed;
  const memory = Math.round((await house.memory()) / 1024 / 1024);
  await sleep(seconds * 1_000);
  const { visits, worstMs, failures } = await visitor.leave();
  for (const socket of sockets) socket.destroy();
  return {
    opened: [opened, opened > count * 0.9],
    heldAtOnce: [held, true],
    closedByServer: [closed, true],
    refused: [refused, true],
    serverMB: [memory, memory < 2_048],
    visits: [visits, visits > 20],
    worstMs: [worstMs, worstMs < WORST_MS],
    failures: [failures, failures.length === 0],
  };
});
