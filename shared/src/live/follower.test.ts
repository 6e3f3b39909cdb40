import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Follower, NOWHERE } from './follower.js';
import type { CatchUp, LiveEvent } from './live.contract.js';

const event = (seq: number): LiveEvent => ({ stream: 'overview', seq }) as LiveEvent;
const upTo = (n: number, after = 0): LiveEvent[] => Array.from({ length: Math.max(0, n - after) }, (_, i) => event(after + i + 1));

/** A server that has told `length` events so far. */
function scene(length: number, start = 0) {
  const log = { length, limit: 1_000 };
  const seen: number[] = [];
  const resets: number[] = [];
  const asked: number[] = [];
  const follower = new Follower(start, {
    watch: (afterSeq): Promise<CatchUp> => {
      asked.push(afterSeq);
      const reset = afterSeq > log.length || log.length - afterSeq > log.limit;
      return Promise.resolve(
        reset ? { kind: 'reset', lastSeq: log.length } : { kind: 'events', events: upTo(log.length, afterSeq), lastSeq: log.length },
      );
    },
    onEvent: ({ seq }) => seen.push(seq),
    onReset: (lastSeq) => resets.push(lastSeq),
    onRefused: () => undefined,
  });
  return { follower, log, seen, resets, asked };
}
const settled = (): Promise<void> => new Promise((go) => setTimeout(go, 0));

describe('Follower', () => {
  it('catches up first, then goes on with what is told', async () => {
    const { follower, seen } = scene(2);
    await follower.catchUp();
    follower.hear(event(3));
    expect(seen).toEqual([1, 2, 3]);
    expect(follower.lastSeq).toBe(3);
  });

  it('holds what comes in before the answer, and hands it on once', async () => {
    const { follower, log, seen } = scene(2);
    const caughtUp = follower.catchUp();
    log.length = 4;
    for (const seq of [4, 2, 3]) follower.hear(event(seq));
    await caughtUp;
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('fills a hole by asking again from where it stands', async () => {
    const { follower, log, seen, asked } = scene(1);
    await follower.catchUp();
    log.length = 5;
    follower.hear(event(5));
    await settled();
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toEqual([0, 1]);
  });

  it('learns from the server that the last message was lost', async () => {
    const { follower, log, seen } = scene(1);
    await follower.catchUp();
    log.length = 2;
    follower.heardUpTo(1);
    follower.heardUpTo(2);
    await settled();
    expect(seen).toEqual([1, 2]);
  });

  it('starts anew after too much was missed, or when the server remembers less than it does', async () => {
    const { follower, log, seen, resets } = scene(5_000, 10);
    await follower.catchUp();
    expect([resets, follower.lastSeq]).toEqual([[5_000], 5_000]);
    log.length = 7;
    follower.pause();
    await follower.catchUp();
    expect([resets, follower.lastSeq, seen]).toEqual([[5_000, 7], 7, []]);
  });

  it('throws away the answer of an attempt that a newer one overtook', async () => {
    const { follower, seen } = scene(3);
    const first = follower.catchUp();
    follower.pause();
    await first;
    expect([seen, follower.current]).toEqual([[], 'waiting']);
    await follower.catchUp();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('begins at a snapshot that turns up while its position is unknown', async () => {
    const { follower, seen, resets } = scene(4, NOWHERE);
    const first = follower.catchUp();
    follower.beginAt(2);
    await first;
    await settled();
    expect([seen, resets]).toEqual([[3, 4], []]);
    follower.beginAt(0);
    expect(follower.lastSeq).toBe(4);
  });

  it('remembers what followed a snapshot, and says so when it does not', async () => {
    const { follower } = scene(5, 2);
    await follower.catchUp();
    expect(follower.since(3)?.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(follower.since(9)).toEqual([]);
    expect(follower.since(1)).toBeNull();
  });

  it('ends with every event once and in order, whatever is lost, repeated, swapped or cut', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('tell' as const), copies: fc.integer({ min: 0, max: 2 }), swap: fc.boolean() }) },
      { weight: 1, arbitrary: fc.constant({ do: 'cut' as const }) },
      { weight: 1, arbitrary: fc.constant({ do: 'wait' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const { follower, log, seen } = scene(0);
        await follower.catchUp();
        let late: LiveEvent | null = null;
        for (const one of steps) {
          if (one.do === 'wait') await settled();
          if (one.do === 'cut') {
            follower.pause();
            void follower.catchUp();
          }
          if (one.do !== 'tell') continue;
          const next = event(++log.length);
          if (!one.swap) for (let i = 0; i < one.copies; i++) follower.hear(next);
          if (late) follower.hear(late);
          late = one.swap ? next : null;
        }
        await settled();
        follower.heardUpTo(log.length);
        await settled();
        expect(seen).toEqual(upTo(log.length).map(({ seq }) => seq));
      }),
      { numRuns: 200 },
    );
  });
});
