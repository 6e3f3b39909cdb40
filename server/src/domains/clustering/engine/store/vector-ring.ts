import type { SnapshotReader, SnapshotWriter } from './codec.js';
import { grown } from './grow.js';

const NONE = -1;

/**
 * Sparse vectors in a ring of fixed-width slots, with an inverted index threaded through them: every stored term points to the
 * next older posting of the same term. A pointer into a slot that was since overwritten leads to something newer, which ends the
 * walk, so eviction costs nothing and the memory is flat once the ring is full.
 */
export class VectorRing {
  terms: Uint32Array;
  weights: Float32Array;
  lengths: Uint8Array;
  /** Which vector lives in the slot, counted from 1; 0 where the slot was never used. */
  births: Float64Array;
  /** Pairs of (older posting, weight bits) side by side, so that a step of a walk touches one cache line. */
  links: Int32Array;
  linkWeights: Float32Array;
  readonly heads: Int32Array;
  next = 0;
  born = 0;
  private allocated: number;

  constructor(
    readonly capacity: number,
    readonly width: number,
    termSlots: number,
  ) {
    this.allocated = Math.min(capacity, 1_024);
    this.terms = new Uint32Array(this.allocated * width);
    this.weights = new Float32Array(this.allocated * width);
    this.links = new Int32Array(2 * this.allocated * width);
    this.linkWeights = new Float32Array(this.links.buffer);
    this.lengths = new Uint8Array(this.allocated);
    this.births = new Float64Array(this.allocated);
    this.heads = new Int32Array(termSlots);
  }

  /** The slot the next vector will take; whoever lives there must be moved out first. */
  upcoming(): number {
    if (this.next >= this.allocated) this.grow();
    return this.next;
  }

  add(terms: Uint32Array, weights: Float32Array, length: number, indexed: boolean): number {
    const slot = this.upcoming();
    const base = slot * this.width;
    this.lengths[slot] = length;
    this.births[slot] = ++this.born;
    for (let i = 0; i < length; i++) {
      const term = terms[i] as number;
      this.terms[base + i] = term;
      this.weights[base + i] = weights[i] as number;
      // Heads hold position + 1, so that a fresh table of zeros means empty.
      this.links[2 * (base + i)] = indexed ? (this.heads[term] as number) - 1 : NONE;
      this.linkWeights[2 * (base + i) + 1] = weights[i] as number;
      if (indexed) this.heads[term] = base + i + 1;
    }
    this.next = (slot + 1) % this.capacity;
    return slot;
  }

  save(writer: SnapshotWriter): void {
    const used = Math.min(this.born, this.capacity);
    writer.json([this.next, this.born, used]);
    for (const data of [this.terms, this.weights]) writer.numbers(data.subarray(0, used * this.width));
    writer.numbers(this.links.subarray(0, 2 * used * this.width));
    writer.numbers(this.lengths.subarray(0, used));
    writer.numbers(this.births.subarray(0, used));
    writer.sparse(this.heads);
  }

  load(reader: SnapshotReader): void {
    const [next, born, used] = reader.json<[number, number, number]>();
    this.next = next;
    this.born = born;
    while (this.allocated < used) this.grow();
    this.terms.set(reader.uint32());
    this.weights.set(reader.float32());
    this.links.set(reader.int32());
    this.lengths.set(reader.uint8());
    this.births.set(reader.float64());
    reader.sparseInto(this.heads);
  }

  private grow(): void {
    this.allocated = Math.min(this.capacity, Math.ceil(this.allocated * 1.5));
    this.terms = grown(this.terms, this.allocated * this.width);
    this.weights = grown(this.weights, this.allocated * this.width);
    this.links = grown(this.links, 2 * this.allocated * this.width);
    this.linkWeights = new Float32Array(this.links.buffer);
    this.lengths = grown(this.lengths, this.allocated);
    this.births = grown(this.births, this.allocated);
  }
}
