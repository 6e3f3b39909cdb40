import type { AssignmentExplanation, ResolvedObject } from '@tocsin/shared/clustering';
import { maskCode } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import type { Decision, ObjectRef } from '../engine/index.js';
import { isOpenWord } from '../groups/title-words.js';

type Explanation = z.infer<typeof AssignmentExplanation>;
/** Kept with the case: everything of the explanation but what other rows say better when it is read. */
export interface RecordedDecision {
  algorithm: string;
  score: number | null;
  threshold: number;
  decidedBy: Explanation['decidedBy'];
  terms: Explanation['terms'];
  fields: Explanation['fields'];
  nearest: { complaintId: ComplaintId; score: number }[];
  objects: ResolvedObject[];
  dictionary: number;
}

const NEAREST_KEPT = 3;
const TERMS_KEPT = 8;
const OBJECTS_KEPT = 4;
const EFFECT = { refuse: 'separates', attract: 'attracts', open: 'neutral' } as const;
const round = (x: number): number => Math.round(Math.min(1, Math.max(0, x)) * 1_000) / 1_000;

function decidedBy(decision: Decision): Explanation['decidedBy'] {
  if (decision.flags.includes('forced')) return 'person';
  if (decision.nearDuplicateOf !== undefined) return 'near-duplicate';
  return decision.opened ? 'founder' : 'engine';
}

export const resolved = ({ kind, name, source, confidence }: ObjectRef): ResolvedObject => ({ kind, name, source, confidence });

export function recordDecision(decision: Decision, objects: readonly ObjectRef[]): RecordedDecision {
  const chosen = decision.candidates.find(({ groupId }) => groupId === decision.groupId);
  const near = decision.nearDuplicateOf === undefined ? [] : [{ id: decision.nearDuplicateOf, similarity: 1 }];
  return {
    algorithm: decision.engineVersion,
    score: decision.opened ? null : round(decision.score),
    threshold: round(decision.threshold),
    decidedBy: decidedBy(decision),
    terms: decision.terms
      .filter(({ word }) => isOpenWord(word))
      .slice(0, TERMS_KEPT)
      .map(({ word, weight }) => ({ term: word, weight: round(weight) })),
    fields: decision.object
      ? [{ field: decision.object.kind, value: maskCode(decision.object.name), effect: EFFECT[chosen?.gate ?? 'open'] }]
      : [],
    nearest: [...near, ...(chosen?.neighbours ?? [])]
      .slice(0, NEAREST_KEPT)
      .map(({ id, similarity }) => ({ complaintId: id as ComplaintId, score: round(similarity) })),
    objects: objects.slice(0, OBJECTS_KEPT).map(resolved),
    dictionary: Number(decision.dictionaryVersion) || 0,
  };
}
