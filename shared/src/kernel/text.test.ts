import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBlank, line, text, textFault } from './text.js';

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

  it('is never blank with a letter, a number, a sign or a picture in it', () => {
    const seen = fc.constantFrom('退', 'a', '7', '?', '¥', '😀', '٣');
    const around = fc.string({ unit: fc.constantFrom(' ', '\u200b', '\u3164', '\n') });
    fc.assert(fc.property(around, seen, around, (before, one, after) => expect(isBlank(before + one + after)).toBe(false)));
  });
});
