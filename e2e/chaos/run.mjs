// What every run has in common: a product of its own, figures with their bounds, a verdict, and nothing left behind.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { House } from './house.mjs';

/** `attack` gets the running product and answers figures: `name: [value, holds]`. A bound that does not hold fails the run. */
export async function run(name, { port, settings = {}, folder: given = null }, attack) {
  const folder = given ?? (await mkdtemp(join(tmpdir(), `tocsin-chaos-${name}-`)));
  await chmod(folder, 0o755);
  const house = new House(join(folder, 'data'), port, settings);
  // A run that is stopped by hand ends its product as well.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void house.end().finally(() => process.exit(130)));
  try {
    await house.ready();
    const figures = await attack(house);
    const failed = Object.keys(figures).filter((figure) => !figures[figure][1]);
    console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([figure, [value]]) => [figure, value])), null, 2));
    console.log(failed.length === 0 ? `${name}: PASSED` : `${name}: FAILED (${failed.join(', ')})`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error);
    console.log(`${name}: FAILED`);
    process.exitCode = 1;
  } finally {
    await house.end();
    if (given === null) await rm(folder, { recursive: true, force: true });
  }
}

/** An ordinary visitor: looks at the form and files, again and again; notes how long it took and what failed. */
export class Visitor {
  constructor(house, key) {
    Object.assign(this, { house, key, times: [], failures: [], on: true });
    this.done = this.walk();
  }

  async walk() {
    for (let n = 0; this.on; n++) {
      const started = performance.now();
      try {
        const page = await fetch(`${this.house.url}/c/new`, { signal: AbortSignal.timeout(30_000) });
        await page.text();
        const body = { text: `快递停在仓库 ${n} 天没有动静，客服不回`, channel: 'web', externalId: `visitor ${n}`, source: 'chaos' };
        const filed = await this.house.post('/complaints', body, { authorization: `Bearer ${this.key}` });
        if (!page.ok || !filed.ok) this.failures.push(`${page.status} ${filed.status}`);
        await filed.text();
      } catch (error) {
        this.failures.push(String(error.cause ?? error));
      }
      this.times.push(performance.now() - started);
      await sleep(200);
    }
  }

  async leave() {
    this.on = false;
    await this.done;
    return { visits: this.times.length, worstMs: Math.round(Math.max(...this.times)), failures: this.failures.slice(0, 5) };
  }
}
