import { gateForGroups } from './gate.js';
import { groupsRival, TEMPLATE } from './rivals.js';
import { contenders, mayJoin, type Subject } from './score.js';
import type { State } from './state.js';
import { centroidCosine } from './store/centroid.js';
import type { Group } from './store/group.js';
import type { GroupSize, Revision, RevisionKind, RevisionReason } from './types.js';

interface Pair {
  a: Group;
  b: Group;
  similarity: number;
  bar: number;
}

/** In multiples of `refineEvery` originals: how long after its arrival a document is looked at again. Older ones stay where they are. */
const LOOKS = [1, 16];
const MAX_ROUNDS = 3;
const SECOND_LOOK_BUDGET = 600;
const PAIR_NEIGHBOURS = 30;
const PAIR_BUDGET = 1_500;
/** A group is compared with others again once it has grown by this factor, which bounds the work to log n a group. */
const GROWTH = 1.15;
const MIN_PAIR_COSINE = 0.05;

/** Second thoughts, two documents at a time, so that no arrival waits for more than that. */
export function review(state: State, nextSeq: () => number): Revision[] {
  const revisions: Revision[] = [];
  const { refineEvery } = state.config;
  for (const age of LOOKS) {
    const slot = state.trail.at(age * refineEvery);
    if (slot >= 0) reassignOne(state, slot, revisions, nextSeq);
  }
  return revisions;
}

/** What arrivals set off bit by bit, for all that is still young enough, at once. */
export function reviewAll(state: State, nextSeq: () => number): Revision[] {
  const revisions: Revision[] = [];
  for (let age = state.config.refineEvery; age >= 1; age--) {
    const slot = state.trail.at(age);
    if (slot >= 0) reassignOne(state, slot, revisions, nextSeq);
  }
  return revisions;
}

/** Merges groups that turned out to be the same, surest first. Only what changed since the last time is compared. */
export function refine(state: State, nextSeq: () => number): Revision[] {
  const revisions: Revision[] = [];
  for (let round = 0; round < MAX_ROUNDS && state.dirty.length > 0; round++) {
    const dirty = state.dirty.filter((group) => state.groups.get(group.id) === group);
    state.dirty = [];
    for (const group of dirty) group.dirty = false;
    const pairs = dirty
      .filter((group) => group.live > 0 && group.size > 1 && group.size >= group.checkedSize * GROWTH)
      .flatMap((group) => pairsOf(state, group));
    pairs.sort((x, y) => y.similarity - x.similarity || (x.a.id + x.b.id < y.a.id + y.b.id ? -1 : 1));
    for (const pair of pairs) {
      const revision = tryMerge(state, pair, nextSeq);
      if (revision) revisions.push(revision);
    }
  }
  return revisions;
}

export const mergeBar = (state: State, a: Group, b: Group): number => {
  const profile = a.profile === 'complaint' || b.profile === 'complaint' ? state.config.profiles.complaint : state.config.profiles.post;
  return profile.merge * (1 + profile.mergeRise * Math.log2(Math.max(1, Math.min(a.size - a.reposts, b.size - b.reposts))));
};

function measure(state: State, a: Group, b: Group): Pair | undefined {
  const similarity = centroidCosine(state.centroidOf(a), state.centroidOf(b));
  const bar = mergeBar(state, a, b);
  // The gate is the dearer half, so it is asked only where it could matter.
  if (similarity < bar * Math.min(1, state.config.attract)) return undefined;
  const gate = gateForGroups(a, b, state.config);
  if (gate.verdict === 'refuse' || similarity < bar * gate.factor || groupsRival(state, a, b, similarity)) return undefined;
  return { a, b, similarity, bar: bar * gate.factor };
}

function pairsOf(state: State, group: Group): Pair[] {
  group.checkedSize = group.size;
  state.query.loadCentroid(state.centroidOf(group));
  const others = new Set<Group>();
  for (const { slot } of state.searcher.nearest(state.query, PAIR_NEIGHBOURS, MIN_PAIR_COSINE, PAIR_BUDGET))
    others.add(state.record(slot).group);
  others.delete(group);
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
  if (state.groups.get(a.id) !== a || state.groups.get(b.id) !== b || !mayMerge(state, a, b)) return undefined;
  const now = measure(state, a, b);
  if (!now) return undefined;
  const into = a.size > b.size || (a.size === b.size && a.firstAt <= b.firstAt) ? a : b;
  return mergeGroups(
    state,
    into === a ? b : a,
    into,
    'engine',
    gateForGroups(a, b, state.config).verdict === 'attract' ? 'same-object' : 'similar',
    now.similarity,
    nextSeq(),
  );
}

export function mergeGroups(
  state: State,
  from: Group,
  into: Group,
  by: Revision['by'],
  reason: RevisionReason,
  score: number,
  seq: number,
): Revision {
  const before = sizes(from, into);
  const docs = state.members(from).map((slot) => state.record(slot).id);
  const moved = from.size;
  state.absorb(from, into);
  return { seq, kind: 'merge', by, reason, from: from.id, into: into.id, docs, moved, score, before, after: sizes(into) };
}

export const sizes = (...groups: Group[]): GroupSize[] => groups.map(({ id, size }) => ({ groupId: id, size }));

/** Moves one document, and the re-posts that follow it. */
export function moveSlot(
  state: State,
  slot: number,
  into: Group,
  by: Revision['by'],
  reason: RevisionReason,
  score: number,
  seq: number,
  kind: RevisionKind = 'move',
): Revision {
  const from = state.record(slot).group;
  const before = sizes(from, into);
  const moving = state.record(slot).copies === 0 ? [slot] : [slot, ...state.members(from).filter((other) => follows(state, other, slot))];
  for (const one of moving) {
    state.detach(one);
    state.attach(one, into);
  }
  const docs = moving.map((one) => state.record(one).id);
  return { seq, kind, by, reason, from: from.id, into: into.id, docs, moved: docs.length, score, before, after: sizes(from, into) };
}

/** A re-post goes where its original goes, unless people placed it themselves. */
function follows(state: State, slot: number, original: number): boolean {
  const { repostOf, pinned, id } = state.record(slot);
  return repostOf === original && !pinned && !state.constraints.isBound(id);
}

function reassignOne(state: State, slot: number, revisions: Revision[], nextSeq: () => number): void {
  const record = state.records[slot];
  if (!record || record.repostOf >= 0 || record.pinned || state.constraints.isBound(record.id)) return;
  const { group } = record;
  if (isStranger(state, slot, group)) {
    expel(state, slot, revisions, nextSeq);
    return;
  }
  if (group.live !== group.size || group.size > state.config.reassignUpTo || group.named || group.locked) return;
  const subject: Subject = { id: record.id, profile: record.profile, objects: record.objects, slot };
  state.query.load(state.docs, slot);
  const field = contenders(state, subject, SECOND_LOOK_BUDGET);
  const own = field.find((contender) => contender.group === group);
  const better = field.find(
    (contender) =>
      contender.group !== group &&
      !contender.group.locked &&
      contender.score >= state.config.profiles[record.profile].keep &&
      mayJoin(state, subject, contender),
  );
  // Copies of one template stand apart on purpose.
  if (!better || better.best >= TEMPLATE || (own && better.score <= own.score)) return;
  revisions.push(moveSlot(state, slot, better.group, 'engine', 'better-fit', better.score, nextSeq()));
}

const COMPARED_MEMBERS = 64;
const TOP = 3;

/** Looks at a member as if it came today: does the rest of its group, as it has grown since, still resemble it? */
function isStranger(state: State, slot: number, group: Group): boolean {
  const { keep } = state.config.profiles[state.record(slot).profile];
  const settled = group.locked || group.named || group.joined || group.live !== group.size || group.id === state.record(slot).id;
  if (keep === 0 || settled || group.size - group.reposts < 2) return false;
  state.query.load(state.docs, slot);
  if (state.query.cosineWithRest(state.centroidOf(group)) >= keep) return false;
  const nearest = state
    .members(group, COMPARED_MEMBERS)
    .filter((other) => other !== slot && state.record(other).repostOf < 0)
    .map((other) => state.query.cosineWithSlot(state.docs, other))
    .sort((a, b) => b - a)
    .slice(0, TOP);
  return nearest.reduce((sum, similarity) => sum + similarity, 0) < keep * nearest.length;
}

function expel(state: State, slot: number, revisions: Revision[], nextSeq: () => number): void {
  const record = state.record(slot);
  const fresh = state.openGroup(record.id, record.profile, record.at);
  revisions.push(moveSlot(state, slot, fresh, 'engine', 'better-fit', 0, nextSeq(), 'split'));
}
