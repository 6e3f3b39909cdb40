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
  /** The only person who posted and how often; 0 once there are several, who are then listed. */
  author: number;
  authorPosts: number;
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
  objects: ObjectTally[] | undefined;
  sleeper: number;
  /** Length of its centroid before it fell asleep, whose direction is kept among the sleepers. */
  mass: number;
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
    author: 0,
    authorPosts: 0,
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
    mass: 0,
    named: false,
    locked: false,
    copies: 0,
    joined: false,
    dirty: false,
    checkedSize: 0,
  };
}

export function countAuthor(group: Group, author: number, by: number): void {
  if (!group.authors) {
    if (group.author === 0 || group.author === author) {
      group.authorPosts = (group.author === 0 ? 0 : group.authorPosts) + by;
      group.author = group.authorPosts > 0 ? author : 0;
      return;
    }
    group.authors = new Map([[group.author, group.authorPosts]]);
    group.author = 0;
    group.authorPosts = 0;
  }
  const posts = (group.authors.get(author) ?? 0) + by;
  if (posts > 0) group.authors.set(author, posts);
  else group.authors.delete(author);
  if (group.authors.size === 0) group.authors = undefined;
}

/** Each person with how many posts. */
export const authorsOf = (group: Group): [number, number][] =>
  group.authors ? [...group.authors] : group.author === 0 ? [] : [[group.author, group.authorPosts]];

export const peopleIn = (group: Group): number => group.authors?.size ?? (group.author === 0 ? 0 : 1);

const MAX_TALLIES = 64;

/** What a single member mentioned says nothing about a large group, and would make every comparison with it dearer. */
function forgetRarest(tallies: ObjectTally[]): void {
  let rarest = 0;
  for (let i = 1; i < tallies.length; i++) if ((tallies[i] as ObjectTally).count < (tallies[rarest] as ObjectTally).count) rarest = i;
  tallies.splice(rarest, 1);
}

export function tallyObjects(group: Group, objects: readonly ObjectRef[] | undefined, by: number): void {
  if (!objects || objects.length === 0) return;
  const tallies = (group.objects ??= []);
  for (const object of objects) {
    const at = tallies.findIndex((tally) => tally.object.key === object.key && tally.object.kind === object.kind);
    const tally = tallies[at];
    if (!tally) {
      if (by > 0) tallies.push({ object, count: by });
    } else if (tally.count + by <= 0) tallies.splice(at, 1);
    else {
      tally.count += by;
      if (object.confidence > tally.object.confidence) tally.object = object;
    }
  }
  if (tallies.length === 0) group.objects = undefined;
  else if (tallies.length > MAX_TALLIES) forgetRarest(tallies);
}
