import { packedTerm, packedWeight } from './packed.js';

const LARGEST = 4_096;
/** Shared by all centroids of a thread: nothing is allocated for an addition unless the centroid outgrew its arrays. */
const vectorTerms = new Uint32Array(256);
const vectorWeights = new Float32Array(256);
const outTerms = new Uint32Array(LARGEST);
const outSums = new Float32Array(LARGEST);

/** Sum of the unit vectors of a group, sorted by term and pruned to the heaviest, so that its cost is bounded. */
export class Centroid {
  terms: Uint32Array;
  sums: Float32Array;
  length = 0;
  norm = 0;

  constructor(private readonly limit: number) {
    this.terms = new Uint32Array(16);
    this.sums = new Float32Array(16);
  }

  /** A negative factor takes a member out again, as far as pruning kept its terms. */
  addPacked(packed: Uint32Array, from: number, count: number, factor = 1): void {
    for (let i = 0; i < count; i++) {
      vectorTerms[i] = packedTerm(packed[from + i] as number);
      vectorWeights[i] = packedWeight(packed[from + i] as number);
    }
    this.add(vectorTerms, vectorWeights, count, factor);
  }

  /** `terms` must be sorted. */
  add(terms: Uint32Array, weights: Float32Array, end: number, factor = 1): void {
    let a = 0;
    let b = 0;
    let n = 0;
    while (a < this.length || b < end) {
      const left = a < this.length ? (this.terms[a] as number) : Infinity;
      const right = b < end ? (terms[b] as number) : Infinity;
      const sum = (left <= right ? (this.sums[a] as number) : 0) + (right <= left ? (weights[b] as number) * factor : 0);
      if (left <= right) a++;
      if (right <= left) b++;
      if (sum <= 1e-4) continue;
      outTerms[n] = Math.min(left, right);
      outSums[n++] = sum;
    }
    if (n > this.terms.length) {
      this.terms = new Uint32Array(roomFor(n));
      this.sums = new Float32Array(roomFor(n));
    }
    this.terms.set(outTerms.subarray(0, n));
    this.sums.set(outSums.subarray(0, n));
    this.length = n;
    if (n > this.limit * 1.5) this.prune(this.limit);
    this.measure();
  }

  prune(limit: number): void {
    if (this.length <= limit) return;
    outSums.set(this.sums.subarray(0, this.length));
    const ranked = outSums.subarray(0, this.length).sort();
    const bar = ranked[this.length - limit] as number;
    let n = 0;
    for (let i = 0; i < this.length && n < limit; i++) {
      if ((this.sums[i] as number) < bar) continue;
      this.terms[n] = this.terms[i] as number;
      this.sums[n++] = this.sums[i] as number;
    }
    this.length = n;
    this.measure();
  }

  cosineWithPacked(packed: Uint32Array, from: number, count: number, solo = 0): number {
    let dot = 0;
    let most = 0;
    let square = 0;
    for (let i = from, at = 0; i < from + count; i++) {
      const term = packedTerm(packed[i] as number);
      const weight = packedWeight(packed[i] as number);
      square += weight * weight;
      while (at < this.length && (this.terms[at] as number) < term) at++;
      if (at >= this.length || this.terms[at] !== term) continue;
      dot += (this.sums[at] as number) * weight;
      most = Math.max(most, (this.sums[at] as number) * weight);
    }
    return square && this.norm ? (dot - solo * most) / (this.norm * Math.sqrt(square)) : 0;
  }

  /** Terms of the heaviest `count`, heaviest first. */
  top(count: number): { term: number; weight: number }[] {
    return Array.from({ length: this.length }, (_, i) => ({ term: this.terms[i] as number, weight: this.sums[i] as number }))
      .sort((a, b) => b.weight - a.weight || a.term - b.term)
      .slice(0, count);
  }

  private measure(): void {
    let square = 0;
    for (let i = 0; i < this.length; i++) square += (this.sums[i] as number) ** 2;
    this.norm = Math.sqrt(square);
  }
}

const roomFor = (terms: number): number => Math.ceil(terms / 32) * 32;

/** `solo` is the share of its weight that the strongest single word both have doesn't count for. */
export function centroidCosine(a: Centroid, b: Centroid, solo = 0): number {
  let dot = 0;
  let most = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a.terms[i] as number;
    const right = b.terms[j] as number;
    if (left === right) {
      const both = (a.sums[i++] as number) * (b.sums[j++] as number);
      dot += both;
      if (both > most) most = both;
    } else if (left < right) i++;
    else j++;
  }
  return a.norm && b.norm ? (dot - solo * most) / (a.norm * b.norm) : 0;
}
