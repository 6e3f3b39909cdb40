import { TEMPLATE } from './rivals.js';
import { contenders, mayJoin, type Subject } from './score.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { GroupSize, Revision, RevisionKind, RevisionReason } from './types.js';

/** In multiples of `refineEvery` originals: how long after its arrival a document is looked at again. Older ones stay where they are. */
const LOOKS = [1, 16];
const SECOND_LOOK_BUDGET = 600;

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
  const record = state.records.find(slot);
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
