// The senders, in a process of their own. Told what to do over IPC.
import { connect } from 'node:net';
import { nextComplaint } from './complaints.mjs';

process.on('message', async ({ url, apiKey, single, bulk }) => {
  try {
    process.send(single ? await sendSingly(new URL(url), apiKey, single) : await sendBulk(url, apiKey, bulk));
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});

/** On bare sockets, each sending its next request when the last is answered: a load generator must not eat the cores it measures. */
async function sendSingly({ hostname, port }, apiKey, { seconds = Infinity, requests = Infinity, connections }) {
  const head = `POST /api/v1/complaints HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\nauthorization: Bearer ${apiKey}\r\n`;
  const waits = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  const keepSending = async () => {
    const line = await openLine(hostname, Number(port));
    while (performance.now() < until && waits.length < requests) {
      const body = JSON.stringify(nextComplaint());
      const sent = performance.now();
      const status = await line.ask(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      if (status !== '201') throw new Error(`answered ${status}`);
      waits.push(performance.now() - sent);
    }
    line.close();
  };
  await Promise.all(Array.from({ length: connections }, keepSending));
  const spent = (performance.now() - started) / 1_000;
  waits.sort((a, b) => a - b);
  const quantile = (q) => waits[Math.min(waits.length - 1, Math.floor(waits.length * q))];
  return { count: waits.length, seconds: spent, p50: quantile(0.5), p99: quantile(0.99) };
}

async function openLine(host, port) {
  const socket = connect({ host, port, noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let answered = null;
  let held = '';
  socket.on('data', (chunk) => {
    held += chunk.toString('latin1');
    const end = held.indexOf('\r\n\r\n');
    const length = /^content-length: *(\d+)/im.exec(held)?.[1];
    if (end < 0 || held.length < end + 4 + Number(length)) return;
    const status = held.slice(9, 12);
    held = '';
    answered?.(status);
  });
  socket.on('close', () => answered?.('nothing: the connection was closed'));
  return {
    ask: (request) => {
      socket.write(request);
      return new Promise((resolve) => (answered = resolve));
    },
    close: () => socket.destroy(),
  };
}

async function sendBulk(url, apiKey, { rows }) {
  const body = Buffer.from(Array.from({ length: rows }, () => JSON.stringify(nextComplaint())).join('\n'));
  const started = performance.now();
  const headers = { 'content-type': 'application/x-ndjson', authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${url}/api/v1/complaints/bulk`, { method: 'POST', headers, body });
  const { accepted } = await answer.json();
  if (accepted !== rows) throw new Error(`${accepted} of ${rows} accepted`);
  return { count: rows, seconds: (performance.now() - started) / 1_000 };
}
