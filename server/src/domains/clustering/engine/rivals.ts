import { similarNames } from './gate.js';
import type { Neighbour } from './search.js';
import type { State } from './state.js';
import type { Prepared } from './types.js';
import type { Group } from './store/group.js';

/** From here on two texts are copies of one template rather than two accounts of one matter. */
export const TEMPLATE = 0.6;
/** A name that stands in the title and all through weighs so much that copies under two names look less alike than that. */
const TEMPLATE_BUT_FOR_NAMES = 0.5;
const GROUPS_BUT_FOR_NAMES = 0.35;
/** Weight of a word that occurs twice. */
const REPEATED = 1.6;
const MIN_WEIGHT = 0.04;
const MIN_SUPPORT = 2;
const DOMINANT = 0.5;
const GROUP_TERMS = 48;

interface Rivalry {
  mine: string[];
  theirs: string[];
}

const LATIN = /^[\da-z]+$/;

/** Chinese names are so short that one common character makes a misspelling likely; Latin ones share letters by chance. */
const looksMisspelt = (a: string, b: string): boolean =>
  LATIN.test(a) || LATIN.test(b) ? similarNames(a, b) : [...a].some((character) => b.includes(character));

/** A name the text insists on; a slip of the pen or a signature stands once. */
const isFirmName = ({ named, wordCount, weights }: Prepared, feature: number): boolean =>
  feature < wordCount && named[feature] === 1 && (weights[feature] as number) >= REPEATED;

/** Names that only one of two near-equal texts holds. A misspelt name shares a character with the right one and is no rival. */
function rivalry(state: State, prepared: Prepared, slot: number): Rivalry | undefined {
  const { query, docs, terms, lexicon } = state;
  const base = slot * docs.width;
  const end = base + (docs.lengths[slot] as number);
  const mine: string[] = [];
  const theirs: string[] = [];
  for (let i = base; i < end; i++) {
    const term = docs.termAt(i);
    if (query.weightOf(term) > 0 || !terms.isName(term) || docs.weightAt(i) < MIN_WEIGHT) continue;
    const word = lexicon.get(term);
    if (word !== undefined) theirs.push(word);
  }
  if (theirs.length === 0) return undefined;
  let words: string[] | undefined;
  for (let i = 0; i < query.length; i++) {
    if ((query.weights[i] as number) < MIN_WEIGHT || !isFirmName(prepared, query.sources[i] as number)) continue;
    if (docs.holds(slot, query.terms[i] as number)) continue;
    words ??= prepared.words.split('\n');
    mine.push(words[query.sources[i] as number] as string);
  }
  const rivals = {
    mine: mine.filter((a) => !theirs.some((b) => looksMisspelt(a, b))),
    theirs: theirs.filter((b) => !mine.some((a) => looksMisspelt(a, b))),
  };
  return rivals.mine.length > 0 && rivals.theirs.length > 0 ? rivals : undefined;
}

/** Whether a near-equal text keeps coming back to a word that the earlier one lacks: another name, another subject, so no re-post. */
export function insistsOnOther(state: State, { features, weights, wordCount }: Prepared, slot: number): boolean {
  for (let i = 0; i < wordCount; i++)
    if ((weights[i] as number) >= REPEATED && !state.docs.holds(slot, state.terms.slot(features[i] as number))) return true;
  return false;
}

/** The nearest copy of the same template under another name, -1 if there is none. */
export const rivalAmong = (state: State, prepared: Prepared, neighbours: readonly Neighbour[]): number =>
  neighbours.find(({ slot, similarity }) => similarity >= TEMPLATE_BUT_FOR_NAMES && rivalry(state, prepared, slot) !== undefined)?.slot ??
  -1;

/**
 * One template filled in with several names is several matters. A name seen once proves nothing (people sign petitions with their own);
 * once a second copy carries it, the copies that share it leave the group together. Answers who leaves.
 */
export function copiesUnderOtherName(state: State, prepared: Prepared, group: Group, neighbours: readonly Neighbour[]): number[] {
  const near = neighbours.filter(({ similarity, slot }) => similarity >= TEMPLATE_BUT_FOR_NAMES && state.record(slot).repostOf < 0);
  const agreeing: number[] = [];
  const mine = new Map<string, number>();
  const theirs = new Map<string, number>();
  for (const { slot } of near) {
    const rivals = rivalry(state, prepared, slot);
    if (!rivals) {
      agreeing.push(slot);
      continue;
    }
    const copies = 1 + state.record(slot).copies;
    for (const word of rivals.theirs) theirs.set(word, (theirs.get(word) ?? 0) + copies);
    for (const word of rivals.mine) mine.set(word, (mine.get(word) ?? 0) + 1);
  }
  if (agreeing.length === 0 || Math.max(0, ...theirs.values()) < MIN_SUPPORT) return [];
  const leaving = agreeing.filter((slot) => holdsAny(state, slot, mine.keys()) && !state.record(slot).pinned);
  const weight = leaving.reduce((sum, slot) => sum + 1 + state.record(slot).copies, 0);
  return leaving.length > 0 && weight * 2 <= group.size ? leaving : [];
}

function holdsAny(state: State, slot: number, words: Iterable<string>): boolean {
  const base = slot * state.docs.width;
  const held = new Set<string | undefined>();
  for (let i = base; i < base + (state.docs.lengths[slot] as number); i++) held.add(state.lexicon.get(state.docs.termAt(i)));
  for (const word of words) if (held.has(word)) return true;
  return false;
}

/** Two groups grown from one template, each under a name of its own. */
export function groupsRival(state: State, a: Group, b: Group, similarity: number): boolean {
  if (similarity < GROUPS_BUT_FOR_NAMES || a.size < MIN_SUPPORT || b.size < MIN_SUPPORT) return false;
  const [left, right] = [dominantNames(state, a), dominantNames(state, b)];
  const onlyLeft = [...left].filter((word) => !right.has(word) && ![...right].some((other) => looksMisspelt(word, other)));
  const onlyRight = [...right].filter((word) => !left.has(word) && ![...left].some((other) => looksMisspelt(word, other)));
  return onlyLeft.length > 0 && onlyRight.length > 0;
}

function dominantNames(state: State, group: Group): Set<string> {
  const centroid = state.centroidOf(group);
  const names = new Set<string>();
  const heaviest = centroid.top(GROUP_TERMS);
  const bar = (heaviest[0]?.weight ?? 0) * DOMINANT * DOMINANT;
  for (const { term, weight } of heaviest) {
    const word = weight >= bar && state.terms.isName(term) ? state.lexicon.get(term) : undefined;
    if (word !== undefined) names.add(word);
  }
  return names;
}
