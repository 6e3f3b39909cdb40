import { describe, expect, it } from '@jest/globals';
import { FEED_LIMIT, freeze } from './feed-buffer.js';

const idOf = (x: string): string => x;

describe('feed', () => {
  it('keeps the newest item the reader saw on top and counts what waits', () => {
    expect(freeze(['e', 'd', 'c', 'b'], idOf, 'c')).toEqual({ shown: ['c', 'b'], waiting: 2 });
  });

  it('shows everything when nothing is newer', () => {
    expect(freeze(['c', 'b'], idOf, 'c')).toEqual({ shown: ['c', 'b'], waiting: 0 });
    expect(freeze(['c', 'b'], idOf, null)).toEqual({ shown: ['c', 'b'], waiting: 0 });
  });

  it('keeps what is being read when a flood has pushed it out of the list', () => {
    expect(freeze(['z', 'y'], idOf, 'c', ['c', 'b'])).toEqual({ shown: ['c', 'b'], waiting: 2 });
    expect(freeze(['z', 'y'], idOf, 'c')).toEqual({ shown: ['z', 'y'], waiting: 0 });
  });

  it('never draws more than its limit', () => {
    const many = Array.from({ length: 500 }, (_, i) => `n${i}`);
    expect(freeze(many, idOf, null).shown).toHaveLength(FEED_LIMIT);
    expect(freeze(many, idOf, 'n100')).toMatchObject({ waiting: 100 });
    expect(freeze(many, idOf, 'n100').shown).toHaveLength(FEED_LIMIT);
  });
});
