import { finish } from '../hash.js';
import type { SnapshotReader, SnapshotWriter } from './codec.js';

/** What is held of each person, in fixed memory: how many posts, and the slot of the latest original. Nobody is kept without a post. */
export class PersonTable {
  /** Author, 0 where nobody is. */
  private readonly authors: Uint32Array;
  private readonly latest: Int32Array;
  private readonly held: Uint32Array;
  private readonly mask: number;

  constructor(capacity: number) {
    const places = 2 ** Math.ceil(Math.log2(capacity * 2 + 2));
    this.authors = new Uint32Array(places);
    this.latest = new Int32Array(places);
    this.held = new Uint32Array(places);
    this.mask = places - 1;
  }

  posts(author: number): number {
    return this.held[this.find(author)] as number;
  }

  /** Slot of the latest original, -1 if there is none. */
  latestOf(author: number): number {
    return (this.latest[this.find(author)] as number) - 1;
  }

  /** `slot` is -1 for a post that is not an original. */
  add(author: number, slot: number): void {
    const at = this.find(author);
    this.authors[at] = author;
    this.held[at] = (this.held[at] as number) + 1;
    if (slot >= 0) this.latest[at] = slot + 1;
  }

  remove(author: number): void {
    const at = this.find(author);
    if (this.authors[at] === 0) return;
    this.held[at] = (this.held[at] as number) - 1;
    if (this.held[at] === 0) this.close(at);
  }

  save(writer: SnapshotWriter): void {
    writer.sparse(this.authors);
    writer.sparse(this.latest);
    writer.sparse(this.held);
  }

  load(reader: SnapshotReader): void {
    reader.sparseInto(this.authors);
    reader.sparseInto(this.latest);
    reader.sparseInto(this.held);
  }

  private find(author: number): number {
    let at = finish(author) & this.mask;
    while (this.authors[at] !== 0 && this.authors[at] !== author) at = (at + 1) & this.mask;
    return at;
  }

  private close(from: number): void {
    let gap = from;
    for (let at = (gap + 1) & this.mask; this.authors[at] !== 0; at = (at + 1) & this.mask) {
      const home = finish(this.authors[at] as number) & this.mask;
      if (((at - home) & this.mask) < ((at - gap) & this.mask)) continue;
      for (const column of [this.authors, this.latest, this.held]) column[gap] = column[at] as number;
      gap = at;
    }
    for (const column of [this.authors, this.latest, this.held]) column[gap] = 0;
  }
}
