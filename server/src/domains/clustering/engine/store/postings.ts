const PAGE_BITS = 18;
const PAGE = 1 << PAGE_BITS;
const PAGE_MASK = PAGE - 1;
const COUNT_BITS = 10;
const FIELD = (1 << COUNT_BITS) - 1;
const SMALLEST = 2;
const LARGEST = 9;
const NO_BLOCK = 0;

/**
 * Lists of the newest postings of each term, oldest first, each in one block of a shared arena so that a walk reads memory in order. A block
 * doubles until it holds 512; from then on the newest takes the place of the oldest. A single posting, which is what most terms have, lives in
 * the term's own entry.
 */
export class Postings {
  /** Two numbers a term: the posting itself or the place of its block, then count, start and size of the block. */
  private readonly entries: Uint32Array;
  private readonly pages: Uint32Array[] = [];
  private readonly free: number[][] = Array.from({ length: LARGEST + 1 }, () => []);
  private used = PAGE;

  constructor(termSlots: number) {
    this.entries = new Uint32Array(2 * termSlots);
  }

  append(term: number, posting: number): void {
    const meta = this.entries[2 * term + 1] as number;
    const count = meta & FIELD;
    if (meta === 0) {
      this.entries[2 * term] = posting;
      this.entries[2 * term + 1] = 1;
      return;
    }
    const size = meta >>> (2 * COUNT_BITS);
    if (size === NO_BLOCK || (count === 1 << size && size < LARGEST)) {
      this.enlarge(term, count, size);
      this.append(term, posting);
      return;
    }
    const start = (meta >>> COUNT_BITS) & FIELD;
    const mask = (1 << size) - 1;
    const at = this.entries[2 * term] as number;
    (this.pages[at >>> PAGE_BITS] as Uint32Array)[(at & PAGE_MASK) + ((start + count) & mask)] = posting;
    const full = count > mask;
    this.entries[2 * term + 1] = full ? describe(count, (start + 1) & mask, size) : describe(count + 1, start, size);
  }

  /** Takes the oldest posting of a term away if it is one of those that `belongs` says. */
  dropOldest(term: number, slot: number, weightBits: number): void {
    const meta = this.entries[2 * term + 1] as number;
    if (meta === 0) return;
    const size = meta >>> (2 * COUNT_BITS);
    const at = this.entries[2 * term] as number;
    if (size === NO_BLOCK) {
      if (at >>> weightBits === slot) this.entries[2 * term + 1] = 0;
      return;
    }
    const start = (meta >>> COUNT_BITS) & FIELD;
    const oldest = (this.pages[at >>> PAGE_BITS] as Uint32Array)[(at & PAGE_MASK) + start] as number;
    if (oldest >>> weightBits !== slot) return;
    const count = (meta & FIELD) - 1;
    if (count === 0) (this.free[size] as number[]).push(at);
    this.entries[2 * term + 1] = count === 0 ? 0 : describe(count, (start + 1) & ((1 << size) - 1), size);
  }

  /** Copies the newest postings of a term into `into`, newest first; answers how many. */
  newest(term: number, most: number, into: Uint32Array): number {
    const meta = this.entries[2 * term + 1] as number;
    if (meta === 0) return 0;
    const size = meta >>> (2 * COUNT_BITS);
    const at = this.entries[2 * term] as number;
    if (size === NO_BLOCK) {
      into[0] = at;
      return 1;
    }
    const page = this.pages[at >>> PAGE_BITS] as Uint32Array;
    const base = at & PAGE_MASK;
    const mask = (1 << size) - 1;
    const count = Math.min(meta & FIELD, most);
    const last = ((meta >>> COUNT_BITS) & FIELD) + (meta & FIELD) - 1;
    for (let i = 0; i < count; i++) into[i] = page[base + ((last - i) & mask)] as number;
    return count;
  }

  private enlarge(term: number, count: number, size: number): void {
    const larger = size === NO_BLOCK ? SMALLEST : size + 1;
    const to = this.allocate(larger);
    const page = this.pages[to >>> PAGE_BITS] as Uint32Array;
    const base = to & PAGE_MASK;
    const from = this.entries[2 * term] as number;
    if (size === NO_BLOCK) page[base] = from;
    else {
      const old = this.pages[from >>> PAGE_BITS] as Uint32Array;
      const start = ((this.entries[2 * term + 1] as number) >>> COUNT_BITS) & FIELD;
      for (let i = 0; i < count; i++) page[base + i] = old[(from & PAGE_MASK) + ((start + i) & ((1 << size) - 1))] as number;
      (this.free[size] as number[]).push(from);
    }
    this.entries[2 * term] = to;
    this.entries[2 * term + 1] = describe(count, 0, larger);
  }

  private allocate(size: number): number {
    const again = (this.free[size] as number[]).pop();
    if (again !== undefined) return again;
    if (this.used + (1 << size) > PAGE) {
      this.pages.push(new Uint32Array(PAGE));
      this.used = 0;
    }
    const at = (this.pages.length - 1) * PAGE + this.used;
    this.used += 1 << size;
    return at;
  }
}

const describe = (count: number, start: number, size: number): number => (size << (2 * COUNT_BITS)) | (start << COUNT_BITS) | count;
