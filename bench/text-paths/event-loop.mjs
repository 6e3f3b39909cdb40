import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startServer } from '../lib/server.mjs';
import { SHAPES } from './shapes.mjs';

const AT_ONCE = 8;
const WARM_UP = 64;
const SCOPES = ['complaint:create', 'complaint:read', 'complaint:export', 'group:read'];
const GROUPED_WITHIN_MS = 300_000;

const bodyOf = (i) => {
  const [, ofLength] = SHAPES[i % SHAPES.length];
  // Each begins otherwise, as two people never send the same letter; so it says something even where the shape does not.
  return JSON.stringify({ channel: 'web', text: `第${i}封信 ${ofLength(19_900)}` });
};

async function inTurns(count, work) {
  let next = 0;
  const sender = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
}

/** The longest block of the serving thread since it was last asked, in ms, as its own `monitorEventLoopDelay` counted it. */
const longestBlock = async (product) => (await product.metric('nodejs_eventloop_lag_max_seconds')) * 1_000;

/** Each step of the product with the longest block of its serving thread, in ms. */
export async function measureEventLoop(texts) {
  const product = await startServer({ name: 'text-paths', roles: 'api,worker,clusterer', scopes: SCOPES });
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const get = async (path) => {
    const answer = await fetch(`${product.url}/api/v1${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer;
  };
  const accepted = [];
  const send = async (i) => {
    const options = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: bodyOf(i) };
    const answer = await fetch(`${product.url}/api/v1/complaints`, options);
    if (answer.status !== 201) throw new Error(`${SHAPES[i % SHAPES.length][0]}: ${answer.status} ${await answer.text()}`);
    accepted.push((await answer.json()).id);
  };
  const grouped = async (id) => {
    const end = performance.now() + GROUPED_WITHIN_MS;
    while ((await (await get(`/complaints/${id}`)).json()).groupId === null) {
      if (performance.now() > end) throw new Error(`${id} has no group`);
      await new Promise((go) => setTimeout(go, 200));
    }
  };
  const read = async (path) => void (await (await get(path)).arrayBuffer());
  const steps = {
    'POST /complaints': () => inTurns(texts, send),
    'until each has its group': async () => {
      for (const id of accepted) await grouped(id);
    },
    'list, 100 rows': () => read('/complaints?limit=100'),
    details: () => inTurns(SHAPES.length, (i) => read(`/complaints/${accepted[i]}`)),
    'groups, 100': () => read('/groups?limit=100'),
    'export CSV': () => read('/complaints/export?format=csv'),
    'export NDJSON': () => read('/complaints/export?format=ndjson&record=full'),
    'export XLSX': () => read('/complaints/export?format=xlsx'),
  };
  try {
    await inTurns(WARM_UP, send);
    await grouped(accepted.at(-1));
    await longestBlock(product);
    const measured = [];
    for (const [step, work] of Object.entries(steps)) {
      const started = performance.now();
      await work();
      measured.push({ step, seconds: (performance.now() - started) / 1_000, longestBlockMs: await longestBlock(product) });
    }
    return measured;
  } finally {
    await product.stop();
  }
}

/** The same bodies at a server that only parses and answers. */
export async function measureRaw(texts) {
  const child = fork(new URL('raw.mjs', import.meta.url));
  try {
    const [{ url }] = await once(child, 'message');
    const send = async (i) => void (await (await fetch(url, { method: 'POST', body: bodyOf(i) })).arrayBuffer());
    await inTurns(WARM_UP, send);
    await fetch(url);
    const started = performance.now();
    await inTurns(texts, send);
    const seconds = (performance.now() - started) / 1_000;
    return { step: 'raw server, same bodies', seconds, longestBlockMs: (await (await fetch(url)).json()).max };
  } finally {
    child.kill();
  }
}
