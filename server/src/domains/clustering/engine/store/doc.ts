import type { ObjectRef, Profile } from '../types.js';
import type { Docs } from './docs.js';
import type { Group } from './group.js';

export interface DocFacts {
  id: string;
  at: number;
  author: number;
  profile: Profile;
  group: Group;
  repostOf: number;
  objects: readonly ObjectRef[] | undefined;
}

/** One document, read from and written to the columns. Made for the moment: keeping a quarter of a million objects costs long collections. */
export class DocRecord {
  constructor(
    private readonly docs: Docs,
    readonly slot: number,
  ) {}

  get id(): string {
    return this.docs.ids[this.slot] as string;
  }
  get at(): number {
    return this.docs.at[this.slot] as number;
  }
  get author(): number {
    return this.docs.authors[this.slot] as number;
  }
  get profile(): Profile {
    return this.docs.isComplaint(this.slot) ? 'complaint' : 'post';
  }

  get group(): Group {
    return this.docs.groups[this.slot] as Group;
  }
  set group(group: Group) {
    this.docs.groups[this.slot] = group;
  }

  get objects(): readonly ObjectRef[] | undefined {
    return this.docs.objects[this.slot];
  }
  set objects(objects: readonly ObjectRef[] | undefined) {
    this.docs.objects[this.slot] = objects;
  }

  /** Slot of the original this one repeats, -1 for an original. */
  get repostOf(): number {
    return this.docs.repostOf[this.slot] as number;
  }

  /** Re-posts of this original. */
  get copies(): number {
    return this.docs.copies[this.slot] as number;
  }
  set copies(copies: number) {
    this.docs.copies[this.slot] = copies;
  }

  /** A near-equal text of its group that names somebody else: a second copy of this one parts the two. -1 if none. */
  get rival(): number {
    return this.docs.rival[this.slot] as number;
  }
  set rival(slot: number) {
    this.docs.rival[this.slot] = slot;
  }

  /** Placed by a person; the engine leaves it where it is. */
  get pinned(): boolean {
    return this.docs.isPinned(this.slot);
  }
  set pinned(pinned: boolean) {
    this.docs.pin(this.slot, pinned);
  }

  /** Neighbours in the chain of members of its group, -1 at the ends. */
  get previous(): number {
    return this.docs.previous[this.slot] as number;
  }
  set previous(slot: number) {
    this.docs.previous[this.slot] = slot;
  }
  get next(): number {
    return this.docs.next[this.slot] as number;
  }
  set next(slot: number) {
    this.docs.next[this.slot] = slot;
  }
}
