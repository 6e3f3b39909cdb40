import { explainedTerms } from './explain.js';
import { gateForGroups, objectOf } from './gate.js';
import { likeness, mergeBar } from './rounds.js';
import { groupsRival } from './rivals.js';
import { proposeSplit } from './splits.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { GroupComparison, Proposal } from './types.js';

const NEAR = 0.7;
const NEIGHBOURS = 30;
const MIN_COSINE = 0.05;
const BUDGET = 3_000;
const TERMS = 8;
/** Looked at for proposals: named groups, then those that heard something lately. */
const GROUPS = 1_000;

/** Merges and splits the engine would like but may not make, or is not sure enough of. What people refused doesn't come back. */
export function propose(state: State, limit: number): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const group of groupsOfInterest(state)) {
    for (const proposal of mergesFor(state, group)) found.set(proposal.key, proposal);
    const split = proposeSplit(state, group);
    if (split) found.set(split.key, split);
  }
  return [...found.values()].sort((a, b) => urgency(b) - urgency(a) || (a.key < b.key ? -1 : 1)).slice(0, limit);
}

const urgency = ({ kind, score, threshold }: Proposal): number =>
  kind === 'merge' ? score / threshold : threshold / (score + threshold / 2);

function groupsOfInterest(state: State): Group[] {
  return [...state.groups.values()]
    .filter((group) => group.live > 0 && (group.size >= 2 || group.named))
    .sort((a, b) => Number(b.named) - Number(a.named) || b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1))
    .slice(0, GROUPS);
}

function mergesFor(state: State, group: Group): Proposal[] {
  state.query.loadCentroid(state.centroidOf(group));
  const others = new Set(state.searcher.nearest(state.query, NEIGHBOURS, MIN_COSINE, BUDGET).map(({ slot }) => state.record(slot).group));
  others.delete(group);
  const proposals: Proposal[] = [];
  for (const other of others) {
    if (other.size < 2 && !group.named && !other.named) continue;
    const score = likeness(state, group, other);
    const gate = gateForGroups(group, other, state.config);
    const threshold = mergeBar(state, group, other) * gate.factor;
    if (score < threshold * NEAR || gate.verdict === 'refuse' || !state.constraints.mayMerge(group, other)) continue;
    const [into, from] =
      group.size > other.size || (group.size === other.size && group.firstAt <= other.firstAt) ? [group, other] : [other, group];
    proposals.push({
      key: `merge:${[group.id, other.id].sort().join('|')}`,
      kind: 'merge',
      groups: [from.id, into.id],
      docs: [],
      score,
      threshold,
      why: whyNotMerged(state, group, other, score, threshold),
      terms: explainedTerms(state, other, TERMS),
      before: [from, into].map(({ id, size }) => ({ groupId: id, size })),
      after: [{ groupId: into.id, size: from.size + into.size }],
    });
  }
  return proposals;
}

/** What it is that leaves the merge to people, for of two that are alike enough it isn't the likeness. */
function whyNotMerged(state: State, a: Group, b: Group, score: number, threshold: number): Proposal['why'] {
  if (a.named || b.named) return 'named-incident';
  if (a.locked || b.locked) return 'locked';
  if (score < threshold) return 'near-threshold';
  return groupsRival(state, a, b, score) ? 'refused-object' : 'due';
}

/** How two groups stand to each other: what speaks for one, what against. */
export function compareGroups(state: State, a: Group, b: Group): GroupComparison {
  state.query.loadCentroid(state.centroidOf(a));
  const score = likeness(state, a, b);
  const gate = gateForGroups(a, b, state.config);
  const threshold = mergeBar(state, a, b) * gate.factor;
  const hurdles: GroupComparison['hurdles'] = [];
  if (!state.constraints.mayMerge(a, b)) hurdles.push('person-parted');
  if (gate.verdict === 'refuse') hurdles.push('other-object');
  if (a.named || b.named) hurdles.push('named');
  if (a.locked || b.locked) hurdles.push('locked');
  if (score < threshold) hurdles.push('below-threshold');
  else if (groupsRival(state, a, b, score)) hurdles.push('other-names');
  return {
    groups: [a.id, b.id],
    score,
    threshold,
    gate: gate.verdict,
    objects: [objectOf(a), objectOf(b)],
    terms: explainedTerms(state, b, TERMS),
    hurdles,
    before: [a, b].map(({ id, size }) => ({ groupId: id, size })),
    after: a === b ? [] : [{ groupId: a.size >= b.size ? a.id : b.id, size: a.size + b.size }],
  };
}
