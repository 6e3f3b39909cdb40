import type { Centroid } from './store/centroid.js';
import type { TermTable } from './store/term-table.js';
import type { VectorRing } from './store/vector-ring.js';

const TABLE = 512;
const MASK = TABLE - 1;
const BITS = 23;
const MAX_FEATURES = 4_096;

/** The vector of the document at hand, with a small hash table that stays in the first-level cache for dot products. */
export class Query {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
  /** Positions in `terms`, heaviest first. */
  readonly ranked: Uint8Array;
  length = 0;
  private readonly slots = new Uint32Array(MAX_FEATURES);
  private readonly values = new Float32Array(MAX_FEATURES);
  private readonly sorted = new Float32Array(MAX_FEATURES);
  private readonly tableTerms = new Uint32Array(TABLE);
  private readonly tableWeights = new Float32Array(TABLE);

  constructor(
    private readonly table: TermTable,
    private readonly limit: number,
  ) {
    this.terms = new Uint32Array(limit);
    this.weights = new Float32Array(limit);
    this.ranked = new Uint8Array(limit);
  }

  build(hashes: Uint32Array, tf: Float32Array, idfPower: number): void {
    const count = Math.min(hashes.length, MAX_FEATURES);
    for (let i = 0; i < count; i++) {
      const slot = this.table.slot(hashes[i] as number);
      const idf = this.table.idf(slot);
      this.slots[i] = slot;
      this.values[i] = (tf[i] as number) * (idfPower === 1 ? idf : idf ** idfPower);
    }
    this.keepHeaviest(count);
    this.settle();
  }

  /** Loads a stored vector, so that old members can be scored with the same code. */
  load(ring: VectorRing, slot: number): void {
    const base = slot * ring.width;
    this.length = ring.lengths[slot] as number;
    for (let i = 0; i < this.length; i++) {
      this.terms[i] = ring.terms[base + i] as number;
      this.weights[i] = ring.weights[base + i] as number;
    }
    this.settle();
  }

  loadCentroid(centroid: Centroid): void {
    const top = centroid.top(this.limit).sort((a, b) => a.term - b.term);
    this.length = top.length;
    top.forEach(({ term, weight }, i) => {
      this.terms[i] = term;
      this.weights[i] = weight / centroid.norm;
    });
    this.settle();
  }

  weightOf(term: number): number {
    for (let slot = (Math.imul(term, 0x9e3779b1) >>> BITS) & MASK; this.tableTerms[slot] !== 0; slot = (slot + 1) & MASK) {
      if (this.tableTerms[slot] === term + 1) return this.tableWeights[slot] as number;
    }
    return 0;
  }

  cosineWithSlot(ring: VectorRing, slot: number): number {
    const base = slot * ring.width;
    const end = base + (ring.lengths[slot] as number);
    let dot = 0;
    for (let i = base; i < end; i++) dot += this.weightOf(ring.terms[i] as number) * (ring.weights[i] as number);
    return dot;
  }

  cosineWithCentroid(centroid: Centroid): number {
    let dot = 0;
    for (let i = 0; i < centroid.length; i++) dot += this.weightOf(centroid.terms[i] as number) * (centroid.sums[i] as number);
    return centroid.norm ? dot / centroid.norm : 0;
  }

  private keepHeaviest(count: number): void {
    let bar = 0;
    if (count > this.limit) {
      this.sorted.set(this.values.subarray(0, count));
      const view = this.sorted.subarray(0, count).sort();
      bar = view[count - this.limit] as number;
    }
    let n = 0;
    let square = 0;
    for (let i = 0; i < count && n < this.limit; i++) {
      const value = this.values[i] as number;
      if (value < bar || value <= 0) continue;
      this.terms[n] = this.slots[i] as number;
      this.weights[n++] = value;
      square += value * value;
    }
    const norm = Math.sqrt(square);
    for (let i = 0; i < n; i++) this.weights[i] = (this.weights[i] as number) / norm;
    this.length = n;
    this.sortByTerm();
  }

  /** Insertion by packed keys: term above, weight looked up, equal terms (hash collisions) folded together. */
  private sortByTerm(): void {
    const order = Array.from({ length: this.length }, (_, i) => i).sort((a, b) => (this.terms[a] as number) - (this.terms[b] as number));
    const terms = order.map((i) => this.terms[i] as number);
    const weights = order.map((i) => this.weights[i] as number);
    let n = 0;
    for (let i = 0; i < terms.length; i++) {
      if (n > 0 && this.terms[n - 1] === terms[i]) this.weights[n - 1] = (this.weights[n - 1] as number) + (weights[i] as number);
      else {
        this.terms[n] = terms[i] as number;
        this.weights[n++] = weights[i] as number;
      }
    }
    this.length = n;
  }

  private settle(): void {
    this.tableTerms.fill(0);
    for (let i = 0; i < this.length; i++) {
      const term = this.terms[i] as number;
      let slot = (Math.imul(term, 0x9e3779b1) >>> BITS) & MASK;
      while (this.tableTerms[slot] !== 0) slot = (slot + 1) & MASK;
      this.tableTerms[slot] = term + 1;
      this.tableWeights[slot] = this.weights[i] as number;
    }
    const order = Array.from({ length: this.length }, (_, i) => i).sort(
      (a, b) => (this.weights[b] as number) - (this.weights[a] as number) || a - b,
    );
    this.ranked.set(order);
  }
}
