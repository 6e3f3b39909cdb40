import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEMANDS } from '../complaints/index.js';
import { demandGroups, primaryDemand, type DemandCount } from './demand-groups.rules.js';

const counts: fc.Arbitrary<DemandCount[]> = fc.array(
  fc.nat(500).chain((posts) =>
    fc.record({
      demands: fc.subarray([...DEMANDS], { minLength: 0 }).map((list) => list.toReversed()),
      posts: fc.constant(posts),
      complaints: fc.nat(posts),
    }),
  ),
);
const sum = (of: readonly number[]): number => of.reduce((total, n) => total + n, 0);

describe('demand groups', () => {
  it('take a complaint by the weightiest of its demands', () => {
    expect(primaryDemand(['apology', 'refund'])).toBe('refund');
    expect(primaryDemand([])).toBe('none');
    expect(demandGroups([{ demands: ['apology', 'refund'], posts: 3, complaints: 2 }])).toEqual([
      { demand: 'refund', posts: 3, complaints: 2, alsoPosts: 0 },
      { demand: 'apology', posts: 0, complaints: 0, alsoPosts: 3 },
    ]);
  });

  it('sum to the incident, whatever is demanded together', () => {
    fc.assert(
      fc.property(counts, (rows) => {
        const groups = demandGroups(rows);
        expect(sum(groups.map(({ posts }) => posts))).toBe(sum(rows.map(({ posts }) => posts)));
        expect(sum(groups.map(({ complaints }) => complaints))).toBe(sum(rows.map(({ complaints }) => complaints)));
        expect(new Set(groups.map(({ demand }) => demand)).size).toBe(groups.length);
      }),
    );
  });

  it('do not depend on the order of counting', () => {
    fc.assert(fc.property(counts, (rows) => expect(demandGroups(rows.toReversed())).toEqual(demandGroups(rows))));
  });
});
