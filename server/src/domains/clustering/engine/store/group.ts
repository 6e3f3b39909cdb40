import type { ObjectRef, Profile } from '../types.js';
import type { Centroid } from './centroid.js';

export interface ObjectTally {
  object: ObjectRef;
  count: number;
}

/** State of one group. Singletons are most groups, so everything heavy is absent until a second member comes. */
export interface Group {
  readonly id: string;
  size: number;
  reposts: number;
  anonymous: number;
  /** How many posts of each person. */
  authors: Map<number, number> | undefined;
  firstAt: number;
  lastAt: number;
  /** Which arrival its newest member was. */
  lastArrival: number;
  profile: Profile;
  /** First live member in the chain of members; -1 when none is held in full any more. */
  head: number;
  live: number;
  centroid: Centroid | undefined;
  objects: Map<string, ObjectTally> | undefined;
  sleeper: number;
  named: boolean;
  locked: boolean;
  /** Posts that were copies of one text, lightly edited or not. */
  copies: number;
  /** People merged into it, so the engine does not take it apart. */
  joined: boolean;
  /** Has changed since the last refinement. */
  dirty: boolean;
  /** Its size when it was last compared with other groups. */
  checkedSize: number;
}

export function newGroup(id: string, profile: Profile, at: number): Group {
  return {
    id,
    size: 0,
    reposts: 0,
    anonymous: 0,
    authors: undefined,
    firstAt: at,
    lastAt: at,
    lastArrival: 0,
    profile,
    head: -1,
    live: 0,
    centroid: undefined,
    objects: undefined,
    sleeper: -1,
    named: false,
    locked: false,
    copies: 0,
    joined: false,
    dirty: false,
    checkedSize: 0,
  };
}

export function countAuthor(group: Group, author: number, by: number): void {
  const authors = (group.authors ??= new Map<number, number>());
  const posts = (authors.get(author) ?? 0) + by;
  if (posts > 0) authors.set(author, posts);
  else authors.delete(author);
  if (authors.size === 0) group.authors = undefined;
}

const MAX_TALLIES = 64;

/** What a single member mentioned says nothing about a large group, and would make every comparison with it dearer. */
function forgetRarest(tallies: Map<string, ObjectTally>): void {
  const [rarest] = [...tallies].sort(([, a], [, b]) => a.count - b.count);
  if (rarest) tallies.delete(rarest[0]);
}

export function tallyObjects(group: Group, objects: readonly ObjectRef[] | undefined, by: 1 | -1): void {
  if (!objects || objects.length === 0) return;
  const tallies = (group.objects ??= new Map());
  for (const object of objects) {
    const key = `${object.kind}:${object.key}`;
    const tally = tallies.get(key);
    if (!tally) {
      if (by === 1) tallies.set(key, { object, count: 1 });
    } else if (tally.count + by <= 0) tallies.delete(key);
    else {
      tally.count += by;
      if (object.confidence > tally.object.confidence) tally.object = object;
    }
  }
  if (tallies.size === 0) group.objects = undefined;
  else if (tallies.size > MAX_TALLIES) forgetRarest(tallies);
}
