import { describe, expect, it } from '@jest/globals';
import { line, text, textFault } from './text.js';

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
});
