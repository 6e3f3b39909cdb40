import type { Query } from './query.js';
import type { SnapshotReader, SnapshotWriter } from './store/codec.js';
import { PersonTable } from './store/person-table.js';
import type { VectorRing } from './store/vector-ring.js';

const REMEMBERED = 16;
const MIN_POSTS = 3;

/** What each person wrote lately. Someone who complains about everything in the same phrases must not tie it all together. */
export class Authors {
  private readonly people: PersonTable;
  /** For each original, the slot of the one before by the same person plus one. */
  private readonly prior: Int32Array;
  /** Whose original stands in a slot, 0 for anything else. */
  private readonly writers: Uint32Array;

  constructor(private readonly ring: VectorRing) {
    this.people = new PersonTable(ring.capacity);
    this.prior = new Int32Array(ring.capacity);
    this.writers = new Uint32Array(ring.capacity);
  }

  /** Posts still held. */
  posts(author: number): number {
    return this.people.posts(author);
  }

  /** A re-post counts, but says nothing new about style. */
  wrote(author: number, slot: number, original: boolean): void {
    this.writers[slot] = original ? author : 0;
    if (author === 0) return;
    if (original) this.prior[slot] = this.people.latestOf(author) + 1;
    this.people.add(author, original ? slot : -1);
  }

  left(author: number): void {
    this.people.remove(author);
  }

  /** Turns down the words, names excepted, that this author uses whatever the matter is. */
  discountStyle(author: number, query: Query): void {
    const recent = this.recent(author);
    if (recent.length < MIN_POSTS) return;
    const uses = new Map<number, number>();
    for (const slot of recent) {
      const base = slot * this.ring.width;
      for (let i = base; i < base + (this.ring.lengths[slot] as number); i++) {
        const term = this.ring.termAt(i);
        if (query.weightOf(term) > 0) uses.set(term, (uses.get(term) ?? 0) + 1);
      }
    }
    query.discount((term) => (1 - (uses.get(term) ?? 0) / (recent.length + 1)) ** 2);
  }

  save(writer: SnapshotWriter): void {
    this.people.save(writer);
    writer.sparse(this.prior);
    writer.sparse(this.writers);
  }

  load(reader: SnapshotReader): void {
    this.people.load(reader);
    reader.sparseInto(this.prior);
    reader.sparseInto(this.writers);
  }

  /** Newest first. A slot that was taken over ends the chain: whoever moved in is younger. */
  private recent(author: number): number[] {
    const { births } = this.ring;
    const slots: number[] = [];
    let birth = Infinity;
    for (let slot = this.people.latestOf(author); slot >= 0 && slots.length < REMEMBERED; slot = (this.prior[slot] as number) - 1) {
      if (this.writers[slot] !== author || (births[slot] as number) >= birth) break;
      birth = births[slot] as number;
      slots.push(slot);
    }
    return slots;
  }
}
