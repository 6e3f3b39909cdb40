// The senders, in a process of their own. Told what to do over IPC.
import autocannon from 'autocannon';
import { nextComplaint } from './complaints.mjs';

process.on('message', async ({ url, apiKey, single, bulk }) => {
  try {
    process.send(single ? await sendSingly(url, apiKey, single) : await sendBulk(url, apiKey, bulk));
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});

async function sendSingly(url, apiKey, { seconds, connections }) {
  const { requests, latency, non2xx, errors, duration } = await autocannon({
    url: `${url}/api/v1/complaints`,
    method: 'POST',
    connections,
    duration: seconds,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    requests: [{ setupRequest: (request) => ({ ...request, body: JSON.stringify(nextComplaint()) }) }],
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} refused, ${errors} failed`);
  return { count: requests.total, seconds: duration, p50: latency.p50, p99: latency.p99 };
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
