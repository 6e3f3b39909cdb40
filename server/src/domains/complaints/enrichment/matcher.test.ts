import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildMatcher } from './matcher.js';

const hits = (phrases: string[], text: string): string[] => {
  const found: string[] = [];
  buildMatcher(phrases).scan(text, (id, start, end) => found.push(`${phrases[id]}@${start}-${end}`));
  return found.sort();
};

const naive = (phrases: string[], text: string): string[] =>
  phrases
    .flatMap((p) =>
      Array.from({ length: text.length }, (_, i) => i)
        .filter((i) => text.startsWith(p, i))
        .map((i) => `${p}@${i}-${i + p.length}`),
    )
    .sort();

describe('the phrase matcher', () => {
  it('finds phrases inside and across each other', () => {
    expect(hits(['退款', '全额退款', '款项'], '全额退款项')).toEqual(['全额退款@0-4', '款项@3-5', '退款@2-4']);
  });

  it('finds exactly what a search phrase by phrase finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '退', '款'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '退', '款', 'x'), maxLength: 60 }),
        (phrases, text) => {
          expect(hits(phrases, text)).toEqual(naive(phrases, text));
        },
      ),
    );
  });
});
