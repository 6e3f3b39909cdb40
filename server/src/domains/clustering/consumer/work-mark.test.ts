import { describe, expect, it } from '@jest/globals';
import { newId, type ComplaintId } from '@tocsin/shared/kernel';
import fc from 'fast-check';
import { WorkMark } from './work-mark.js';

const KINDS = ['reading', 'grouping', 'writing', 'detection', 'reclustering', 'command'] as const;
const ID = newId<ComplaintId>();

/** One writes, the other reads, as in two threads. */
function pair(): [WorkMark, WorkMark] {
  const [worker, watcher] = [new WorkMark(), new WorkMark()];
  worker.share(watcher.memory);
  return [worker, watcher];
}

describe('the note of what a thread works on', () => {
  it('is read from another place while the work lasts, and not after, whatever it is', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...KINDS), (id, kind) => {
        const [worker, watcher] = pair();
        expect(worker.during(kind, id, () => watcher.item)).toEqual({ kind, id });
        expect([watcher.item, watcher.turn]).toEqual([null, 1]);
      }),
    );
  });

  it('names no complaint when an old command is played again', () => {
    const [worker, watcher] = pair();
    expect(worker.during('journal', null, () => watcher.item)).toEqual({ kind: 'journal', id: null });
  });

  it('stands while work waits, and is taken back when work fails', async () => {
    const [worker, watcher] = pair();
    let fail = (): void => undefined;
    const working = worker.while('command', ID, () => new Promise((_, reject) => (fail = () => reject(new RangeError('no')))));
    expect(watcher.item).toEqual({ kind: 'command', id: ID });
    fail();
    await expect(working).rejects.toThrow('no');
    expect(watcher.item).toBeNull();
  });
});
