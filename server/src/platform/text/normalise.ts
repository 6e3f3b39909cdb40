import { firstUnits } from '@tocsin/shared/kernel';
import { toSimplified } from './simplify.js';

/** The copy of a text that is compared. The words as received are kept elsewhere, untouched. */
export interface NormalisedText {
  text: string;
  urls: string[];
  phones: string[];
  emails: string[];
  ids: string[];
}

/** Longer texts carry no more evidence about what they are about, only more cost. */
export const MAX_COMPARED_LENGTH = 6_000;
/** Some signs are words when they are spelt out, up to eighteen letters each; a text made of them is no longer text. */
const MAX_SPELT_OUT = 2 * MAX_COMPARED_LENGTH;

const URL_PATTERN = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff\uff00-\uffef"'<>]+/g;
const EMAIL_PATTERN = /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/g;
const ID_CARD_PATTERN = /(?<![0-9a-z])[1-9]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d\d{3}[\dx](?![0-9a-z])/g;
const PHONE_PATTERN = /(?<![0-9a-z])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4})(?![0-9a-z])/g;
const LONG_NUMBER_PATTERN = /(?<![0-9a-z])(?:[a-z]{0,4}\d{9,32})(?![0-9a-z])/g;
const INVISIBLE = /[\ufe00-\ufe0f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;
/** More marks on one letter than any script writes: putting them in order takes the square of their number. */
const HEAPS_OF_MARKS = /(\p{M}{8})\p{M}+/gu;
const DIGITS = /\d{5}/;

const take = (text: string, pattern: RegExp, into: string[]): string =>
  text.replace(pattern, (found) => {
    into.push(found);
    return ' ';
  });

export function normaliseText(received: string): NormalisedText {
  const cut = firstUnits(received, MAX_COMPARED_LENGTH);
  let text = toSimplified(
    firstUnits(cut.replace(HEAPS_OF_MARKS, '$1').normalize('NFKC').replace(INVISIBLE, ''), MAX_SPELT_OUT),
  ).toLowerCase();
  const out: NormalisedText = { text, urls: [], phones: [], emails: [], ids: [] };
  if (text.includes('http') || text.includes('www.')) text = take(text, URL_PATTERN, out.urls);
  if (text.includes('@')) text = take(text, EMAIL_PATTERN, out.emails);
  if (DIGITS.test(text)) {
    text = take(text, ID_CARD_PATTERN, out.ids);
    text = take(text, PHONE_PATTERN, out.phones);
    text = take(text, LONG_NUMBER_PATTERN, out.ids);
  }
  out.text = text;
  return out;
}
