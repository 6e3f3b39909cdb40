import type { EngineConfig } from './config.js';
import type { Query } from './query.js';
import type { TermTable } from './store/term-table.js';
import type { VectorRing } from './store/vector-ring.js';

export interface Neighbour {
  slot: number;
  similarity: number;
  /** What the strongest single word adds to it. */
  most: number;
}

const HEAP = 32;
/** Documents found by rare terms that make the common ones needless. */
const ENOUGH = 48;
const FEW_DOCS = 400;

/** Finds the stored vectors nearest to a query through the inverted index, within a fixed budget of postings. */
export class Searcher {
  private readonly sums: Float32Array;
  private readonly touched: Int32Array;
  private touchedCount = 0;
  private readonly read: Uint32Array;
  private readonly heapSlots = new Int32Array(HEAP);
  private readonly heapSums = new Float32Array(HEAP);

  constructor(
    private readonly ring: VectorRing,
    private readonly table: TermTable,
    private readonly config: EngineConfig,
  ) {
    this.sums = new Float32Array(ring.capacity);
    this.touched = new Int32Array(ring.capacity);
    this.read = new Uint32Array(config.postingsPerTerm);
  }

  nearest(query: Query, limit: number, minCosine: number, budget = this.config.postingBudget): Neighbour[] {
    this.touchedCount = 0;
    const common = Math.max(FEW_DOCS * this.config.commonShare, this.table.docs * this.config.commonShare);
    const terms = Math.min(query.length, this.config.queryTerms);
    let left = budget;
    // Common terms say little, but of a slogan repeated a thousand times nothing else is left: they get what the rare ones leave over.
    for (const wanted of [false, true]) {
      if (wanted && this.touchedCount > ENOUGH) break;
      for (let i = 0; i < terms && left > 0; i++) {
        const at = query.ranked[i] as number;
        const term = query.terms[at] as number;
        if (this.table.df(term) > common === wanted) left -= this.walk(term, query.weights[at] as number);
      }
    }
    return this.best(query, limit, minCosine);
  }

  private walk(term: number, weight: number): number {
    const { sums, touched, read } = this;
    const { weightBits } = this.ring;
    const mask = 2 ** weightBits - 1;
    const scale = weight / mask;
    const count = this.ring.postings.newest(term, this.config.postingsPerTerm, read);
    let touchedCount = this.touchedCount;
    for (let i = 0; i < count; i++) {
      const posting = read[i] as number;
      const slot = posting >>> weightBits;
      const sum = sums[slot] as number;
      if (sum === 0) touched[touchedCount++] = slot;
      sums[slot] = sum + scale * (posting & mask);
    }
    this.touchedCount = touchedCount;
    return count;
  }

  private best(query: Query, limit: number, minCosine: number): Neighbour[] {
    const kept = this.heaviest(Math.min(HEAP, limit + this.config.spare));
    const exact: Neighbour[] = [];
    for (let i = 0; i < kept; i++) {
      const slot = this.heapSlots[i] as number;
      const similarity = query.cosineWithSlot(this.ring, slot);
      if (similarity >= minCosine) exact.push({ slot, similarity, most: query.most });
    }
    exact.sort((a, b) => b.similarity - a.similarity || (this.ring.births[a.slot] as number) - (this.ring.births[b.slot] as number));
    if (exact.length > limit) exact.length = limit;
    return exact;
  }

  /** Leaves the documents with the greatest sums in the heap, greatest first, and the sums at zero again. */
  private heaviest(most: number): number {
    const { sums, touched, heapSlots, heapSums, touchedCount } = this;
    let kept = 0;
    let bar = 0;
    for (let i = 0; i < touchedCount; i++) {
      const slot = touched[i] as number;
      const sum = sums[slot] as number;
      sums[slot] = 0;
      if (kept === most && sum <= bar) continue;
      let at = kept === most ? most - 1 : kept++;
      for (; at > 0 && (heapSums[at - 1] as number) < sum; at--) {
        heapSums[at] = heapSums[at - 1] as number;
        heapSlots[at] = heapSlots[at - 1] as number;
      }
      heapSums[at] = sum;
      heapSlots[at] = slot;
      if (kept === most) bar = heapSums[most - 1] as number;
    }
    return kept;
  }
}
