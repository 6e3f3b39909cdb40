import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { isBlank, line, reasonLine, text, textFault, trimmedWords, words } from './text.js';

describe('text', () => {
  it('counts characters as people do', () => {
    expect(text(1, 3).safeParse('😀😀😀').success).toBe(true);
    expect(text(1, 3).safeParse('😀😀😀😀').success).toBe(false);
    expect(text(2, 9).safeParse('😀').success).toBe(false);
    expect(text(2, 9).safeParse('你好').success).toBe(true);
    expect(text(0, 9).safeParse('').success).toBe(true);
    expect(text(1, 9).safeParse('').error?.issues[0]?.code).toBe('too_small');
  });

  it('refuses what cannot be stored, by name', () => {
    expect([textFault('a\u0000'), textFault('\ud83d'), textFault('\ude00\ud83d'), textFault('😀 ok')]).toEqual([
      'text/nul',
      'text/lone-surrogate',
      'text/lone-surrogate',
      null,
    ]);
    expect(text(1, 9).safeParse('a\u0000').error?.issues[0]).toMatchObject({ params: { code: 'text/nul' } });
  });

  it('is changed by nothing, except that a line is trimmed', () => {
    expect(text(1, 9).parse(' a ')).toBe(' a ');
    expect(line(9).parse(' a ')).toBe('a');
    expect(line(9).safeParse('  ').success).toBe(false);
  });

  it.each([
    '   ',
    '\t\n\r',
    '\u200b\u200d\ufeff',
    '\u3000\u00a0',
    '\u2060\u00ad',
    '\u3164\u115f\uffa0',
    '\u2800',
    '\u202e\u2066',
    '\ufe0f\u034f',
  ])('is refused when nothing in it can be read (%j)', (blank) => {
    expect(text(1, 99).safeParse(blank).error?.issues.at(-1)).toMatchObject({
      params: { code: 'text/blank' },
      message: 'must not be blank',
    });
    expect(line(99).safeParse(blank).success).toBe(false);
    expect(text(0, 99).safeParse(blank).success).toBe(true);
    expect(text(1, 99).safeParse(`${blank}退${blank}`).success).toBe(true);
  });

  it.each(['.', '。。。', '?!', '——', '…', '¥', '\u200b。'])('is refused where words are asked for and there are none (%j)', (given) => {
    for (const schema of [words(1, 99), trimmedWords(99), reasonLine(99)])
      expect(schema.safeParse(given).error?.issues.at(-1)).toMatchObject({ params: { code: 'text/no-words' } });
  });

  it.each(['退', 'ok', '3', '٣', '退。', 'é'])('is enough of a word (%j)', (given) => {
    for (const schema of [words(1, 99), trimmedWords(99), reasonLine(99)]) expect(schema.safeParse(given).success).toBe(true);
  });

  it('may be a picture where it is a complaint, not where it is a reason', () => {
    expect([words(1, 99), reasonLine(99)].map((schema) => schema.safeParse('😡').success)).toEqual([true, false]);
  });

  it('is told to be blank once, and tells its limits to readers of the API', () => {
    expect(
      reasonLine(9)
        .safeParse('  ')
        .error?.issues.map((issue) => issue.code),
    ).toEqual(['too_small']);
    expect(z.toJSONSchema(reasonLine(9), { io: 'input' })).toMatchObject({ type: 'string', minLength: 1, maxLength: 9 });
  });

  it('is never blank with a letter, a number, a sign or a picture in it', () => {
    const seen = fc.constantFrom('退', 'a', '7', '?', '¥', '😀', '٣');
    const around = fc.string({ unit: fc.constantFrom(' ', '\u200b', '\u3164', '\n') });
    fc.assert(fc.property(around, seen, around, (before, one, after) => expect(isBlank(before + one + after)).toBe(false)));
  });
});
