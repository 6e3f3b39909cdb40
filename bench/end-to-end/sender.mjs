// Plays the scripted crisis into the intake, in a process of its own. Told what to do over IPC.
import { bigSaleLogistics } from '../../server/dist/domains/drills/scenario/index.js';

const BATCH = 500;
const AT_ONCE = 3;
const SINGLES_AT_ONCE = 8;

process.on('message', async (order) => {
  try {
    process.send(await send(order));
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});

/** `rate` 0 sends as fast as the server takes it; a `singles` share goes one by one, the rest in NDJSON. */
async function send({ url, apiKey, count, rate, singles, seed, run }) {
  const script = bigSaleLogistics.complaints({ count, seed, run });
  const post = poster(url, apiKey);
  const bulk = new Lane(AT_ONCE);
  const single = new Lane(SINGLES_AT_ONCE);
  const answers = [];
  const started = performance.now();
  let sent = 0;
  let waiting = [];
  const batch = rate > 0 ? Math.max(1, Math.min(BATCH, Math.round(rate / 10))) : BATCH;
  const flush = async () => {
    if (waiting.length === 0) return;
    const body = waiting.join('\n');
    waiting = [];
    await bulk.run(async () => {
      const { accepted, rejected } = await post('/complaints/bulk', 'application/x-ndjson', body);
      if (rejected.length > 0) throw new Error(JSON.stringify(rejected[0]));
      return accepted;
    });
  };
  for (const { body } of script) {
    const line = JSON.stringify(body);
    sent++;
    if ((sent * singles) % 1 < singles)
      await single.run(async () => {
        const before = performance.now();
        await post('/complaints', 'application/json', line);
        answers.push(performance.now() - before);
        return 1;
      });
    else if (waiting.push(line) >= batch) await flush();
    if (rate > 0) {
      const early = started + (sent / rate) * 1_000 - performance.now();
      if (early > 20) {
        await flush();
        await new Promise((resolve) => setTimeout(resolve, early));
      }
    }
  }
  await flush();
  const accepted = (await bulk.end()) + (await single.end());
  return { accepted, seconds: (performance.now() - started) / 1_000, singles: answers };
}

const poster = (url, apiKey) => async (path, type, body) => {
  const headers = { 'content-type': type, authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

/** So many requests at once, and the sum of what they answer. */
class Lane {
  running = new Set();
  total = 0;

  constructor(most) {
    this.most = most;
  }

  async run(work) {
    while (this.running.size >= this.most) await Promise.race(this.running);
    const one = work().then((n) => {
      this.total += n;
      this.running.delete(one);
    });
    this.running.add(one);
  }

  async end() {
    await Promise.all(this.running);
    return this.total;
  }
}
