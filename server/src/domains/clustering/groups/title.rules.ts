import type { ExplainedTerm } from '@tocsin/shared/clustering';
import { maskCode, maskText } from '@tocsin/shared/complaints';
import type { z } from 'zod';
import { isChinese, isOpenWord, isTelling } from './title-words.js';

type Term = z.infer<typeof ExplainedTerm>;
const TITLE_WORDS = 3;
const TITLE_LENGTH = 60;
/** A word with less than this share of the strongest one's weight is a matter of chance. */
const WEAKEST = 0.12;
export const WORDS_KEPT = 8;

const sharesCharacter = (a: string, b: string): boolean => isChinese(a) && [...a].some((character) => b.includes(character));
const repeats = (word: string, chosen: readonly string[]): boolean =>
  chosen.some((other) => other.includes(word) || word.includes(other) || sharesCharacter(word, other));

/**
 * The strongest words that say what it is about and what is the matter with it, in the language of most of them; what the complaints
 * are about stands first. «理赔» and «赔付» are one word to a reader: of two that share a character the stronger stays.
 */
export function titleOf(named: string | null, terms: readonly Term[], excerpt: string): string {
  // Some people give their phone as the number of the order.
  const object = named === null ? null : maskCode(named);
  const telling = tellingOf(terms);
  const chinese = isMostlyChinese(telling);
  const least = (telling[0]?.weight ?? 0) * WEAKEST;
  const words = object === null ? [] : [object.toLowerCase()];
  const chosen: string[] = [];
  for (const { term, weight } of telling) {
    if (chosen.length === TITLE_WORDS || weight < least) break;
    if (isChinese(term) !== chinese || repeats(term, words)) continue;
    chosen.push(term);
    words.push(term);
  }
  const title = object === null ? chosen : [object, ...chosen];
  return Array.from(title.length > 0 ? title.join(' · ') : maskText(excerpt).trim() || '—')
    .slice(0, TITLE_LENGTH)
    .join('');
}

/** The words that say something, and nothing of a person. */
export const tellingOf = (terms: readonly Term[]): Term[] => terms.filter(({ term }) => isTelling(term) && isOpenWord(term));

/** By weight: a crisis told in Chinese quotes a brand or a button in Latin letters, and the other way round. */
export function isMostlyChinese(terms: readonly Term[]): boolean {
  const weight = (chinese: boolean): number => terms.reduce((sum, one) => sum + (isChinese(one.term) === chinese ? one.weight : 0), 0);
  return weight(true) >= weight(false);
}

/** Cosine of two groups' strongest words. */
export function likeness(a: readonly Term[], b: readonly Term[]): number {
  const weights = new Map(b.map(({ term, weight }) => [term, weight]));
  const norm = (terms: readonly Term[]): number => Math.hypot(...terms.map(({ weight }) => weight));
  const shared = a.reduce((sum, { term, weight }) => sum + weight * (weights.get(term) ?? 0), 0);
  const size = norm(a) * norm(b);
  return size > 0 ? Math.min(1, Math.round((shared / size) * 1_000) / 1_000) : 0;
}
