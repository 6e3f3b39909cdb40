import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostileText, hostileWord, WORST_TEXTS } from '../testing/index.js';
import { contactsIn } from './masking.find.js';
import { fold } from './masking.fold.js';
import {
  contactLabel,
  excerptOf,
  maskCode,
  maskContact,
  maskEmail,
  maskInPlace,
  maskName,
  maskPhone,
  maskRef,
  maskText,
} from './masking.rules.js';

const digitsIn = (text: string): number => text.match(/\p{Nd}/gu)?.length ?? 0;

function expectMasked(text: string): void {
  const masked = maskText(text);
  const inPlace = maskInPlace(text);
  expect(masked === maskText(text)).toBe(true);
  // Compared as numbers: a failure must not print pages of signs.
  expect(inPlace.length).toBe(text.length);
  // Twice the text at most: an address of two letters grows by three stars.
  expect(masked.length).toBeLessThanOrEqual(2 * text.length + 8);
  const misplaced = contactsIn(text).filter(
    ({ plain, start, end, tail }) => fold(text.slice(start, end)).plain !== plain || !/^\*+$/.test(inPlace.slice(start, tail)),
  );
  expect(misplaced).toEqual([]);
  if (text.isWellFormed()) expect([masked.isWellFormed(), inPlace.isWellFormed()]).toEqual([true, true]);
}

describe('masking of whatever comes', () => {
  it('leaves a text that is as long, as whole and without what it found', () => {
    fc.assert(fc.property(hostileText(), expectMasked), { numRuns: 60 });
  });

  it.each(WORST_TEXTS)('so does the text of %s', (_, text) => expectMasked(text));

  it('uncovers nothing when it is masked once more', () => {
    fc.assert(
      fc.property(hostileText(4_000), (text) => {
        for (const mask of [maskText, maskInPlace]) {
          const once = mask(text);
          expect(digitsIn(mask(once))).toBeLessThanOrEqual(digitsIn(once));
        }
      }),
    );
  });

  it('keeps an excerpt to one line of 120 characters', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const excerpt = excerptOf(text);
        expect(Array.from(excerpt).length).toBeLessThanOrEqual(241);
        expect([...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(excerpt)].length).toBeLessThanOrEqual(120);
        expect(excerpt).not.toMatch(/[\n\r\u2028\u2029]/);
        if (text.isWellFormed()) expect(excerpt.isWellFormed()).toBe(true);
      }),
    );
  });

  it('shows little of a person whatever their fields hold', () => {
    fc.assert(
      fc.property(hostileWord(), (word) => {
        const label = contactLabel(maskContact({ name: word, phone: word, email: word, ref: word }));
        expect(label === null).toBe(word === '');
        for (const mask of [maskName, maskPhone, maskEmail, maskRef, maskCode]) {
          const masked = mask(word);
          expect(masked).toBe(mask(word));
          if (word.isWellFormed()) expect([mask.name, masked.isWellFormed()]).toEqual([mask.name, true]);
        }
      }),
    );
  });
});

describe('signs of two UTF-16 units before a number', () => {
  it.each([
    ['😀13812342211', '😀138****2211', '😀*******2211'],
    ['😡😡😡 我的电话 13812342211，请回电', '😡😡😡 我的电话 138****2211，请回电', '😡😡😡 我的电话 *******2211，请回电'],
    ['👨‍👩‍👧‍👦13812342211、', '👨‍👩‍👧‍👦138****2211、', '👨‍👩‍👧‍👦*******2211、'],
    ['𠮷野家 wang@example.com', '𠮷野家 w***@example.com', '𠮷野家 ************.com'],
    ['🇨🇳🇨🇳 110101199003071234 🇨🇳', '🇨🇳🇨🇳 110***********1234 🇨🇳', '🇨🇳🇨🇳 **************1234 🇨🇳'],
  ])('move no mask from its place: %s', (text, masked, inPlace) => {
    expect(maskText(text)).toBe(masked);
    expect(maskInPlace(text)).toBe(inPlace);
  });
});

describe('the days among the digits of a text', () => {
  it.each([
    ['2026-11-22 2026-11-23', '2026-11-22 2026-11-23'],
    ['6222-0212-3456-7890 2026-11-22', '****7890 2026-11-22'],
    ['2026 1 2 2026 1 3 13812342211', '2026 1 2 2026 1 3 138****2211'],
  ])('are told from bank cards: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});
