import type { SnapshotReader, SnapshotWriter } from './codec.js';

const DF_MASK = (1 << 23) - 1;
const VOTES_SHIFT = 24;
const VOTES_MIDDLE = 128;
const VOTES_MOST = 100;
/** Most terms are this rare. */
const CACHED = 1_024;
/** Leading binary digits of the number of documents that count for frequencies; two in a hundred make no difference to a weight. */
const COUNT_DIGITS = 6;
/** Cells halved with each document counted while a halving is under way: all at once would hold up one arrival. */
const HALVED_AT_ONCE = 8_192;

/**
 * What is known of each hashed term, in fixed memory and one number a term: in how many documents it occurred and
 * the votes on its being part of names. Frequencies and the number of documents are halved together, so that they follow the stream: the
 * cells slice by slice, and until its turn has come a cell is read as if it had.
 */
export class TermTable {
  docs = 0;
  private readonly cells: Uint32Array;
  /** Cells before it are halved, those from it on still wait. */
  private halved: number;
  private readonly shift: number;
  private readonly tables = new Map<number, { docs: number; factors: Float64Array }>();

  constructor(
    bits: number,
    private readonly horizon: number,
  ) {
    if (horizon * 2 > DF_MASK) throw new RangeError(`at most ${String(DF_MASK / 2)} documents can be counted`);
    this.cells = new Uint32Array(1 << bits);
    this.halved = this.cells.length;
    this.shift = 32 - bits;
  }

  slot(hash: number): number {
    return hash >>> this.shift;
  }

  df(slot: number): number {
    const df = (this.cells[slot] as number) & DF_MASK;
    return slot < this.halved ? df : df >>> 1;
  }

  count(slots: Uint32Array, length: number): void {
    for (let i = 0; i < length; i++) {
      const slot = slots[i] as number;
      this.cells[slot] = (this.cells[slot] as number) + (slot < this.halved ? 1 : 2);
    }
    this.docs++;
    if (this.halved < this.cells.length) this.halveSome();
    else if (this.docs >= this.horizon) {
      this.halved = 0;
      this.docs >>>= 1;
    }
  }

  vote(slot: number, named: boolean): void {
    const cell = this.cells[slot] as number;
    const votes = votesOf(cell) + (named ? 1 : -1);
    if (Math.abs(votes) <= VOTES_MOST) this.cells[slot] = withVotes(cell, votes);
  }

  isName(slot: number): boolean {
    return votesOf(this.cells[slot] as number) > 0;
  }

  /** Inverse document frequency to a power, for small document frequencies in a table and for others by `factor`. */
  factors(power: number): Float64Array {
    const docs = roundDown(this.docs);
    const known = this.tables.get(power);
    if (known?.docs === docs) return known.factors;
    const factors = known?.factors ?? new Float64Array(CACHED);
    for (let df = 0; df < CACHED; df++) factors[df] = inverse(docs, df) ** power;
    this.tables.set(power, { docs, factors });
    return factors;
  }

  factor(df: number, power: number): number {
    return inverse(roundDown(this.docs), df) ** power;
  }

  save(writer: SnapshotWriter): void {
    writer.json([this.docs, this.halved]);
    writer.sparse(this.cells);
  }

  load(reader: SnapshotReader): void {
    [this.docs, this.halved] = reader.json<[number, number]>();
    reader.sparseInto(this.cells);
  }

  private halveSome(): void {
    const end = Math.min(this.cells.length, this.halved + HALVED_AT_ONCE);
    for (let i = this.halved; i < end; i++) {
      const cell = this.cells[i] as number;
      if (cell !== 0) this.cells[i] = ((cell & ~DF_MASK) | ((cell & DF_MASK) >>> 1)) >>> 0;
    }
    this.halved = end;
  }
}

const inverse = (docs: number, df: number): number => Math.log(1 + (docs + 50) / (df + 0.5));

/** Zero stands for no votes, so that a fresh table needs no filling. */
const votesOf = (cell: number): number => (cell >>> VOTES_SHIFT === 0 ? 0 : (cell >>> VOTES_SHIFT) - VOTES_MIDDLE);
const withVotes = (cell: number, votes: number): number => ((cell & DF_MASK) | ((votes + VOTES_MIDDLE) << VOTES_SHIFT)) >>> 0;

function roundDown(docs: number): number {
  const digits = 32 - Math.clz32(docs);
  const rest = Math.max(0, digits - COUNT_DIGITS);
  return (docs >>> rest) << rest;
}
