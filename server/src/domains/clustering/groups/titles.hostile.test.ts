import { beforeAll, describe, expect, it } from '@jest/globals';
import { maskText } from '@tocsin/shared/complaints';
import { hostileText, hostileWord, storable, WORST_TEXTS } from '@tocsin/shared/testing';
import fc from 'fast-check';
import { Engine, prepare, type Prepared } from '../engine/index.js';
import { clausesOf, groupTitle } from './phrase.rules.js';
import { titleOf } from './title.rules.js';

const SMALL = { termBits: 14, duplicateBits: 12, refineEvery: 10, capacity: 4_096, sleepers: 64 };

const read = (text: string, i: number, title?: string): Prepared =>
  prepare({
    id: `d${String(i)}`,
    at: i * 1_000,
    text,
    author: `a${String(i % 7)}`,
    ...(title ? { title, fields: { brand: title, orderRef: title } } : {}),
  });

/** Everything pushed is in one group and one only, and a group can be told about and saved. */
function expectGrouped(prepared: readonly Prepared[]): void {
  const engine = new Engine(SMALL);
  for (const one of prepared) engine.push(one);
  engine.refine();
  const members = engine.groupIds().flatMap((group) => engine.members(group));
  expect([...members].sort()).toEqual(prepared.map(({ id }) => id).sort());
  const bytes = engine.snapshot();
  expect(Buffer.from(Engine.restore(bytes, SMALL).snapshot()).equals(Buffer.from(bytes))).toBe(true);
}

describe('grouping whatever comes', () => {
  beforeAll(() => void read('退款', 0));

  it('puts every complaint into one group', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostileText(6_000), hostileWord()), { minLength: 1, maxLength: 6 }), (rows) => {
        expectGrouped(rows.map(([text, title], i) => read(text, i, title)));
      }),
      { numRuns: 4 },
    );
  });

  it('so it does with the worst texts together', () => {
    expectGrouped(WORST_TEXTS.map(([, text], i) => read(text, i)));
  });
});

describe('naming a group after whatever was said', () => {
  const expectTitle = (title: string): void => {
    expect(title).not.toBe('');
    expect([title.length <= 600, title.isWellFormed(), /[\n\r]/.test(title)]).toEqual([true, true, false]);
  };

  it('gives a short line without contacts', () => {
    const term = fc.record({ term: hostileWord(20).map(storable), weight: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(hostileText(4_000), fc.array(term, { maxLength: 8 }), fc.option(hostileWord(60)), (text, terms, object) => {
        const whole = storable(text);
        const words = titleOf(object === null ? null : storable(object), terms as never, whole);
        expect(Array.from(words).length).toBeLessThanOrEqual(60);
        expect(words.isWellFormed()).toBe(true);
        const clauses = clausesOf([whole, text]);
        for (const clause of clauses) expectTitle(clause);
        expect(clauses.filter((clause) => maskText(clause) !== clause)).toEqual([]);
        const title = groupTitle({ before: null, words, object: null, terms: terms as never, clauses });
        expect(title === words || clauses.includes(title)).toBe(true);
      }),
    );
  });

  it.each(WORST_TEXTS)('finds no clause without end in %s', (_, text) => {
    for (const clause of clausesOf([text])) expectTitle(clause);
  });
});
