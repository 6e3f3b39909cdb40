import type { SnapshotReader, SnapshotWriter } from './codec.js';

const DF_MASK = (1 << 23) - 1;
const SPELT = 1 << 23;
const VOTES_SHIFT = 24;
const VOTES_MIDDLE = 128;
const VOTES_MOST = 100;
/** Most terms are this rare. */
const CACHED = 1_024;
/** Leading binary digits of the number of documents that count for frequencies; two in a hundred make no difference to a weight. */
const COUNT_DIGITS = 6;

/**
 * What is known of each hashed term, in fixed memory and one number a term: in how many documents it occurred, whether its spelling is kept
 * and the votes on its being part of names. Frequencies and the number of documents are halved together, so that they follow the stream.
 */
export class TermTable {
  docs = 0;
  private readonly cells: Uint32Array;
  private readonly shift: number;
  private readonly tables = new Map<number, { docs: number; factors: Float64Array }>();

  constructor(
    bits: number,
    private readonly horizon: number,
  ) {
    if (horizon > DF_MASK) throw new RangeError(`at most ${String(DF_MASK)} documents can be counted`);
    this.cells = new Uint32Array(1 << bits);
    this.shift = 32 - bits;
  }

  slot(hash: number): number {
    return hash >>> this.shift;
  }

  df(slot: number): number {
    return (this.cells[slot] as number) & DF_MASK;
  }

  count(slots: Uint32Array, length: number): void {
    for (let i = 0; i < length; i++) this.cells[slots[i] as number] = (this.cells[slots[i] as number] as number) + 1;
    this.docs++;
    if (this.docs >= this.horizon) this.halve();
  }

  vote(slot: number, named: boolean): void {
    const cell = this.cells[slot] as number;
    const votes = votesOf(cell) + (named ? 1 : -1);
    if (Math.abs(votes) <= VOTES_MOST) this.cells[slot] = withVotes(cell, votes);
  }

  isName(slot: number): boolean {
    return votesOf(this.cells[slot] as number) > 0;
  }

  isSpelt(slot: number): boolean {
    return ((this.cells[slot] as number) & SPELT) !== 0;
  }

  setSpelt(slot: number, spelt: boolean): void {
    const cell = this.cells[slot] as number;
    this.cells[slot] = (spelt ? cell | SPELT : cell & ~SPELT) >>> 0;
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
    writer.json(this.docs);
    writer.sparse(this.cells);
  }

  load(reader: SnapshotReader): void {
    this.docs = reader.json<number>();
    reader.sparseInto(this.cells);
  }

  private halve(): void {
    for (let i = 0; i < this.cells.length; i++) {
      const cell = this.cells[i] as number;
      if (cell !== 0) this.cells[i] = ((cell & ~DF_MASK) | ((cell & DF_MASK) >>> 1)) >>> 0;
    }
    this.docs >>>= 1;
  }
}

const inverse = (docs: number, df: number): number => Math.log(1 + (docs + 50) / (df + 0.5));

/** Zero stands for no votes, so that a fresh table needs no filling. */
const votesOf = (cell: number): number => (cell >>> VOTES_SHIFT === 0 ? 0 : (cell >>> VOTES_SHIFT) - VOTES_MIDDLE);
const withVotes = (cell: number, votes: number): number => ((cell & (DF_MASK | SPELT)) | ((votes + VOTES_MIDDLE) << VOTES_SHIFT)) >>> 0;

function roundDown(docs: number): number {
  const digits = 32 - Math.clz32(docs);
  const rest = Math.max(0, digits - COUNT_DIGITS);
  return (docs >>> rest) << rest;
}
