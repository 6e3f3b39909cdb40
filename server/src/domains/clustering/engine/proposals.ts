import { explainedTerms } from './explain.js';
import { gateForGroups } from './gate.js';
import { mergeBar } from './refine.js';
import type { State } from './state.js';
import { centroidCosine } from './store/centroid.js';
import type { Group } from './store/group.js';
import type { Proposal } from './types.js';

const NEAR = 0.8;
const NEIGHBOURS = 30;
const MIN_COSINE = 0.05;
const BUDGET = 3_000;
const TERMS = 8;

/** Merges the engine would like but may not make, or is not sure enough of. Refused pairs don't come back. */
export function proposeMerges(state: State, limit: number): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const group of state.groups.values()) {
    if (group.live === 0 || (group.size < 2 && !group.named)) continue;
    for (const proposal of proposalsFor(state, group)) found.set(proposal.key, proposal);
  }
  return [...found.values()].sort((a, b) => b.score / b.threshold - a.score / a.threshold || (a.key < b.key ? -1 : 1)).slice(0, limit);
}

function proposalsFor(state: State, group: Group): Proposal[] {
  state.query.loadCentroid(state.centroidOf(group));
  const others = new Set(state.searcher.nearest(state.query, NEIGHBOURS, MIN_COSINE, BUDGET).map(({ slot }) => state.record(slot).group));
  others.delete(group);
  const proposals: Proposal[] = [];
  for (const other of others) {
    if (other.size < 2 && !group.named && !other.named) continue;
    const score = centroidCosine(state.centroidOf(group), state.centroidOf(other));
    const gate = gateForGroups(group, other, state.config);
    const threshold = mergeBar(state, group, other) * gate.factor;
    if (score < threshold * NEAR || gate.verdict === 'refuse' || !state.constraints.mayMerge(group, other)) continue;
    const groups = [group.id, other.id].sort();
    const why = group.named || other.named ? 'named-incident' : group.locked || other.locked ? 'locked' : 'near-threshold';
    proposals.push({
      key: `merge:${groups.join('|')}`,
      kind: 'merge',
      groups,
      docs: [],
      score,
      threshold,
      why,
      terms: explainedTerms(state, other, TERMS),
    });
  }
  return proposals;
}
