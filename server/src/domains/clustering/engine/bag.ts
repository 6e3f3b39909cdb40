const SLOTS = 8_192;
const MASK = SLOTS - 1;
const LIMIT = 4_000;

/** Counts hashed features of one document. One instance a thread, cleared by a generation stamp, so that nothing is allocated for a count. */
export class FeatureBag {
  readonly hashes = new Uint32Array(LIMIT);
  readonly counts = new Float32Array(LIMIT);
  readonly kinds = new Float32Array(LIMIT);
  /** 1 where the feature was seen inside a name. */
  readonly named = new Uint8Array(LIMIT);
  size = 0;
  /** Whether the last `add` met its feature for the first time. */
  fresh = false;
  private readonly slots = new Int32Array(SLOTS);
  private readonly stamps = new Int32Array(SLOTS);
  private stamp = 0;

  clear(): void {
    this.size = 0;
    this.stamp++;
  }

  /** Answers the place of the feature, -1 when the bag is full. */
  add(hash: number, count: number, kind: number): number {
    let slot = hash & MASK;
    this.fresh = false;
    while (this.stamps[slot] === this.stamp) {
      const at = this.slots[slot] as number;
      if (this.hashes[at] === hash) {
        this.counts[at] = (this.counts[at] as number) + count;
        return at;
      }
      slot = (slot + 1) & MASK;
    }
    if (this.size === LIMIT) return -1;
    this.fresh = true;
    this.stamps[slot] = this.stamp;
    this.slots[slot] = this.size;
    this.hashes[this.size] = hash;
    this.counts[this.size] = count;
    this.kinds[this.size] = kind;
    this.named[this.size] = 0;
    return this.size++;
  }
}
