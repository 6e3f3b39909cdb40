import { afterEach, describe, expect, it } from '@jest/globals';
import { workerModule } from './enrichment-pool.js';
import { WorkerPool, type WorkerPoolOptions } from './pool.js';

type Item = number | 'die' | 'hang' | 'throw';
const ROUGH = new URL('./fixtures/rough-worker.mjs', import.meta.url);
const open: WorkerPool<Item, number>[] = [];

function pool(options: Partial<WorkerPoolOptions<Item, number>> = {}): WorkerPool<Item, number> {
  const made = new WorkerPool<Item, number>({ worker: ROUGH, size: 2, ...options });
  open.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((p) => p.close()));
});

describe('the worker pool', () => {
  it('answers many batches in the order of their items', async () => {
    const p = pool();
    const batches = Array.from({ length: 40 }, (_, i) => [i, i + 1, i + 2]);
    expect(await Promise.all(batches.map((b) => p.run(b)))).toEqual(batches.map((b) => b.map((n) => n * 2)));
    expect(p.backlog).toBe(0);
  });

  it.each(['die', 'hang', 'throw'] as const)('gets the others through when one item makes workers %s', async (bad) => {
    const lost: string[] = [];
    const p = pool({ timeoutMs: 2_000, onPoison: () => -1, onWorkerLost: (why) => lost.push(why) });
    const [mixed, clean] = await Promise.all([p.run([1, 2, bad, 4]), p.run([5, 6])]);
    expect(mixed).toEqual([2, 4, -1, 8]);
    expect(clean).toEqual([10, 12]);
    expect(lost.length > 0).toBe(bad !== 'throw');
  });

  it('rejects the batch when nobody answers for the poison', async () => {
    await expect(pool().run(['throw'])).rejects.toThrow('cannot double this');
  });

  it('blames the module, not the items, when no worker ever loads', async () => {
    const p = pool({ worker: new URL('./fixtures/absent.mjs', import.meta.url), onPoison: () => -1 });
    await expect(p.run([1, 2])).rejects.toThrow(/absent|Cannot find/);
  });

  it('finishes what it was given before it closes, and takes no more', async () => {
    const p = pool({ size: 1 });
    const work = Promise.all([p.run([1]), p.run([2]), p.run([3])]);
    await p.close();
    expect(await work).toEqual([[2], [4], [6]]);
    await expect(p.run([1])).rejects.toThrow('closed');
  });

  it('refuses to be empty', () => expect(() => pool({ size: 0 })).toThrow(RangeError));
});

describe('workerModule', () => {
  it('points from sources to the compiled module', () => {
    expect(workerModule('./x.worker.js', 'file:///app/server/src/domains/a/b.ts').pathname).toBe('/app/server/dist/domains/a/x.worker.js');
    expect(workerModule('./x.worker.js', 'file:///app/server/dist/domains/a/b.js').pathname).toBe('/app/server/dist/domains/a/x.worker.js');
  });
});
