import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstCharacters, firstUnits } from './cut.js';
import { textFault } from './text.js';

const FAMILY = '👨‍👩‍👧‍👦';
const clusters = (text: string): string[] =>
  [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map((s) => s.segment);
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: fc.constantFrom('a', '投', '😀', FAMILY, '🇨🇳', 'é', '\u0301', '\u200d', '👍🏽', '𠮷', '\u202e', 'क्षि'), maxLength: 80 }),
);

describe('cutting a text', () => {
  it('counts characters as a reader does and halves none', () => {
    expect(firstCharacters(`a${'😀'.repeat(20)}`, 5)).toBe('a😀😀😀😀');
    expect(firstCharacters(`${FAMILY}${FAMILY}`, 1)).toBe(FAMILY);
    expect(firstCharacters('e\u0301e\u0301', 1)).toBe('e\u0301');
    expect(firstCharacters('🇨🇳🇫🇷', 1)).toBe('🇨🇳');
    expect(firstCharacters('投诉', 5)).toBe('投诉');
    expect(firstCharacters('投诉', 0)).toBe('');
  });

  it('keeps within the units given', () => {
    expect(firstUnits(`a${'😀'.repeat(20)}`, 24)).toBe(`a${'😀'.repeat(11)}`);
    expect(firstUnits(`ab${FAMILY}`, 5)).toBe('ab');
    expect(firstUnits('ab', 5)).toBe('ab');
    expect(firstUnits('👍🏽x', 3)).toBe('👍');
  });

  it('gives storable beginnings of any storable text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(60), (text, most) => {
        for (const cut of [firstUnits(text, most), firstCharacters(text, most)]) {
          expect(text.startsWith(cut)).toBe(true);
          if (textFault(text) === null) expect(textFault(cut)).toBeNull();
        }
        expect(firstUnits(text, most).length).toBeLessThanOrEqual(most);
        expect(clusters(firstCharacters(text, most)).length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });

  it('ends where a character ends, unless that character alone is longer than any letter', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, most) => {
        const ends = new Set<number>([0]);
        let at = 0;
        let longest = 0;
        for (const cluster of clusters(text)) {
          ends.add((at += cluster.length));
          longest = Math.max(longest, cluster.length);
        }
        if (longest > Math.min(most, 32)) return;
        expect(ends.has(firstUnits(text, most).length)).toBe(true);
        expect(clusters(firstCharacters(text, most))).toEqual(clusters(text).slice(0, most));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['one letter with 20,000 marks', `a${'\u0300'.repeat(19_999)}`],
    ['one emoji of thousands', '😀\u200d'.repeat(6_666)],
    ['a row of flags', '🇨'.repeat(10_000)],
  ])('cuts %s to a bounded length', (_, text) => {
    expect(firstUnits(text, 24).length).toBeLessThanOrEqual(24);
    expect(firstUnits(text, 24).length).toBeGreaterThan(0);
    expect(firstCharacters(text, 24).length).toBeLessThanOrEqual(24 * 32);
    expect(textFault(firstUnits(text, 25))).toBeNull();
  });
});
