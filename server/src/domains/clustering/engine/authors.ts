import type { Query } from './query.js';
import type { SnapshotReader, SnapshotWriter } from './store/codec.js';
import { readLists, writeLists } from './store/columns.js';
import { TwoAges } from './store/two-ages.js';
import type { VectorRing } from './store/vector-ring.js';

const REMEMBERED = 16;
const MIN_POSTS = 3;

interface Recent {
  slots: number[];
  births: number[];
  posts: number;
}

/** What each person wrote lately. Someone who complains about everything in the same phrases must not tie it all together. */
export class Authors {
  private readonly byAuthor: TwoAges<Recent>;

  constructor(
    private readonly ring: VectorRing,
    limit: number,
  ) {
    this.byAuthor = new TwoAges(limit);
  }

  posts(author: number): number {
    return this.byAuthor.get(author)?.posts ?? 0;
  }

  /** Counts a post; `slot` is -1 for a re-post, which says nothing new about style. */
  wrote(author: number, slot: number): void {
    const recent = this.byAuthor.get(author) ?? { slots: [], births: [], posts: 0 };
    recent.posts++;
    if (slot >= 0) {
      recent.slots.push(slot);
      recent.births.push(this.ring.births[slot] as number);
    }
    if (recent.slots.length > REMEMBERED) {
      recent.slots.shift();
      recent.births.shift();
    }
    this.byAuthor.set(author, recent);
  }

  /** Turns down the words, names excepted, that this author uses whatever the matter is. */
  discountStyle(author: number, query: Query): void {
    const recent = this.byAuthor.get(author);
    if (!recent) return;
    const alive = recent.slots.filter((slot, i) => this.ring.births[slot] === recent.births[i]);
    if (alive.length < MIN_POSTS) return;
    const uses = new Map<number, number>();
    for (const slot of alive) {
      const base = slot * this.ring.width;
      for (let i = base; i < base + (this.ring.lengths[slot] as number); i++) {
        const term = this.ring.termAt(i);
        if (query.weightOf(term) > 0) uses.set(term, (uses.get(term) ?? 0) + 1);
      }
    }
    query.discount((term) => (1 - (uses.get(term) ?? 0) / (alive.length + 1)) ** 2);
  }

  save(writer: SnapshotWriter): void {
    for (const age of this.byAuthor.entries()) {
      writer.numbers(Uint32Array.from(age, ([author]) => author));
      writer.numbers(Uint32Array.from(age, ([, { posts }]) => posts));
      writeLists(
        writer,
        age.map(([, { slots, births }]) => [...slots, ...births]),
      );
    }
  }

  load(reader: SnapshotReader): void {
    const age = (): [number, Recent][] => {
      const authors = reader.uint32();
      const posts = reader.uint32();
      return readLists(reader).map((list, i) => {
        const slots = Array.from(list.subarray(0, list.length / 2));
        const births = Array.from(list.subarray(list.length / 2));
        return [authors[i] as number, { slots, births, posts: posts[i] as number }];
      });
    };
    this.byAuthor.load([age(), age()]);
  }
}
