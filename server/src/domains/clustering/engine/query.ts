import type { Centroid } from './store/centroid.js';
import { packedTerm, packedWeight } from './store/packed.js';
import type { TermTable } from './store/term-table.js';
import type { VectorRing } from './store/vector-ring.js';

const TABLE = 512;
const MASK = TABLE - 1;
const BITS = 23;
const MAX_FEATURES = 4_096;
const PLACES = 256;
const WEIGHT_STEPS = 1 << 24;

/** Where in the small table a term is looked for first; keys are terms plus one, zero is a free place. */
const place = (key: number): number => Math.imul(key, 0x9e3779b1) >>> BITS;

/** The vector of the document at hand, with a small hash table that stays in the first-level cache for dot products. */
export class Query {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
  /** Positions in `terms`, heaviest first. */
  readonly ranked: Uint8Array;
  length = 0;
  /** What the strongest single word added to the cosine computed last. */
  most = 0;
  /** Which feature of the prepared document each term came from. */
  readonly sources: Uint16Array;
  private readonly keys: Float64Array;
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
    this.sources = new Uint16Array(limit);
    this.keys = new Float64Array(limit);
  }

  build(hashes: Uint32Array, tf: Float32Array, idfPower: number, unseen: number): void {
    const { table, slots, values } = this;
    const count = Math.min(hashes.length, MAX_FEATURES);
    const factors = table.factors(idfPower);
    for (let i = 0; i < count; i++) {
      const slot = table.slot(hashes[i] as number);
      const df = table.df(slot);
      const weight = (tf[i] as number) * (df < factors.length ? (factors[df] as number) : table.factor(df, idfPower));
      slots[i] = slot;
      values[i] = df === 0 ? weight * unseen : weight;
    }
    this.keepHeaviest(count);
    this.settle();
  }

  /** Loads a stored vector, so that old members can be scored with the same code. */
  load(ring: VectorRing, slot: number): void {
    const base = slot * ring.width;
    this.length = ring.lengths[slot] as number;
    for (let i = 0; i < this.length; i++) {
      this.terms[i] = ring.termAt(base + i);
      this.weights[i] = ring.weightAt(base + i);
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

  /** Scales every term that is not a name and brings the vector back to unit length. */
  discount(factor: (term: number) => number): void {
    let square = 0;
    for (let i = 0; i < this.length; i++) {
      const term = this.terms[i] as number;
      if (!this.table.isName(term)) this.weights[i] = (this.weights[i] as number) * factor(term);
      square += (this.weights[i] as number) ** 2;
    }
    const norm = Math.sqrt(square) || 1;
    for (let i = 0; i < this.length; i++) this.weights[i] = (this.weights[i] as number) / norm;
    this.settle();
  }

  weightOf(term: number): number {
    for (let slot = place(term + 1); this.tableTerms[slot] !== 0; slot = (slot + 1) & MASK) {
      if (this.tableTerms[slot] === term + 1) return this.tableWeights[slot] as number;
    }
    return 0;
  }

  cosineWithSlot(ring: VectorRing, slot: number): number {
    const { tableTerms, tableWeights } = this;
    const { packed } = ring;
    const base = slot * ring.width;
    const end = base + (ring.lengths[slot] as number);
    let dot = 0;
    let most = 0;
    for (let i = base; i < end; i++) {
      const key = packedTerm(packed[i] as number) + 1;
      for (let at = place(key); tableTerms[at] !== 0; at = (at + 1) & MASK) {
        if (tableTerms[at] !== key) continue;
        const both = (tableWeights[at] as number) * packedWeight(packed[i] as number);
        dot += both;
        if (both > most) most = both;
        break;
      }
    }
    this.most = most;
    return Math.min(1, dot);
  }

  cosineWithCentroid(centroid: Centroid): number {
    const { tableTerms, tableWeights } = this;
    const { terms, sums, length } = centroid;
    let dot = 0;
    let most = 0;
    for (let i = 0; i < length; i++) {
      const key = (terms[i] as number) + 1;
      for (let at = place(key); tableTerms[at] !== 0; at = (at + 1) & MASK) {
        if (tableTerms[at] !== key) continue;
        const both = (tableWeights[at] as number) * (sums[i] as number);
        dot += both;
        if (both > most) most = both;
        break;
      }
    }
    this.most = centroid.norm ? most / centroid.norm : 0;
    return centroid.norm ? Math.min(1, dot / centroid.norm) : 0;
  }

  /** Cosine with the rest of a group whose centroid holds this very vector. */
  cosineWithRest(centroid: Centroid): number {
    const dot = this.cosineWithCentroid(centroid) * centroid.norm;
    const rest = centroid.norm ** 2 - 2 * dot + 1;
    return rest > 1e-6 ? Math.max(0, dot - 1) / Math.sqrt(rest) : 0;
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
      this.sources[n] = i;
      this.weights[n++] = value;
      square += value * value;
    }
    const norm = Math.sqrt(square);
    for (let i = 0; i < n; i++) this.weights[i] = (this.weights[i] as number) / norm;
    this.length = n;
    this.sortByTerm();
  }

  /** Terms ascending; equal ones, which hash collisions make, are folded together. Places ride along in the low bits of the sort keys. */
  private sortByTerm(): void {
    const keys = this.keys.subarray(0, this.length);
    for (let i = 0; i < this.length; i++) {
      keys[i] = (this.terms[i] as number) * PLACES + i;
      this.values[i] = this.weights[i] as number;
      this.slots[i] = this.sources[i] as number;
    }
    keys.sort();
    let n = 0;
    for (const key of keys) {
      const place = key % PLACES;
      const term = (key - place) / PLACES;
      const weight = this.values[place] as number;
      if (n > 0 && this.terms[n - 1] === term) this.weights[n - 1] = (this.weights[n - 1] as number) + weight;
      else {
        this.terms[n] = term;
        this.sources[n] = this.slots[place] as number;
        this.weights[n++] = weight;
      }
    }
    this.length = n;
  }

  private settle(): void {
    this.tableTerms.fill(0);
    for (let i = 0; i < this.length; i++) {
      const term = this.terms[i] as number;
      let slot = place(term + 1);
      while (this.tableTerms[slot] !== 0) slot = (slot + 1) & MASK;
      this.tableTerms[slot] = term + 1;
      this.tableWeights[slot] = this.weights[i] as number;
    }
    const keys = this.keys.subarray(0, this.length);
    for (let i = 0; i < this.length; i++) keys[i] = Math.round((1 - (this.weights[i] as number)) * WEIGHT_STEPS) * PLACES + i;
    keys.sort();
    for (let i = 0; i < this.length; i++) this.ranked[i] = (keys[i] as number) % PLACES;
  }
}
