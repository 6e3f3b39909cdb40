import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '../problems/index.js';
import { parseForm } from './form-parser.js';
import { parseJson } from './json-parser.js';

const parse = (source: string): unknown => parseJson(Buffer.from(source));
const problemOf = (work: () => unknown): Problem => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a JSON body', () => {
  it('is parsed as JSON.parse would, whatever can be stored', () => {
    const storable = fc.jsonValue({ maxDepth: 8 }).filter((value) => !/\\u0000|\\ud[89a-f]|__proto__/i.test(JSON.stringify(value)));
    fc.assert(fc.property(storable, (value) => expect(parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))));
  });

  it('names every field that holds what cannot be stored', () => {
    const problem = problemOf(() =>
      parse('{"text":"a\\u0000b","complainant":{"name":"\\ud83d"},"demands":["\\uDC00"],"ok":"\\ud83d\\ude00 \\u4f60"}'),
    );
    expect(problem.status).toBe(422);
    expect(problem.extras.issues?.map(({ path, code }) => [path, code])).toEqual([
      ['text', 'text/nul'],
      ['complainant.name', 'text/lone-surrogate'],
      ['demands.0', 'text/lone-surrogate'],
    ]);
  });

  it('is refused when a key reaches for a prototype, in any spelling', () => {
    for (const key of ['__proto__', '\\u005f_proto__', '_\\u005Fproto\\u005f_'])
      expect(problemOf(() => parse(`{"${key}":{"admin":true}}`)).extras.issues?.[0]?.code).toBe('unrecognized_keys');
  });

  it('is malformed when it is no JSON, no UTF-8 or nested beyond reason', () => {
    const deep = (n: number): string => `${'['.repeat(n)}${']'.repeat(n)}`;
    expect(problemOf(() => parse('{"a":')).code).toBe('request/malformed');
    expect(problemOf(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).code).toBe('request/malformed');
    expect(problemOf(() => parse(deep(100_000))).code).toBe('request/malformed');
    expect(parse(deep(64))).toBeInstanceOf(Array);
    expect(parse(`"${'['.repeat(1000)}\\"${'{'.repeat(1000)}"`)).toContain('[{'.slice(0, 1));
  });

  it('may be empty: then nothing was sent', () => {
    expect(parseJson(Buffer.alloc(0))).toBeUndefined();
  });
});

describe('a form', () => {
  it('gives the fields that were filled in', () => {
    expect(parseForm(Buffer.from('text=%E4%BD%A0%E5%A5%BD+x&empty=&d=a&d=b'))).toEqual({ text: '你好 x', d: ['a', 'b'] });
  });

  it('is refused when it is not UTF-8 or cannot be stored', () => {
    expect(problemOf(() => parseForm(Buffer.from('text=%ff'))).code).toBe('request/malformed');
    expect(problemOf(() => parseForm(Buffer.from('text=%00'))).extras.issues?.[0]).toMatchObject({ path: 'text', code: 'text/nul' });
  });
});
