import { hashString } from '../hash.js';

/** Which slot a document is in, in fixed memory: open addressing over slots, the ids themselves stay with the documents. */
export class IdIndex {
  /** Slot plus one, 0 where nothing is. */
  private readonly slots: Int32Array;
  private readonly hashes: Uint32Array;
  private readonly mask: number;

  constructor(
    capacity: number,
    private readonly idOf: (slot: number) => string | undefined,
  ) {
    const places = 2 ** Math.ceil(Math.log2(capacity * 2 + 2));
    this.slots = new Int32Array(places);
    this.hashes = new Uint32Array(places);
    this.mask = places - 1;
  }

  get(id: string): number | undefined {
    const at = this.find(id, hashString(id));
    return at < 0 ? undefined : (this.slots[at] as number) - 1;
  }

  has(id: string): boolean {
    return this.find(id, hashString(id)) >= 0;
  }

  set(id: string, slot: number): void {
    const hash = hashString(id);
    let at = this.find(id, hash);
    if (at < 0) for (at = hash & this.mask; this.slots[at] !== 0;) at = (at + 1) & this.mask;
    this.slots[at] = slot + 1;
    this.hashes[at] = hash;
  }

  delete(id: string): void {
    let gap = this.find(id, hashString(id));
    if (gap < 0) return;
    // Whoever stands further from home than the gap moves up, so that no search ends too early.
    for (let at = (gap + 1) & this.mask; this.slots[at] !== 0; at = (at + 1) & this.mask) {
      const home = (this.hashes[at] as number) & this.mask;
      if (((at - home) & this.mask) < ((at - gap) & this.mask)) continue;
      this.slots[gap] = this.slots[at] as number;
      this.hashes[gap] = this.hashes[at] as number;
      gap = at;
    }
    this.slots[gap] = 0;
  }

  private find(id: string, hash: number): number {
    for (let at = hash & this.mask; this.slots[at] !== 0; at = (at + 1) & this.mask)
      if (this.hashes[at] === hash && this.idOf((this.slots[at] as number) - 1) === id) return at;
    return -1;
  }
}
