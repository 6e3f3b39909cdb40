import { describe, expect, it } from '@jest/globals';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import fc from 'fast-check';
import { groupIdOf } from './group-id.js';
import { netMoves, type StepMove } from './net-moves.rules.js';
import { addTally, count, emptyTally, subtractTally, type Facts, type Tally } from './tally.rules.js';
import { likeness, titleOf } from './title.rules.js';

const facts: fc.Arbitrary<Facts> = fc.record({
  channel: fc.constantFrom('app', 'phone', 'regulator'),
  emotion: fc.constantFrom('calm', 'anger'),
  demands: fc.uniqueArray(fc.constantFrom('refund', 'apology')),
  flags: fc.uniqueArray(fc.constantFrom('injury', 'court', 'media')),
  brand: fc.constantFrom(null, 'a', 'b'),
  adcode: fc.constantFrom(null, '310000', '320500'),
  located: fc.boolean(),
  critical: fc.boolean(),
  claimed: fc.nat(1_000),
  reach: fc.nat(1_000),
  repost: fc.boolean(),
  past: fc.boolean(),
});
const tallyOf = (list: readonly Facts[]): Tally => {
  const tally = emptyTally();
  for (const one of list) count(tally, one);
  return tally;
};

describe('tallies', () => {
  it('add up the same in any order, and what is taken back leaves the rest', () => {
    fc.assert(
      fc.property(fc.array(facts), fc.array(facts), (a, b) => {
        const both = tallyOf([...b, ...a]);
        expect(addTally(tallyOf(a), tallyOf(b))).toEqual(both);
        expect(subtractTally(both, tallyOf(b))).toEqual(tallyOf(a));
      }),
    );
  });
});

describe('corrections', () => {
  const G = ['g0', 'g1', 'g2', 'g3'] as GroupId[];
  const step = fc.record({ kind: fc.constantFrom('merge' as const, 'move' as const), from: fc.nat(3), into: fc.nat(3), pick: fc.nat(9) });

  it('end where playing them one by one ends, and never lose or double a complaint', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 10 }), fc.array(step, { maxLength: 12 }), (start, plan) => {
        const place = new Map(start.map((group, i) => [`c${String(i)}` as ComplaintId, G[group] as GroupId]));
        const began = new Map(place);
        const standing = (group: GroupId): ComplaintId[] => [...place].filter(([, at]) => at === group).map(([id]) => id);
        const members = new Map(G.map((group) => [group, standing(group)]));
        const moves: StepMove[] = [];
        for (const { kind, from: f, into: t, pick } of plan) {
          const [from, into] = [G[f] as GroupId, G[t] as GroupId];
          if (from === into) continue;
          const ids = kind === 'merge' ? standing(from) : standing(from).slice(0, (pick % 3) + 1);
          moves.push({ kind, from, into, earlier: kind === 'merge' ? 'all' : ids });
          for (const id of ids) place.set(id, into);
        }
        const { moved } = netMoves(moves, members);
        const ended = new Map(began);
        for (const { id, from, into } of moved) {
          expect(began.get(id)).toBe(from);
          ended.set(id, into);
        }
        expect(ended).toEqual(place);
        expect(new Set(moved.map(({ id }) => id)).size).toBe(moved.length);
      }),
    );
  });
});

describe('names', () => {
  it('of groups follow from the engine, and are ids of the house', () => {
    const founder = '01a20309-8077-754b-83e2-1ac424f795ef';
    expect(groupIdOf(founder)).toBe(founder);
    const second = groupIdOf(`${founder}~2`);
    expect(second).toMatch(/^01a20309-8077-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(groupIdOf(`${founder}~2`)).toBe(second);
    expect(groupIdOf(`${founder}~3`)).not.toBe(second);
  });

  it('of titles say each thing once, what it is about first', () => {
    const terms = ['羽绒服', '羽绒', '退款', '停摆', '物流'].map((term, i) => ({ term, weight: 1 - i / 10 }));
    expect(titleOf('华东仓', terms, '')).toBe('华东仓 · 羽绒服 · 退款 · 停摆');
    expect(titleOf(null, [], '  ')).toBe('—');
    expect(likeness(terms, terms)).toBe(1);
    expect(likeness(terms, [{ term: '色差', weight: 1 }])).toBe(0);
  });
});
