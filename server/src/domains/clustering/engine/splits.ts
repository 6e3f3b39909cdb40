import { topWords } from './explain.js';
import { isHard } from './objects.js';
import { similarNames } from './gate.js';
import { mergeBar, soloOf } from './rounds.js';
import type { State } from './state.js';
import { Centroid, centroidCosine } from './store/centroid.js';
import { newGroup, type Group, type ObjectTally } from './store/group.js';
import type { ObjectKind, Proposal } from './types.js';

const MIN_SIDE = 2;
const MEMBERS = 64;
const ROUNDS = 4;
/** Two halves that resemble each other less than this share of what would merge them are two matters. */
const APART = 0.75;
const NAMED_SHARE = 0.2;
const TERMS = 8;
const NOT_ABOUT: ReadonlySet<ObjectKind> = new Set(['order', 'place', 'clause']);

/** The split that a group seems to want: by the objects its members name, else by what they say. */
export function proposeSplit(state: State, group: Group): Proposal | undefined {
  if (group.locked || group.live < 2 * MIN_SIDE) return undefined;
  const members = state.members(group, MEMBERS).filter((slot) => state.record(slot).repostOf < 0);
  if (members.length < 2 * MIN_SIDE) return undefined;
  const byObject = halfWithOtherObject(state, group, members);
  const leaving = byObject ?? halfWithOtherWords(state, members);
  if (!leaving || leaving.length * 2 > members.length || !mayPart(state, members, leaving)) return undefined;
  return proposal(state, group, members, leaving, byObject ? 'two-objects' : 'two-matters');
}

function proposal(state: State, group: Group, members: number[], leaving: number[], why: Proposal['why']): Proposal | undefined {
  const out = new Set(leaving);
  const staying = members.filter((slot) => !out.has(slot));
  if (staying.length < MIN_SIDE || leaving.length < MIN_SIDE) return undefined;
  const [left, right] = [sum(state, staying), sum(state, leaving)];
  const score = centroidCosine(left, right, soloOf(state, group, group));
  const threshold = mergeBar(state, group, group);
  if (why === 'two-matters' && score >= threshold * APART) return undefined;
  const docs = withReposts(state, group, out);
  const founder = state.record(Math.min(...leaving)).id;
  return {
    key: `split:${group.id}|${founder}`,
    kind: 'split',
    groups: [group.id],
    docs,
    score,
    threshold,
    why,
    terms: topWords(state, { ...newGroup(founder, group.profile, 0), centroid: right }, TERMS),
    before: [{ groupId: group.id, size: group.size }],
    after: [
      { groupId: group.id, size: group.size - docs.length },
      { groupId: founder, size: docs.length },
    ],
  };
}

/** Bound documents stay where people put them, and a refused split isn't proposed again. */
function mayPart(state: State, members: number[], leaving: number[]): boolean {
  const out = new Set(leaving.map((slot) => state.record(slot).id));
  if (leaving.some((slot) => state.record(slot).pinned)) return false;
  const staying = members.map((slot) => state.record(slot).id).filter((id) => !out.has(id));
  return !state.constraints.keptTogether(out, staying);
}

function withReposts(state: State, group: Group, out: Set<number>): string[] {
  const all = state.members(group).filter((slot) => out.has(slot) || out.has(state.record(slot).repostOf));
  return all.map((slot) => state.record(slot).id);
}

function sum(state: State, slots: number[]): Centroid {
  const centroid = new Centroid(state.config.centroidTerms);
  for (const slot of slots) centroid.addPacked(state.docs.packed, slot * state.docs.width, state.docs.lengths[slot] as number);
  return centroid;
}

function halfWithOtherObject(state: State, group: Group, members: number[]): number[] | undefined {
  const tallies = (group.objects ?? [])
    .filter(({ object, count }) => count >= MIN_SIDE && count >= group.live * NAMED_SHARE && !NOT_ABOUT.has(object.kind))
    .sort((a, b) => b.count - a.count || (a.object.key < b.object.key ? -1 : 1));
  for (const [i, major] of tallies.entries()) {
    const minor = tallies.slice(i + 1).find((other) => differ(major, other));
    if (!minor) continue;
    const names = (slot: number, { object }: ObjectTally): boolean =>
      state.record(slot).objects?.some(({ kind, key }) => kind === object.kind && key === object.key) ?? false;
    const leaving = members.filter((slot) => names(slot, minor) && !names(slot, major));
    if (leaving.length >= MIN_SIDE) return leaving;
  }
  return undefined;
}

const differ = (a: ObjectTally, b: ObjectTally): boolean =>
  a.object.kind === b.object.kind &&
  (isHard(a.object) && isHard(b.object) ? a.object.key !== b.object.key : !similarNames(a.object.key, b.object.key));

/** Two seeds as unlike as can be, then every member to the nearer side until nothing moves. */
function halfWithOtherWords(state: State, members: number[]): number[] | undefined {
  const whole = sum(state, members);
  const far = leastLike(state, members, whole);
  let sides: [Centroid, Centroid] = [sum(state, [leastLike(state, members, sum(state, [far]))]), sum(state, [far])];
  let leaving: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const next = members.filter((slot) => likeness(state, slot, sides[1]) > likeness(state, slot, sides[0]));
    if (next.length < MIN_SIDE || next.length > members.length - MIN_SIDE) return undefined;
    const settled = next.length === leaving.length && next.every((slot, i) => slot === leaving[i]);
    leaving = next;
    if (settled) break;
    const out = new Set(next);
    sides = [
      sum(
        state,
        members.filter((slot) => !out.has(slot)),
      ),
      sum(state, next),
    ];
  }
  if (leaving.length * 2 <= members.length) return leaving;
  const out = new Set(leaving);
  return members.filter((slot) => !out.has(slot));
}

function likeness(state: State, slot: number, centroid: Centroid): number {
  state.query.load(state.docs, slot);
  return state.query.cosineWithCentroid(centroid);
}

function leastLike(state: State, members: number[], centroid: Centroid): number {
  let least = members[0] as number;
  let bar = Infinity;
  for (const slot of members) {
    const similarity = likeness(state, slot, centroid);
    if (similarity >= bar) continue;
    bar = similarity;
    least = slot;
  }
  return least;
}
