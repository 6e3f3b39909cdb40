import { describe, expect, it } from '@jest/globals';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { IncidentSituation } from '@tocsin/shared/incidents';
import type { Pulse } from '@tocsin/shared/live';
import fc from 'fast-check';
import { FEED_MAX, mergeFeed, pulseSituation } from './feed.rules.js';

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 22, 6, n)).toISOString();
const row = (id: string, n: number, over: Partial<ComplaintRow> = {}): ComplaintRow =>
  ({ id, receivedAt: minute(n), ...over }) as ComplaintRow;
const ids = (rows: readonly ComplaintRow[]): string[] => rows.map(({ id }) => id);

describe('the feed', () => {
  it('puts a row where its time belongs, not at the top because it was told last', () => {
    expect(ids(mergeFeed([row('old', 1), row('new', 9)], [row('b', 5), row('a', 3)]))).toEqual(['new', 'b', 'a', 'old']);
  });

  it('keeps a row once, as it was told last', () => {
    const [only, ...rest] = mergeFeed([row('a', 3, { status: 'answered' })], [row('a', 3, { status: 'received' })]);
    expect([only?.status, rest.length]).toEqual(['answered', 0]);
  });

  it('is the same however the pulses are cut and ordered, newest first, and never longer than it may be', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 59 })), {
      selector: ([id]) => id,
      maxLength: 300,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (given, size) => {
        const all = given.map(([id, n]) => row(String(id), n));
        const whole = mergeFeed(all, []);
        let known: ComplaintRow[] = [];
        for (let i = 0; i < all.length; i += size) known = mergeFeed(all.slice(i, i + size), known);
        expect(ids(known)).toEqual(ids(whole));
        expect(whole.length).toBe(Math.min(all.length, FEED_MAX));
        expect(whole.every((one, i) => i === 0 || one.receivedAt <= (whole[i - 1] as ComplaintRow).receivedAt)).toBe(true);
      }),
    );
  });
});

describe('a pulse over the situation', () => {
  const situation = { metrics: { posts: 5, at: minute(10) }, newest: [row('a', 3)] } as IncidentSituation;
  const pulse = (posts: number, at: number, newest: ComplaintRow[] = []): Pulse =>
    ({ metrics: { posts, at: minute(at) }, newest }) as Pulse;

  it('brings numbers and rows', () => {
    const next = pulseSituation(situation, pulse(6, 11, [row('b', 4)]));
    expect([next.metrics.posts, ids(next.newest)]).toEqual([6, ['b', 'a']]);
  });

  it('never takes numbers back to older ones, yet keeps the rows it brings', () => {
    const next = pulseSituation(situation, pulse(4, 9, [row('b', 4)]));
    expect([next.metrics.posts, ids(next.newest)]).toEqual([5, ['b', 'a']]);
  });

  it('that says nothing new leaves the very same snapshot', () => {
    expect(pulseSituation(situation, pulse(4, 9))).toBe(situation);
  });
});
