import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toJson } from './json.js';

describe('a JSON document for the database', () => {
  it('holds no half of a surrogate pair and no NUL, in values and in keys', () => {
    expect(JSON.parse(toJson({ a: ['x\ud83d', 'y\ude00z'], 'k\ud83d': 'n\u0000' }))).toEqual({
      a: ['x\ufffd', 'y\ufffdz'],
      'k\ufffd': 'n\ufffd',
    });
  });

  it('leaves alone what somebody typed that only looks like it', () => {
    const typed = { text: 'a \\ud83d and \\u0000 in words 😀' };
    expect(JSON.parse(toJson(typed))).toEqual(typed);
  });

  it('is the same as any other document of storable words', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        if (!JSON.stringify(value).includes('\\u0000')) expect(toJson(value)).toBe(JSON.stringify(value));
      }),
    );
    expect(toJson(undefined)).toBe('null');
  });

  it('keeps a key that reaches for a prototype', () => {
    expect(toJson(JSON.parse('{"__proto__":"\\ud83d"}'))).toBe('{"__proto__":"\ufffd"}');
  });
});
