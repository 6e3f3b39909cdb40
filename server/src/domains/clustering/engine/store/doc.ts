import type { ObjectRef, Profile } from '../types.js';
import type { Group } from './group.js';

export interface DocRecord {
  id: string;
  at: number;
  author: number;
  profile: Profile;
  group: Group;
  /** Slot of the original this one repeats, -1 for an original. */
  repostOf: number;
  /** Re-posts of this original. */
  copies: number;
  /** A near-equal text of its group that names somebody else: a second copy of this one parts the two. -1 if none. */
  rival: number;
  /** Placed by a person; the engine leaves it where it is. */
  pinned: boolean;
  objects: ObjectRef[] | undefined;
  previous: number;
  next: number;
}
