import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NoRoom, Turns } from './turns.js';

/** Work that ends when told to, in the order in which it was begun. */
function bench(turns: Turns) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const refused: string[] = [];
  const enter = (sender: string, name = sender): void => {
    turns
      .take(sender, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.push(resolve));
      })
      .catch((error: unknown) => {
        expect(error).toBeInstanceOf(NoRoom);
        refused.push(name);
      });
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const finish = async (): Promise<void> => {
    ends.shift()?.();
    await settle();
  };
  return { begun, refused, ends, enter, finish, settle };
}

describe('turns at costly work', () => {
  it('gives each sender a turn before anybody a second one', async () => {
    const { begun, enter, finish, settle } = bench(new Turns({ atOnce: 1, waiting: 10, perSender: 5 }));
    for (const name of ['a', 'a', 'a', 'a', 'b', 'c']) enter(name);
    await settle();
    for (let i = 0; i < 5; i++) await finish();
    expect(begun).toEqual(['a', 'a', 'b', 'c', 'a', 'a']);
  });

  it('refuses what is beyond the bounds of one sender and of all', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 4, perSender: 2 });
    const { refused, enter, settle } = bench(turns);
    for (const name of ['x', 'a', 'a', 'a', 'b', 'b', 'c']) enter(name);
    await settle();
    expect(turns.waiting).toBe(4);
    // The third of one sender, and the last of those with most, who made room for another sender.
    expect(refused.sort()).toEqual(['a', 'a']);
  });

  it('holds the bounds and loses nobody, whoever comes and goes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c', 'd'), fc.constant(null)), { maxLength: 80 }), async (steps) => {
        const turns = new Turns({ atOnce: 2, waiting: 5, perSender: 3 });
        const { begun, refused, ends, enter, finish, settle } = bench(turns);
        for (const step of steps) {
          if (step === null) await finish();
          else enter(step);
          expect(turns.waiting).toBeLessThanOrEqual(5);
        }
        await settle();
        while (ends.length > 0) await finish();
        expect(begun.length + refused.length).toBe(steps.filter((step) => step !== null).length);
        expect(turns.waiting).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});
