import type { ExplainedTerm } from '@tocsin/shared/clustering';
import type { z } from 'zod';

type Term = z.infer<typeof ExplainedTerm>;
const TITLE_WORDS = 3;
const TITLE_LENGTH = 60;
export const WORDS_KEPT = 8;

/** Strongest words that say something the ones before didn't; what the complaints are about stands first. */
export function titleOf(object: string | null, terms: readonly Term[], excerpt: string): string {
  const chosen: string[] = [];
  for (const { term } of terms) {
    if (chosen.length === TITLE_WORDS) break;
    if (object?.toLowerCase().includes(term) !== true && !chosen.some((word) => word.includes(term) || term.includes(word)))
      chosen.push(term);
  }
  const words = object === null ? chosen : [object, ...chosen];
  return Array.from(words.length > 0 ? words.join(' · ') : excerpt.trim() || '—')
    .slice(0, TITLE_LENGTH)
    .join('');
}

/** Cosine of two groups' strongest words. */
export function likeness(a: readonly Term[], b: readonly Term[]): number {
  const weights = new Map(b.map(({ term, weight }) => [term, weight]));
  const norm = (terms: readonly Term[]): number => Math.hypot(...terms.map(({ weight }) => weight));
  const shared = a.reduce((sum, { term, weight }) => sum + weight * (weights.get(term) ?? 0), 0);
  const size = norm(a) * norm(b);
  return size > 0 ? Math.min(1, Math.round((shared / size) * 1_000) / 1_000) : 0;
}
