import { beforeAll, describe, expect, it } from '@jest/globals';
import { hostileWord, storable } from '@tocsin/shared/testing';
import fc from 'fast-check';
import { searchOf, tsQuery } from './search-terms.js';

/** A quoted word as PostgreSQL reads it: a quote or a backslash inside it is doubled. */
const QUERY = /^'(?:[^'\\]|''|\\\\)+'(?::\*)?(?: & '(?:[^'\\]|''|\\\\)+'(?::\*)?)*$/u;

describe('searching for whatever is typed', () => {
  beforeAll(() => void tsQuery('退款'));

  it('asks for quoted words only, the same for the same text', () => {
    fc.assert(
      fc.property(hostileWord(), (typed) => {
        const word = storable(typed);
        const search = searchOf(word, () => null);
        expect(search).toEqual(searchOf(word, () => null));
        if (search.query !== null) expect(search.query).toMatch(QUERY);
        // A sign that is spelt out in words makes eighteen letters of one.
        expect([(search.query?.length ?? 0) < 40_000, (search.fragment?.length ?? 0) <= 8_000]).toEqual([true, true]);
      }),
      { numRuns: 100 },
    );
  });
});
