import { gateForDoc, type Gate } from './gate.js';
import type { Neighbour } from './search.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { ObjectRef, Profile, ScoredGroup } from './types.js';

export interface Contender {
  group: Group;
  centroid: number;
  best: number;
  mean: number;
  score: number;
  threshold: number;
  gate: Gate;
  neighbours: Neighbour[];
}

export interface Subject {
  id: string;
  profile: Profile;
  objects: readonly ObjectRef[] | undefined;
  /** Own slot, left out when a stored document is scored again. */
  slot: number;
}

const UNASKED: Gate = { verdict: 'open', factor: 1 };
/** Arrivals between two members of a group, in doublings. */
const USUAL_SILENCE = 7;
const SLEEPERS_TRIED = 5;
const SLEEP_BUDGET = 400;
const TOP_MEAN = 3;

/** Groups of the nearest documents, scored, best margin first. The subject's vector must be loaded in the query. */
export function contenders(state: State, subject: Subject, budget = state.config.postingBudget): Contender[] {
  const { config, query } = state;
  const byGroup = new Map<Group, Neighbour[]>();
  for (const neighbour of state.searcher.nearest(query, config.neighbours, config.minCosine, budget)) {
    // The vector about to be overwritten is still in the index, its document is already gone.
    const group = state.records.groups[neighbour.slot];
    if (neighbour.slot === subject.slot || !group) continue;
    const list = byGroup.get(group);
    if (list) list.push(neighbour);
    else byGroup.set(group, [neighbour]);
  }
  if (state.sleepers.ring.born > 0) {
    for (const { slot } of state.sleepSearcher.nearest(query, SLEEPERS_TRIED, config.minCosine, SLEEP_BUDGET)) {
      const group = state.sleepers.groups[slot];
      if (group && !byGroup.has(group)) byGroup.set(group, []);
    }
  }
  const scored: Contender[] = [];
  for (const [group, neighbours] of byGroup) scored.push(scoreGroup(state, subject, group, neighbours));
  return scored.sort((a, b) => b.score / b.threshold - a.score / a.threshold || a.group.firstAt - b.group.firstAt);
}

export function scoreGroup(state: State, subject: Subject, group: Group, neighbours: Neighbour[]): Contender {
  const profile = state.config.profiles[subject.profile];
  const best = neighbours[0]?.similarity ?? 0;
  const top = neighbours.slice(0, TOP_MEAN);
  const mean = top.length > 0 ? top.reduce((sum, { similarity }) => sum + similarity, 0) / top.length : 0;
  const centroid = centroidSimilarity(state, group, subject.slot, neighbours);
  const { most } = state.query;
  const one = top.length > 0 ? top.reduce((sum, near) => sum + near.most, 0) / top.length : 0;
  const { centroidShare, bestShare, soloJoin } = profile;
  // A sleeping group has no members to compare with; its centroid speaks for them.
  const score =
    neighbours.length === 0
      ? centroid - soloJoin * most
      : centroidShare * (centroid - soloJoin * most) +
        bestShare * (best - soloJoin * (neighbours[0]?.most ?? 0)) +
        (1 - centroidShare - bestShare) * (mean - soloJoin * one);
  // The gate is dear, and far below the threshold no verdict changes anything.
  const gate = score < profile.join * state.config.attract ? UNASKED : gateForDoc(subject.objects, group, state.config);
  const threshold = profile.join * gate.factor * silence(state, subject, group, profile.recency);
  return { group, centroid, best, mean, score, threshold, gate, neighbours };
}

/** What many are talking about now is likelier to be meant than what nobody has mentioned for a thousand arrivals. */
function silence(state: State, subject: Subject, group: Group, recency: number): number {
  if (recency === 0 || subject.slot >= 0) return 1;
  const doublings = Math.log2(1 + state.arrivals - group.lastArrival);
  return 1 + recency * Math.max(-1, Math.min(1, doublings / USUAL_SILENCE - 1));
}

function centroidSimilarity(state: State, group: Group, self: number, neighbours: readonly Neighbour[]): number {
  const best = neighbours[0]?.similarity ?? 0;
  state.query.most = neighbours[0]?.most ?? 0;
  if (group.centroid) return state.query.cosineWithCentroid(group.centroid);
  if (group.sleeper >= 0) return state.query.cosineWithSlot(state.sleepers.ring, group.sleeper);
  if (neighbours[0]?.slot === group.head) return best;
  if (group.head >= 0 && group.live === 1) return group.head === self ? 0 : state.query.cosineWithSlot(state.docs, group.head);
  return best;
}

export const mayJoin = (state: State, subject: Subject, { gate, score, threshold, group }: Contender): boolean =>
  gate.verdict !== 'refuse' && score >= threshold && state.constraints.mayEnter(subject.id, group);

/** Asks the gate where scoring left that out. */
export function asked(state: State, objects: Subject['objects'], contender: Contender): Contender {
  if (contender.gate !== UNASKED) return contender;
  const gate = gateForDoc(objects, contender.group, state.config);
  return { ...contender, gate, threshold: contender.threshold * gate.factor };
}

export function publicScore(state: State, objects: Subject['objects'], contender: Contender): ScoredGroup {
  const { group, score, threshold, centroid, best, mean, gate, neighbours } = asked(state, objects, contender);
  return {
    groupId: group.id,
    score,
    threshold,
    centroid,
    best,
    mean,
    gate: gate.verdict,
    neighbours: neighbours.slice(0, TOP_MEAN).map(({ slot, similarity }) => ({ id: state.record(slot).id, similarity })),
  };
}
