import { ENGINE_VERSION } from './config.js';
import { gateForDoc, objectOf } from './gate.js';
import { asked, contenders, publicScore, scoreGroup, type Contender, type Subject } from './score.js';
import { hurdlesTo } from './hurdles.js';
import type { Neighbour } from './search.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { ExplainedTerm, Explanation, ExplanationReason } from './types.js';

const SHOWN = 12;
const COMPARED = 256;

/** The heaviest of many terms, spelt out only once it is known which they are. Character grams have no word and stay silent. */
class Heaviest {
  private readonly terms: number[] = [];
  private readonly weights: number[] = [];

  constructor(
    private readonly state: State,
    private readonly limit: number,
  ) {}

  add(term: number, weight: number): void {
    const { terms, weights, limit } = this;
    if (weight <= 0 || (weights.length === limit && weight <= (weights[limit - 1] as number)) || !this.state.lexicon.has(term)) return;
    let at = weights.length === limit ? limit - 1 : weights.length;
    for (; at > 0 && (weights[at - 1] as number) < weight; at--) {
      weights[at] = weights[at - 1] as number;
      terms[at] = terms[at - 1] as number;
    }
    weights[at] = weight;
    terms[at] = term;
  }

  spelt(): ExplainedTerm[] {
    return this.terms.map((term, i) => ({ word: this.state.lexicon.get(term) ?? '', weight: this.weights[i] as number }));
  }
}

/** Calls back for each term of a group with its weight in the whole. */
function eachTerm(state: State, group: Group, found: (term: number, weight: number) => void): void {
  const centroid = group.sleeper >= 0 ? state.centroidOf(group) : group.centroid;
  if (centroid) {
    for (let i = 0; i < centroid.length; i++) found(centroid.terms[i] as number, (centroid.sums[i] as number) / (centroid.norm || 1));
    return;
  }
  if (group.head < 0) return;
  const base = group.head * state.docs.width;
  for (let i = base; i < base + (state.docs.lengths[group.head] as number); i++) found(state.docs.termAt(i), state.docs.weightAt(i));
}

/** Words the loaded query shares with a group, by what each adds to the similarity. */
export function explainedTerms(state: State, group: Group, limit: number): ExplainedTerm[] {
  const heaviest = new Heaviest(state, limit);
  eachTerm(state, group, (term, weight) => heaviest.add(term, state.query.weightOf(term) * weight));
  return heaviest.spelt();
}

export function topWords(state: State, group: Group, limit: number): ExplainedTerm[] {
  const heaviest = new Heaviest(state, limit);
  eachTerm(state, group, (term, weight) => heaviest.add(term, weight));
  return heaviest.spelt();
}

function missingWords(state: State, group: Group): ExplainedTerm[] {
  const known = new Set<number>();
  eachTerm(state, group, (term) => known.add(term));
  const heaviest = new Heaviest(state, SHOWN);
  for (let i = 0; i < state.query.length; i++) {
    const term = state.query.terms[i] as number;
    if (!known.has(term)) heaviest.add(term, state.query.weights[i] as number);
  }
  return heaviest.spelt();
}

/** Why a document is where it is, or why it isn't in another group. Undefined once the document has left memory. */
export function explainDoc(state: State, id: string, against?: Group): Explanation | undefined {
  const slot = state.slots.get(id);
  if (slot === undefined) return undefined;
  const record = state.record(slot);
  const subject: Subject = { id, profile: record.profile, objects: record.objects, slot };
  state.query.load(state.docs, slot);
  const field = contenders(state, subject);
  const find = (group: Group): Contender =>
    asked(
      state,
      record.objects,
      field.find((one) => one.group === group) ?? scoreGroup(state, subject, group, nearestIn(state, group, slot)),
    );
  const chosen = find(record.group);
  const other = against ? find(against) : undefined;
  const target = against ?? record.group;
  const terms = explainedTerms(state, target, SHOWN);
  return {
    id,
    groupId: record.group.id,
    chosen: publicScore(state, record.objects, chosen),
    against: other ? publicScore(state, record.objects, other) : undefined,
    terms,
    missing: missingWords(state, target),
    object: record.objects?.[0],
    groupObject: objectOf(target),
    gate: gateForDoc(record.objects, target, state.config).verdict,
    hurdles: other ? hurdlesTo(state, subject, other, chosen) : [],
    reasons: other ? [] : reasonsFor(state, slot, chosen),
    engineVersion: ENGINE_VERSION,
  };
}

/** Members of a group that the search did not come across because others were nearer. */
function nearestIn(state: State, group: Group, self: number): Neighbour[] {
  return state
    .members(group, COMPARED)
    .filter((slot) => slot !== self && state.record(slot).repostOf < 0)
    .map((slot) => ({ slot, similarity: state.query.cosineWithSlot(state.docs, slot), most: state.query.most }))
    .filter(({ similarity }) => similarity >= state.config.minCosine)
    .sort((a, b) => b.similarity - a.similarity || a.slot - b.slot);
}

function reasonsFor(state: State, slot: number, chosen: Contender): ExplanationReason[] {
  const record = state.record(slot);
  const reasons: ExplanationReason[] = [];
  if (record.pinned || state.constraints.must.has(record.id)) reasons.push('person-linked');
  if (record.repostOf >= 0) reasons.push('near-duplicate');
  if (record.group.id === record.id) reasons.push('founder');
  if (chosen.gate.verdict === 'attract') reasons.push('same-object');
  if (record.group.live > 1 && chosen.score > 0) reasons.push('same-words');
  return reasons;
}
