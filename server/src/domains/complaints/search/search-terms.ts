import { receiptNoOf } from '@tocsin/shared/kernel';
import { queryTerms } from '../enrichment/index.js';
import { normaliseText } from '../../../platform/text/index.js';

/** What a person typed, in the forms in which it can be found. */
export interface Search {
  /** Text of a tsquery: all words and fragments; null when nothing in it is a word. */
  query: string | null;
  /** Part of a receipt, order or other number. */
  fragment: string | null;
  /** Mark of the phone or mail address it is. */
  person: Buffer | null;
}

const ONE_HAN = /^[\u3400-\u9fff]$/;
const HAN = /^[\u3400-\u9fff]/;
const IDENT = /^(?=.*[\da-z])[\da-z][\da-z_./-]{2,}$/;

export const foldedOf = (typed: string): string => typed.normalize('NFKC').toLowerCase().trim();

export function searchOf(typed: string, personMark: (typed: string) => Buffer | null): Search {
  const folded = foldedOf(typed);
  // A receipt is found however it was copied; where it stands it is spelt one way only.
  const number = receiptNoOf(folded)?.toLowerCase() ?? (IDENT.test(folded) ? folded : null);
  return { query: tsQuery(folded), fragment: number?.replace(/[\\%_]/g, '\\$&') ?? null, person: personMark(folded) };
}

/** Pairs of Chinese characters must all be there; a single character and a Latin word may be the beginning of one. */
export function tsQuery(folded: string): string | null {
  // Extracted numbers are taken out of the compared copy, so they are matched as identifiers and not as words.
  const terms = queryTerms(normaliseText(folded).text);
  if (terms.length === 0) return null;
  return terms.map((term) => `'${term.replace(/['\\]/g, '$&$&')}'${ONE_HAN.test(term) || !HAN.test(term) ? ':*' : ''}`).join(' & ');
}
