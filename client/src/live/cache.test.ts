import { describe, expect, it } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { type LiveEvent, type Pulse, STALE } from '@tocsin/shared/live';
import { applyEvent, applyPulse, binding, readAnew } from './cache.js';

interface Tally {
  n: number;
}
const tallies = binding<Tally>(
  ['tally'],
  (tally, { type, seq }) => (type === 'access.changed' ? STALE : type === 'note.added' ? { n: tally.n + seq } : tally),
  (tally, { counts }) => ({ n: Math.max(tally.n, counts.posts) }),
);
const event = (type: LiveEvent['type'], seq = 1): LiveEvent => ({ type, seq }) as LiveEvent;

function cacheOf(...tallies: [key: string, n: number][]): QueryClient {
  const cache = new QueryClient();
  for (const [key, n] of tallies) cache.setQueryData(['tally', key], { n });
  return cache;
}

describe('events over the cache', () => {
  it('change every query under the key, and none besides', () => {
    const cache = cacheOf(['a', 1], ['b', 10]);
    cache.setQueryData(['other'], { n: 7 });
    applyEvent(cache, [tallies], event('note.added', 2));
    expect([cache.getQueryData(['tally', 'a']), cache.getQueryData(['tally', 'b']), cache.getQueryData(['other'])]).toEqual([
      { n: 3 },
      { n: 12 },
      { n: 7 },
    ]);
  });

  it('leave what they are no business of untouched, to the very object', () => {
    const cache = cacheOf(['a', 1]);
    const before = cache.getQueryData(['tally', 'a']);
    applyEvent(cache, [tallies], event('incident.renamed'));
    expect(cache.getQueryData(['tally', 'a'])).toBe(before);
    expect(cache.getQueryState(['tally', 'a'])?.isInvalidated).toBe(false);
  });

  it('that cannot be applied keep the old answer on screen and ask for a new one', () => {
    const cache = cacheOf(['a', 1]);
    applyEvent(cache, [tallies], event('access.changed'));
    expect(cache.getQueryData(['tally', 'a'])).toEqual({ n: 1 });
    expect(cache.getQueryState(['tally', 'a'])?.isInvalidated).toBe(true);
  });
});

it('a pulse reaches the bindings that listen for it', () => {
  const cache = cacheOf(['a', 1]);
  const deaf = binding<Tally>(['tally'], (tally) => tally);
  applyPulse(cache, [deaf], { counts: { posts: 9 } } as Pulse);
  expect(cache.getQueryData(['tally', 'a'])).toEqual({ n: 1 });
  applyPulse(cache, [tallies], { counts: { posts: 9 } } as Pulse);
  expect(cache.getQueryData(['tally', 'a'])).toEqual({ n: 9 });
});

it('a reset marks everything bound as to be read anew', () => {
  const cache = cacheOf(['a', 1], ['b', 2]);
  readAnew(cache, [tallies]);
  expect(['a', 'b'].map((key) => cache.getQueryState(['tally', key])?.isInvalidated)).toEqual([true, true]);
});
