import type { EngineConfig } from './config.js';
import type { Query } from './query.js';
import type { TermTable } from './store/term-table.js';
import type { VectorRing } from './store/vector-ring.js';

export interface Neighbour {
  slot: number;
  similarity: number;
}

const HEAP = 24;
/** Documents found by rare terms that make the common ones needless. */
const ENOUGH = 48;
const FEW_DOCS = 400;

/** Finds the stored vectors nearest to a query through the inverted index, within a fixed budget of postings. */
export class Searcher {
  private readonly sums: Float32Array;
  private readonly touched: Int32Array;
  private touchedCount = 0;

  constructor(
    private readonly ring: VectorRing,
    private readonly table: TermTable,
    private readonly config: EngineConfig,
  ) {
    this.sums = new Float32Array(ring.capacity);
    this.touched = new Int32Array(config.postingBudget + config.postingsPerTerm);
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
        if ((this.table.df[term] as number) > common === wanted) left -= this.walk(term, query.weights[at] as number);
      }
    }
    return this.best(query, limit, minCosine);
  }

  private walk(term: number, weight: number): number {
    const { width, links, linkWeights, births, terms, lengths } = this.ring;
    const { sums, touched } = this;
    // Only a ring that has come round can hold pointers into slots that were taken over.
    const wrapped = this.ring.born > this.ring.capacity;
    const most = this.config.postingsPerTerm;
    let position = (this.ring.heads[term] as number) - 1;
    let birth = Infinity;
    let seen = 0;
    while (position >= 0 && seen < most) {
      const slot = (position / width) | 0;
      if (wrapped) {
        const born = births[slot] as number;
        if (born >= birth || terms[position] !== term || position - slot * width >= (lengths[slot] as number)) break;
        birth = born;
      }
      seen++;
      const sum = sums[slot] as number;
      if (sum === 0) touched[this.touchedCount++] = slot;
      sums[slot] = sum + weight * (linkWeights[2 * position + 1] as number);
      position = links[2 * position] as number;
    }
    return seen;
  }

  private best(query: Query, limit: number, minCosine: number): Neighbour[] {
    const heap: Neighbour[] = [];
    let bar = 0;
    for (let i = 0; i < this.touchedCount; i++) {
      const slot = this.touched[i] as number;
      const similarity = this.sums[slot] as number;
      this.sums[slot] = 0;
      if (similarity <= bar && heap.length >= HEAP) continue;
      insert(heap, { slot, similarity });
      if (heap.length > HEAP) heap.pop();
      bar = heap.length === HEAP ? (heap[HEAP - 1] as Neighbour).similarity : 0;
    }
    const exact = heap
      .map(({ slot }) => ({ slot, similarity: query.cosineWithSlot(this.ring, slot) }))
      .filter(({ similarity }) => similarity >= minCosine);
    return exact
      .sort((a, b) => b.similarity - a.similarity || (this.ring.births[a.slot] as number) - (this.ring.births[b.slot] as number))
      .slice(0, limit);
  }
}

function insert(sorted: Neighbour[], entry: Neighbour): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] as Neighbour).similarity < entry.similarity) at--;
  sorted.splice(at, 0, entry);
}
