// Lets the clock of the server jump, forwards and back, and looks whether the next wave of complaints is still detected. The clock is the one
// that the product injects, so the product runs in this very process, with its engine on the main thread; the database keeps the real time.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bootstrap } from '../../server/dist/bootstrap.js';
import { Clock } from '../../server/dist/platform/clock/clock.js';
import { loadConfig } from '../../server/dist/platform/config/config.js';
import { ADMIN } from './house.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const HOUR = 3_600_000;
const WITHIN_MS = 60_000;
const PEOPLE = 8;
/** As many people as the policy of a new installation asks for. */
const DETECTED = 5;
/** Where the clock stands during each wave, against the real one. */
const WAVES = [
  { name: 'right', shift: 0, words: ['华东仓停摆，羽绒服不发货', '要求退款，物流三天没有更新'] },
  { name: 'six hours ahead', shift: 6 * HOUR, words: ['满减优惠券付款时失效', '凑单白忙，要求补发优惠券'] },
  { name: 'back to the right time', shift: 0, words: ['燃气灶打不着火漏气', '闻到煤气味，要求上门检修'] },
  { name: 'a day behind', shift: -24 * HOUR, words: ['航班延误机场滞留一夜', '没有人安排住宿，要求改签赔偿'] },
  { name: 'forty days ahead', shift: 40 * 24 * HOUR, words: ['小区停水停电物业推诿', '电梯困人，要求物业修好'] },
  { name: 'right again', shift: 0, words: ['奶粉里有虫子孩子拉肚子', '商家拒绝退货，要求检测奶粉'] },
];

class JumpingClock extends Clock {
  shift = 0;
  now() {
    return new Date(this.ms());
  }
  ms() {
    return Date.now() + this.shift;
  }
}

const folder = await mkdtemp(join(tmpdir(), 'tocsin-chaos-clock-'));
await chmod(folder, 0o755);
const clock = new JumpingClock();
const config = loadConfig({
  ...process.env,
  ...{ PORT: values.port, LOG_LEVEL: 'fatal', TOCSIN_DATA: join(folder, 'data'), TOCSIN_CLUSTERER: 'inline' },
  ...{ TOCSIN_ADMIN_EMAIL: ADMIN.email, TOCSIN_ADMIN_PASSWORD: ADMIN.password },
});
const awake = setInterval(() => undefined, 1_000);
const running = await bootstrap(config, { clock });
const url = `http://127.0.0.1:${running.port}/api/v1`;
const send = (path, body, headers) =>
  fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

async function machineKey() {
  const signedIn = await send('/auth/login', ADMIN, {});
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const made = await send('/api-keys', { name: 'chaos', scopes: ['complaint:create', 'complaint:read', 'incident:read'] }, { cookie });
  return (await made.json()).key;
}

/** How many of these complaints are in an incident. */
async function inIncidents(ids, authorization) {
  const rows = await Promise.all(ids.map(async (id) => (await fetch(`${url}/complaints/${id}`, { headers: authorization })).json()));
  return rows.filter(({ incidentId }) => incidentId).length;
}

const result = { waves: {}, refused: 0 };
try {
  const authorization = { authorization: `Bearer ${await machineKey()}` };
  let phones = 0;
  for (const { name, shift, words } of WAVES) {
    clock.shift = shift;
    const started = performance.now();
    const ids = [];
    for (let i = 0; i < PEOPLE; i++) {
      const text = `${words[i % 2]}，${words[(i + 1) % 2]}，第 ${i + 1} 次反映`;
      const phone = `139${10_000_000 + phones++}`;
      const filed = await send('/complaints', { text, channel: 'app', complainant: { phone } }, authorization);
      if (filed.ok) ids.push((await filed.json()).id);
      else result.refused += 1;
    }
    let found = 0;
    while ((found = await inIncidents(ids, authorization)) < DETECTED && performance.now() - started < WITHIN_MS) await sleep(200);
    result.waves[name] = found < DETECTED ? 'NOT DETECTED' : `detected after ${((performance.now() - started) / 1_000).toFixed(1)} s`;
  }
} catch (error) {
  result.error = String(error);
} finally {
  await running.stop();
  clearInterval(awake);
  await rm(folder, { recursive: true, force: true });
}
console.log(JSON.stringify(result, null, 2));
const passed = result.refused === 0 && !result.error && Object.values(result.waves).every((said) => said !== 'NOT DETECTED');
console.log(passed ? 'clock: PASSED' : 'clock: FAILED');
process.exit(passed ? 0 : 1);
