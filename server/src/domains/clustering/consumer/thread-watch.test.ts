import { describe, expect, it } from '@jest/globals';
import { newId, type ComplaintId } from '@tocsin/shared/kernel';
import { LOOKS, SILENCE, ThreadWatch, type Hang } from './thread-watch.js';
import { WorkMark } from './work-mark.js';

const LIMIT_MS = 20_000;
const ID = newId<ComplaintId>();
const BEAT = 1;

function watched() {
  const mark = new WorkMark();
  const words = new Int32Array(mark.memory, 0, 3);
  const watch = new ThreadWatch(mark, LIMIT_MS);
  const beat = (): unknown => Atomics.add(words, BEAT, 1);
  /** The looks until it is called a hang, at most as many as given. */
  const looks = (most: number, between: () => unknown = () => undefined): { hang: Hang | null; after: number } => {
    for (let i = 1; i <= most; i++) {
      between();
      const hang = watch.look();
      if (hang) return { hang, after: i };
    }
    return { hang: null, after: most };
  };
  return { mark, watch, beat, looks };
}

describe('the watch over a thread', () => {
  it('calls it a hang when one piece of work silences the thread for the limit', () => {
    const { mark, beat, looks } = watched();
    beat();
    looks(1);
    const { hang, after } = mark.during('grouping', ID, () => looks(100));
    // The first look at new work only sees that it is new.
    expect([hang?.item, after]).toEqual([{ kind: 'grouping', id: ID }, LOOKS + 1]);
    expect(hang?.seconds).toBeGreaterThanOrEqual(LIMIT_MS / 1_000);
  });

  it('lets work wait as long as the thread beats', () => {
    const { mark, beat, looks } = watched();
    expect(mark.during('command', ID, () => looks(100, beat)).hang).toBeNull();
  });

  it('blames nobody while the work changes, and gives nameless silence more time', () => {
    const { mark, beat, looks } = watched();
    beat();
    looks(1);
    const busy = looks(100, () => mark.during('grouping', newId<ComplaintId>(), () => undefined));
    expect([busy.hang?.item, busy.after]).toEqual([null, LOOKS * SILENCE]);
  });

  it('waits for a thread that still loads', () => {
    const { looks } = watched();
    expect(looks(1_000).hang).toBeNull();
  });

  it('is well again after the limit without silence', () => {
    const { watch, beat, looks } = watched();
    looks(LOOKS - 1, beat);
    expect(watch.well).toBe(false);
    looks(1, beat);
    expect(watch.well).toBe(true);
    looks(1);
    expect(watch.well).toBe(false);
  });
});
