import type { ExplainedTerm, WhyNot, WhyNotReason } from '@tocsin/shared/clustering';
import type { z } from 'zod';
import type { ExplainedTerm as EngineTerm, Hurdle, HurdleKind, ScoredGroup } from '../engine/index.js';
import type { GroupRow } from '../groups/groups.repository.js';

const thousandth = (x: number): number => Math.round(x * 1_000) / 1_000;

export const termsOf = (terms: readonly EngineTerm[]): z.infer<typeof ExplainedTerm>[] =>
  terms.map(({ word, weight }) => ({ term: word, weight: thousandth(weight) }));

export const round = ({ score, threshold, centroid, best, mean }: ScoredGroup): NonNullable<WhyNot['ownScores']> => ({
  score: thousandth(score),
  threshold: thousandth(threshold),
  centroid: thousandth(centroid),
  best: thousandth(best),
  mean: thousandth(mean),
});

/** Which of two groups stays: the one with an incident, then the one a person named, then the larger one. */
export function inOrder(groups: readonly GroupRow[]): [GroupRow | null, GroupRow | undefined] {
  const weight = ({ incident_id, named, posts }: GroupRow): number[] => [incident_id === null ? 0 : 1, named ? 1 : 0, posts];
  const [first, second] = [...groups].sort((a, b) => {
    const [x, y] = [weight(a), weight(b)];
    return y.reduce((found, value, i) => found || value - (x[i] ?? 0), 0) || (a.id < b.id ? -1 : 1);
  });
  return [first ?? null, second];
}

const REASONS: Record<HurdleKind, WhyNotReason> = {
  'placed-by-person': 'placed-by-person',
  parted: 'person-parted',
  object: 'other-object',
  words: 'below-threshold',
  'better-elsewhere': 'better-elsewhere',
};

/** What would have to be different, hurdle by hurdle. */
export function whyNotReasons(hurdles: readonly Hurdle[]): WhyNot['reasons'] {
  if (hurdles.length === 0) return [{ reason: 'none', lacks: null, alone: false, words: [] }];
  return hurdles.map(({ kind, alone, score, needed, terms }) => ({
    reason: REASONS[kind],
    lacks: kind === 'object' || score === undefined || needed === undefined ? null : Math.max(0, thousandth(needed - score)),
    alone,
    words: termsOf(terms ?? []),
  }));
}
