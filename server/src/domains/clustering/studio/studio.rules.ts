import type { ExplainedTerm, WhyNot, WhyNotReason } from '@tocsin/shared/clustering';
import type { z } from 'zod';
import type { Explanation, ExplainedTerm as EngineTerm, ScoredGroup } from '../engine/index.js';
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

const FEW_SHARED = 3;

/** What would have to be different, reason by reason: how much likeness or how many words are missing. */
export function whyNotReasons({ reasons, against, chosen, terms }: Explanation): WhyNot['reasons'] {
  const lacking: Record<WhyNotReason, number | null> = {
    'person-parted': null,
    'other-object': null,
    'below-threshold': against ? thousandth(against.threshold - against.score) : null,
    'few-shared-words': Math.max(0, FEW_SHARED - terms.length),
    'better-elsewhere': against && chosen ? thousandth(chosen.score - against.score) : null,
    none: null,
  };
  const known = (Object.keys(lacking) as WhyNotReason[]).filter((reason) => (reasons as string[]).includes(reason));
  return known.length === 0 ? [{ reason: 'none', lacks: null }] : known.map((reason) => ({ reason, lacks: lacking[reason] }));
}
