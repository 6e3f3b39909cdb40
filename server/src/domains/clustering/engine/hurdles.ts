import { isHard } from './objects.js';
import type { Contender, Subject } from './score.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { ExplainedTerm, Hurdle, ObjectRef } from './types.js';

const LACKING = 8;
const PARTED = 5;

/** What keeps a document out of a group, most decisive first, and what would have to differ. */
export function hurdlesTo(state: State, subject: Subject, other: Contender, own: Contender): Hurdle[] {
  const hurdles = [placedByPerson(state, subject), parted(state, subject, other.group), otherObject(state, subject, other)]
    .concat(tooFewWords(state, subject, other))
    .filter((hurdle) => hurdle !== undefined);
  if (hurdles.length === 0) return betterElsewhere(other, own);
  const only = hurdles.length === 1;
  return hurdles.map((hurdle) => ({ ...hurdle, alone: only }));
}

function placedByPerson(state: State, { id, slot }: Subject): Hurdle | undefined {
  const bound = state.constraints.must.has(id);
  if (!bound && !(slot >= 0 && state.record(slot).pinned)) return undefined;
  return {
    kind: 'placed-by-person',
    alone: false,
    docs: bound
      ? state.constraints
          .closure(id)
          .filter((one) => one !== id)
          .slice(0, PARTED)
      : [],
  };
}

function parted(state: State, { id, slot }: Subject, group: Group): Hurdle | undefined {
  const docs = state.constraints.partedFrom(id, group).slice(0, PARTED);
  const own = slot >= 0 ? state.record(slot).group : undefined;
  const refused = own !== undefined && state.constraints.areApart(own, group);
  return docs.length > 0 || refused ? { kind: 'parted', alone: false, docs } : undefined;
}

function otherObject(state: State, subject: Subject, { gate, group, score }: Contender): Hurdle | undefined {
  if (gate.verdict !== 'refuse') return undefined;
  const pair = differingPair(subject.objects ?? [], group);
  const needed = state.config.profiles[subject.profile].join * state.config.attract;
  return { kind: 'object', alone: false, object: pair?.[0], groupObject: pair?.[1], score, needed };
}

function differingPair(mine: readonly ObjectRef[], group: Group): [ObjectRef, ObjectRef] | undefined {
  const theirs = [...(group.objects ?? [])].sort((a, b) => b.count - a.count).map(({ object }) => object);
  for (const object of mine.filter(isHard)) {
    const same = theirs.filter((other) => other.kind === object.kind && isHard(other));
    if (same[0] && !same.some(({ key }) => key === object.key)) return [object, same[0]];
  }
  return undefined;
}

/** The words by which the group would know its own, and which this document lacks. */
function tooFewWords(state: State, subject: Subject, { group, score, threshold, gate }: Contender): Hurdle | undefined {
  const needed = gate.verdict === 'refuse' ? state.config.profiles[subject.profile].join * state.config.attract : threshold;
  if (score >= needed) return undefined;
  const lacking: ExplainedTerm[] = [];
  const { norm } = state.centroidOf(group);
  for (const { term, weight } of state.centroidOf(group).top(LACKING * 6)) {
    const word = state.query.weightOf(term) > 0 ? undefined : state.lexicon.get(term);
    if (word !== undefined && lacking.length < LACKING) lacking.push({ word, weight: weight / (norm || 1) });
  }
  return { kind: 'words', alone: false, score, needed, terms: lacking };
}

function betterElsewhere({ group, score, threshold }: Contender, own: Contender): Hurdle[] {
  if (own.group === group) return [];
  return [{ kind: 'better-elsewhere', alone: true, groupId: own.group.id, score, needed: (own.score / own.threshold) * threshold }];
}
