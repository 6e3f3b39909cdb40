import type { SnapshotReader, SnapshotWriter } from './codec.js';
import { MAX_TERM_BITS, pack, packedTerm, packedWeight } from './packed.js';
import { Postings } from './postings.js';

/**
 * Sparse vectors in a ring of fixed-width slots with an inverted index over them. Whoever lived in a slot leaves the index before the next
 * one moves in, so the memory is flat once the ring is full.
 */
export class VectorRing {
  readonly packed: Uint32Array;
  readonly lengths: Uint8Array;
  /** Which vector lives in the slot, counted from 1; 0 where the slot was never used. */
  readonly births: Float64Array;
  readonly postings: Postings;
  /** A posting holds the slot in its upper bits and the weight in the rest. */
  readonly weightBits: number;
  next = 0;
  born = 0;
  private readonly indexed: Uint8Array;
  private readonly sorted: Float64Array;

  constructor(
    readonly capacity: number,
    readonly width: number,
    termSlots: number,
    private readonly indexedTerms: number,
  ) {
    if (termSlots > 2 ** MAX_TERM_BITS) throw new RangeError(`at most 2^${String(MAX_TERM_BITS)} terms`);
    this.sorted = new Float64Array(width);
    this.weightBits = Math.clz32(capacity - 1);
    // All at once: the system hands out memory only where it is written to, and growing would copy a hundred megabytes during one arrival.
    this.packed = new Uint32Array(capacity * width);
    this.lengths = new Uint8Array(capacity);
    this.births = new Float64Array(capacity);
    this.indexed = new Uint8Array(capacity);
    this.postings = new Postings(termSlots);
  }

  termAt(position: number): number {
    return packedTerm(this.packed[position] as number);
  }

  weightAt(position: number): number {
    return packedWeight(this.packed[position] as number);
  }

  /** Whether the vector in a slot has the term; its terms are sorted. */
  holds(slot: number, term: number): boolean {
    let low = slot * this.width;
    let high = low + (this.lengths[slot] as number) - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.termAt(middle);
      if (found === term) return true;
      if (found < term) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  /** The slot the next vector will take; whoever lives there must be moved out first. */
  upcoming(): number {
    return this.next;
  }

  /** Takes a vector out of the index. Only ever the oldest one, for that is whose place is taken. */
  vacate(slot: number): void {
    if (this.indexed[slot] !== 1) return;
    this.indexed[slot] = 0;
    const base = slot * this.width;
    const bar = this.bar(slot);
    for (let i = base; i < base + (this.lengths[slot] as number); i++)
      if (this.weightAt(i) >= bar) this.postings.dropOldest(this.termAt(i), slot, this.weightBits);
  }

  add(terms: Uint32Array, weights: Float32Array, length: number, indexed: boolean): number {
    const slot = this.upcoming();
    this.vacate(slot);
    const base = slot * this.width;
    this.lengths[slot] = length;
    this.births[slot] = ++this.born;
    this.indexed[slot] = indexed ? 1 : 0;
    for (let i = 0; i < length; i++) this.packed[base + i] = pack(terms[i] as number, weights[i] as number);
    if (indexed) this.index(slot);
    this.next = (slot + 1) % this.capacity;
    return slot;
  }

  save(writer: SnapshotWriter): void {
    const used = Math.min(this.born, this.capacity);
    writer.json([this.next, this.born, used]);
    writer.numbers(this.lengths.subarray(0, used));
    writer.numbers(this.births.subarray(0, used));
    writer.numbers(this.indexed.subarray(0, used));
    writer.numbers(this.filled(used));
  }

  /** The index isn't saved: adding the vectors again in the order of their birth gives the same lists. */
  load(reader: SnapshotReader): void {
    const [next, born, used] = reader.json<[number, number, number]>();
    this.next = next;
    this.born = born;
    this.lengths.set(reader.uint8());
    this.births.set(reader.float64());
    this.indexed.set(reader.uint8());
    const filled = reader.uint32();
    for (let slot = 0, at = 0; slot < used; slot++) {
      const length = this.lengths[slot] as number;
      this.packed.set(filled.subarray(at, at + length), slot * this.width);
      at += length;
    }
    const oldest = born > this.capacity ? next : 0;
    for (let i = 0; i < used; i++) {
      const slot = (oldest + i) % this.capacity;
      if (this.indexed[slot] === 1) this.index(slot);
    }
  }

  private index(slot: number): void {
    const base = slot * this.width;
    const steps = 2 ** this.weightBits - 1;
    const bar = this.bar(slot);
    for (let i = base; i < base + (this.lengths[slot] as number); i++) {
      const weight = this.weightAt(i);
      if (weight >= bar) this.postings.append(this.termAt(i), slot * 2 ** this.weightBits + Math.round(weight * steps));
    }
  }

  /** What a term must weigh to be found by: the lesser ones add cost to the index and hardly ever a neighbour. */
  private bar(slot: number): number {
    const length = this.lengths[slot] as number;
    if (length <= this.indexedTerms) return 0;
    const sorted = this.sorted.subarray(0, length);
    for (let i = 0; i < length; i++) sorted[i] = this.weightAt(slot * this.width + i);
    return sorted.sort()[length - this.indexedTerms] as number;
  }

  private filled(used: number): Uint32Array {
    let length = 0;
    for (let slot = 0; slot < used; slot++) length += this.lengths[slot] as number;
    const filled = new Uint32Array(length);
    for (let slot = 0, at = 0; slot < used; slot++) {
      const from = slot * this.width;
      filled.set(this.packed.subarray(from, from + (this.lengths[slot] as number)), at);
      at += this.lengths[slot] as number;
    }
    return filled;
  }
}
