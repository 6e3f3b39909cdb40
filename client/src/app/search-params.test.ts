import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSearch, stringifySearch } from './search-params.js';

it('writes lists as repeated parameters and leaves out what is empty', () => {
  expect(stringifySearch({ channel: ['web', 'app'], q: '', from: undefined, located: 'false' })).toBe(
    '?channel=web&channel=app&located=false',
  );
  expect(stringifySearch({})).toBe('');
});

it('reads back every text it wrote, whatever its characters', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 }))),
      (search) => {
        expect(parseSearch(stringifySearch(search))).toEqual({ ...search });
      },
    ),
  );
});

it.each(['__proto__', 'constructor', 'toString'])('keeps a parameter of the name %s', (word) => {
  expect(Object.entries(parseSearch(`?${word}=x`))).toEqual([[word, 'x']]);
});
