import { describe, expect, it } from '@jest/globals';
import type { ComplaintId, GroupId, IncidentId } from '@tocsin/shared/kernel';
import fc from 'fast-check';
import { differences, type Flow, type Placed, type Read, type Standing } from './diff.rules.js';
import { sideKey, sizesAfter, summarise } from './summary.rules.js';

type Letters = `${string}>${string}`;
const group = (id: string, more: Partial<Standing> = {}): Standing => ({
  ...{ id: id as GroupId, posts: 0, locked: false, named: false, incidentId: null },
  ...more,
});

/** `A>x` is a complaint that stands in A and is put into x; `A!>x` one that a person placed. */
function read(places: readonly Letters[], more: Partial<Standing>[] = [], rest: Partial<Pick<Read, 'anchors' | 'apart'>> = {}): Read {
  const placed = places.map((place, i): Placed => {
    const [from = '', target = ''] = place.split('>');
    const bound = from.endsWith('!') ? 'placed' : null;
    return { id: `c${String(i)}` as ComplaintId, from: from.replace('!', '') as GroupId, target, why: 'similar', bound };
  });
  const groups = new Map<GroupId, Standing>();
  for (const { from } of placed) groups.set(from, group(from, { posts: (groups.get(from)?.posts ?? 0) + 1 }));
  for (const one of more) {
    const id = one.id as GroupId;
    groups.set(id, { ...group(id), ...groups.get(id), ...one });
  }
  return { placed, groups, anchors: new Map(), apart: [], ...rest };
}
const times = (n: number, place: Letters): Letters[] => Array.from({ length: n }, () => place);
const short = ({ kind, from, into, target, placed, blocked }: Flow): string =>
  `${kind} ${from}>${into ?? `new ${target}`} ${String(placed.length)}${blocked === null ? '' : ` ${blocked}`}`;
const told = (input: Read): string[] => differences(input).flows.map(short);
const A = 'A' as GroupId;
const B = 'B' as GroupId;

describe('what a new reading would change', () => {
  it('is nothing where everybody stays together, whatever the new names', () => {
    expect(told(read([...times(3, 'A>x'), ...times(2, 'B>y')]))).toEqual([]);
  });

  it('is a merge, a split, a move, or a group that falls apart', () => {
    expect(told(read([...times(5, 'A>x'), ...times(2, 'B>x')]))).toEqual(['merge B>A 2']);
    expect(told(read([...times(5, 'A>x'), ...times(2, 'A>y')]))).toEqual(['split A>new y 2']);
    expect(told(read([...times(5, 'A>x'), ...times(4, 'B>y'), 'B>x']))).toEqual(['move B>A 1']);
    const apart = read([...times(5, 'A>x'), ...times(5, 'B>y'), ...times(2, 'C>x'), 'C>y']);
    expect(told(apart)).toEqual(['merge C>A 2', 'move C>B 1']);
    expect(summarise(differences(apart), apart.groups)).toMatchObject({
      ...{ read: 13, unchanged: 10, moved: 3, heldBack: 0 },
      groups: { merged: 0, dissolved: 1, split: 0, appeared: 0 },
    });
  });

  it('never ends a group that has members beyond those read again', () => {
    expect(told(read([...times(5, 'A>x'), ...times(2, 'B>x')], [{ id: B, posts: 3 }]))).toEqual(['move B>A 2']);
    const beside = { anchors: new Map([['x', new Set([A, B])]]) };
    expect(told(read([...times(5, 'A>x'), ...times(2, 'B>x')], [{ id: B, posts: 3 }], beside))).toEqual([]);
  });
});

describe('what people decided', () => {
  const merging = [...times(5, 'A>x'), ...times(2, 'B>x')] as Letters[];
  it.each([
    ['a locked group keeps its name and everybody', [{ id: B, locked: true }], 'merge A>B 5 locked'],
    ['a locked group takes nobody', [{ id: A, locked: true }], 'merge B>A 2 locked'],
    ['a named group never merges by itself', [{ id: B, named: true }], 'merge B>A 2 named'],
    ['nor does another merge into it', [{ id: A, named: true }], 'merge B>A 2 named'],
    [
      'two incidents stay two',
      [
        { id: A, incidentId: 'i' as IncidentId },
        { id: B, incidentId: 'j' as IncidentId },
      ],
      'merge B>A 2 two-incidents',
    ],
  ])('%s', (_name, more, flow) => expect(told(read(merging, more as Partial<Standing>[]))).toEqual([flow]));

  it('lets a single complaint find its place in a named group', () => {
    expect(told(read([...times(5, 'A>x'), 'B>x'], [{ id: A, named: true }]))).toEqual(['merge B>A 1']);
  });

  it('keeps groups apart that people parted, also in a third one', () => {
    expect(told(read(merging, [], { apart: [[A, B]] }))).toEqual(['merge B>A 2 parted']);
    const third = [...times(9, 'C>x'), ...times(3, 'A>x'), ...times(3, 'A>y'), ...times(2, 'B>x'), ...times(3, 'B>z')] as Letters[];
    expect(told(read(third, [], { apart: [[A, B]] }))).toEqual(['move A>C 3', 'move B>C 2 parted']);
  });

  it('leaves a complaint where a person put it, unless its whole group goes', () => {
    expect(told(read([...times(5, 'A>x'), 'A!>y', 'A>y', ...times(4, 'B>y')]))).toEqual(['move A>B 1', 'move A>B 1 placed']);
    expect(told(read([...times(5, 'A>x'), 'B!>x', 'B>x']))).toEqual(['merge B>A 2']);
    const apart = [...times(5, 'A>x'), ...times(5, 'C>y'), 'B!>x', 'B>x', 'B>y'] as Letters[];
    expect(told(read(apart)).sort()).toEqual(['move B>A 2 placed', 'move B>C 1 placed']);
  });

  it('leaves no incident without complaints', () => {
    const apart = read([...times(5, 'A>x'), ...times(5, 'C>y'), ...times(2, 'B>x'), 'B>y'], [{ id: B, incidentId: 'i' as IncidentId }]);
    expect(told(apart)).toEqual(['move B>A 2 incident-emptied', 'move B>C 1 incident-emptied']);
  });

  it('takes nobody out of a declared incident unless a person included that way', () => {
    const declared = { id: A, named: true, incidentId: 'i' as IncidentId };
    const leaving = [...times(5, 'A>x'), ...times(2, 'A>y'), 'A!>y', ...times(4, 'B>z'), 'A>z'] as Letters[];
    const input = read(leaving, [declared]);
    expect(told(input).sort()).toEqual(['move A>B 1 declared', 'split A>new y 1 placed', 'split A>new y 2 declared']);
    expect(summarise(differences(input), input.groups)).toMatchObject({ moved: 0, heldBack: 4, declared: { moved: 0, heldBack: 3 } });
    const included = { ...input, included: new Set(['A>y']) };
    expect(told(included).sort()).toEqual(['move A>B 1 declared', 'split A>new y 1 placed', 'split A>new y 2']);
    expect(summarise(differences(included), input.groups).declared).toEqual({ moved: 2, heldBack: 1 });
    // A suspicion is no decision, and between two groups of one incident nothing leaves it.
    expect(told(read(leaving, [{ ...declared, named: false }])).filter((one) => one.endsWith('declared'))).toEqual([]);
    expect(told(read([...times(5, 'A>x'), 'A>z', ...times(4, 'B>z')], [declared, { ...declared, id: B }]))).toEqual(['move A>B 1']);
  });

  it('counts what an incident would gain and lose', () => {
    const input = read([...times(5, 'A>x'), ...times(2, 'B>x'), ...times(3, 'C>z'), 'C>x'], [{ id: B, incidentId: 'i' as IncidentId }]);
    expect(summarise(differences(input), input.groups).incidents).toEqual([{ id: 'i', before: 2, after: 8 }]);
  });
});

describe('whatever a new reading says', () => {
  const letters = fc.constantFrom('A', 'B', 'C', 'D', 'E');
  const places = fc.array(
    fc
      .tuple(letters, fc.boolean(), fc.constantFrom('v', 'w', 'x', 'y', 'z'))
      .map(([from, bound, to]): Letters => `${from}${bound ? '!' : ''}>${to}`),
    { minLength: 1, maxLength: 60 },
  );
  const flags = fc.array(
    fc.record({ id: letters, locked: fc.boolean(), named: fc.boolean(), incidentId: fc.option(fc.constantFrom('i', 'j')) }),
    { maxLength: 5 },
  );
  const apart = fc.array(
    fc.tuple(letters, letters).filter(([a, b]) => a !== b),
    { maxLength: 4 },
  );
  const inputs = fc.tuple(places, flags, apart).map(([all, more, pairs]) => {
    const known = new Set(all.map((place) => place[0]));
    return read(all, more.filter(({ id }) => known.has(id)) as Partial<Standing>[], { apart: pairs as [GroupId, GroupId][] });
  });

  it('puts every complaint in exactly one place, and the sums agree', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const found = differences(input);
        const seen = found.flows.flatMap(({ placed }) => placed.map(({ id }) => id));
        expect(new Set(seen).size).toBe(seen.length);
        const summary = summarise(found, input.groups);
        expect(summary.unchanged + summary.moved).toBe(input.placed.length);
        expect(summary.heldBack + summary.moved).toBe(seen.length);
        const sizes = new Map<string, number>([...input.groups].map(([id, { posts }]) => [id, posts]));
        for (const [id, size] of sizesAfter(found.flows, input.groups)) sizes.set(id, size);
        expect([...sizes.values()].reduce((a, b) => a + b, 0)).toBe(input.placed.length);
        expect([...sizes.values()].every((size) => size >= 0)).toBe(true);
        expect(summary.declared.moved).toBe(0);
      }),
    );
  });

  it('breaks nothing that people decided', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const applied = differences(input).flows.filter(({ blocked }) => blocked === null);
        const after = sizesAfter(applied, input.groups);
        const company = new Map<string, Set<string>>();
        for (const flow of applied) {
          const [from, into] = [input.groups.get(flow.from), flow.into === null ? undefined : input.groups.get(flow.into)];
          expect([from?.locked, into?.locked ?? false]).toEqual([false, false]);
          const ends = after.get(flow.from) === 0;
          if (ends) expect(from?.named).toBe(false);
          // A person's word is only overtaken by the whole group going one way.
          if (flow.placed.some(({ bound }) => bound !== null)) expect([ends, flow.kind]).toEqual([true, 'merge']);
          company.set(sideKey(flow), (company.get(sideKey(flow)) ?? new Set(flow.into === null ? [] : [flow.into])).add(flow.from));
        }
        for (const together of company.values()) for (const [a, b] of input.apart) expect(together.has(a) && together.has(b)).toBe(false);
        expect(applied.every(({ kind, from }) => kind !== 'merge' || after.get(from) === 0)).toBe(true);
      }),
    );
  });
});
