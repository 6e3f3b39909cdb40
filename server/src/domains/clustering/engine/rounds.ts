import type { ProfileConfig } from './config.js';
import { gateForGroups } from './gate.js';
import { mergeGroups } from './refine.js';
import { groupsRival } from './rivals.js';
import type { State } from './state.js';
import { centroidCosine } from './store/centroid.js';
import type { SnapshotReader, SnapshotWriter } from './store/codec.js';
import type { Group } from './store/group.js';
import type { Revision } from './types.js';

interface Pair {
  a: Group;
  b: Group;
  similarity: number;
}

/** Merging under way: first every changed group is compared with its like, then the pairs found are merged, surest first. */
export interface Round {
  number: number;
  queue: Group[];
  compared: number;
  pairs: Pair[];
  /** Pairs dealt with; -1 while groups are still compared. */
  tried: number;
}

const MAX_ROUNDS = 3;
const PAIR_NEIGHBOURS = 30;
const PAIR_BUDGET = 1_500;
/** A group is compared with others again once it has grown by this factor, which bounds the work to log n a group. */
const GROWTH = 1.15;
const MIN_PAIR_COSINE = 0.05;
/** Comparing a group costs as much as trying so many pairs, and so does moving so many documents. */
const COMPARING = 16;
const MOVED = 8;

/** Goes on with the round under way, for no longer than one arrival can bear. */
export function mergeSome(state: State, nextSeq: () => number, slice = state.config.mergeSlice): Revision[] {
  const revisions: Revision[] = [];
  for (let left = slice; left > 0 && state.round;) left -= step(state, state.round, revisions, nextSeq);
  return revisions;
}

/** Starts a round unless one is under way; what changed since the last one is compared. */
export function startRound(state: State): void {
  if (!state.round && state.dirty.length > 0) state.round = { number: 1, queue: takeDirty(state), compared: 0, pairs: [], tried: -1 };
}

/** Merges groups that turned out to be the same, to the end. */
export function mergeAll(state: State, nextSeq: () => number): Revision[] {
  const revisions = mergeSome(state, nextSeq, Infinity);
  startRound(state);
  return [...revisions, ...mergeSome(state, nextSeq, Infinity)];
}

function takeDirty(state: State): Group[] {
  const dirty = state.dirty.filter((group) => isLive(state, group));
  state.dirty = [];
  for (const group of dirty) group.dirty = false;
  return dirty;
}

const isLive = (state: State, group: Group): boolean => state.groups.get(group.id) === group;

/** Answers what it cost. Who disappeared in the meantime costs nothing, so that a restored round, from which they are left out, keeps pace. */
function step(state: State, round: Round, revisions: Revision[], nextSeq: () => number): number {
  const group = round.queue[round.compared];
  if (group) {
    round.compared++;
    if (!isLive(state, group) || group.live === 0 || group.size < 2 || group.size < group.checkedSize * GROWTH) return 0;
    round.pairs.push(...pairsOf(state, group));
    return COMPARING;
  }
  if (round.tried < 0) {
    round.pairs.sort((x, y) => y.similarity - x.similarity || (x.a.id + x.b.id < y.a.id + y.b.id ? -1 : 1));
    round.tried = 0;
  }
  const pair = round.pairs[round.tried];
  if (pair) {
    round.tried++;
    if (!isLive(state, pair.a) || !isLive(state, pair.b)) return 0;
    const revision = tryMerge(state, pair, nextSeq);
    if (revision) revisions.push(revision);
    return 1 + (revision ? revision.moved / MOVED : 0);
  }
  const again = round.number < MAX_ROUNDS && state.dirty.length > 0;
  state.round = again ? { number: round.number + 1, queue: takeDirty(state), compared: 0, pairs: [], tried: -1 } : undefined;
  return 0;
}

const profileOf = (state: State, a: Group, b: Group): ProfileConfig =>
  a.profile === 'complaint' || b.profile === 'complaint' ? state.config.profiles.complaint : state.config.profiles.post;

export const mergeBar = (state: State, a: Group, b: Group): number => {
  const profile = profileOf(state, a, b);
  return profile.merge * (1 + profile.mergeRise * Math.log2(Math.max(1, Math.min(a.size - a.reposts, b.size - b.reposts))));
};

/** A group of one needs no centroid to be compared, and most of them never get another member. */
export function likeness(state: State, a: Group, b: Group): number {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const)
    if (!one.centroid && one.live === 1 && one.size === 1 && other.size > 1) {
      const { packed, width, lengths } = state.docs;
      return state.centroidOf(other).cosineWithPacked(packed, one.head * width, lengths[one.head] as number, soloOf(state, a, b));
    }
  return centroidCosine(state.centroidOf(a), state.centroidOf(b), soloOf(state, a, b));
}

export const soloOf = (state: State, a: Group, b: Group): number => profileOf(state, a, b).solo;

function measure(state: State, a: Group, b: Group): Pair | undefined {
  const similarity = likeness(state, a, b);
  const bar = mergeBar(state, a, b);
  // The gate is the dearer half, so it is asked only where it could matter.
  if (similarity < bar * Math.min(1, state.config.attract)) return undefined;
  const gate = gateForGroups(a, b, state.config);
  if (gate.verdict === 'refuse' || similarity < bar * gate.factor || groupsRival(state, a, b, similarity)) return undefined;
  return { a, b, similarity };
}

function pairsOf(state: State, group: Group): Pair[] {
  group.checkedSize = group.size;
  state.query.loadCentroid(state.centroidOf(group));
  const others = new Set<Group>();
  for (const { slot } of state.searcher.nearest(state.query, PAIR_NEIGHBOURS, MIN_PAIR_COSINE, PAIR_BUDGET)) {
    // Members left the window one by one; the last one's vector stays in the index until its slot is taken.
    const other = state.records.groups[slot];
    if (other && other !== group) others.add(other);
  }
  const pairs: Pair[] = [];
  for (const other of others) {
    if (!mayMerge(state, group, other)) continue;
    const pair = group.id < other.id ? measure(state, group, other) : measure(state, other, group);
    if (pair) pairs.push(pair);
  }
  return pairs;
}

export function mayMerge(state: State, a: Group, b: Group): boolean {
  if (a.named || b.named || a.locked || b.locked) return false;
  return state.constraints.mayMerge(a, b);
}

function tryMerge(state: State, { a, b }: Pair, nextSeq: () => number): Revision | undefined {
  if (!mayMerge(state, a, b) || a.live === 0 || b.live === 0) return undefined;
  const now = measure(state, a, b);
  if (!now) return undefined;
  const into = a.size > b.size || (a.size === b.size && a.firstAt <= b.firstAt) ? a : b;
  const sameObject = gateForGroups(a, b, state.config).verdict === 'attract';
  return mergeGroups(state, into === a ? b : a, into, 'engine', sameObject ? 'same-object' : 'similar', now.similarity, nextSeq());
}

export function saveRound(writer: SnapshotWriter, state: State, places: ReadonlyMap<Group, number>): void {
  const { round } = state;
  const queue = round ? round.queue.slice(round.compared).filter((group) => isLive(state, group)) : [];
  const pairs = round ? round.pairs.slice(Math.max(0, round.tried)).filter(({ a, b }) => isLive(state, a) && isLive(state, b)) : [];
  const placeOf = (group: Group): number => places.get(group) as number;
  writer.json(round ? [round.number, round.tried < 0] : null);
  writer.numbers(Int32Array.from(queue, placeOf));
  writer.numbers(Int32Array.from(pairs.flatMap(({ a, b }) => [placeOf(a), placeOf(b)])));
  writer.numbers(Float64Array.from(pairs, ({ similarity }) => similarity));
}

export function loadRound(reader: SnapshotReader, groups: readonly Group[]): Round | undefined {
  const head = reader.json<[number, boolean] | null>();
  const at = (place: number | undefined): Group => groups[place as number] as Group;
  const queue = Array.from(reader.int32(), at);
  const sides = reader.int32();
  const pairs = Array.from(reader.float64(), (similarity, i) => ({ a: at(sides[2 * i]), b: at(sides[2 * i + 1]), similarity }));
  return head ? { number: head[0], queue, compared: 0, pairs, tried: head[1] ? -1 : 0 } : undefined;
}
