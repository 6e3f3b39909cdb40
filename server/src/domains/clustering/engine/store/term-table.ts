import type { SnapshotReader, SnapshotWriter } from './codec.js';

/** Document frequencies by hashed term, in fixed memory. Both sides of the ratio are halved together, so the frequencies follow the stream. */
export class TermTable {
  readonly df: Uint32Array;
  /** Votes on whether a term is part of names, positive for yes. */
  readonly nameVotes: Int8Array;
  docs = 0;
  private readonly shift: number;

  constructor(
    bits: number,
    private readonly horizon: number,
  ) {
    this.df = new Uint32Array(1 << bits);
    this.nameVotes = new Int8Array(1 << bits);
    this.shift = 32 - bits;
  }

  slot(hash: number): number {
    return hash >>> this.shift;
  }

  count(slots: Uint32Array, length: number): void {
    for (let i = 0; i < length; i++) this.df[slots[i] as number] = (this.df[slots[i] as number] as number) + 1;
    this.docs++;
    if (this.docs >= this.horizon) this.halve();
  }

  vote(slot: number, named: boolean): void {
    const votes = this.nameVotes[slot] as number;
    if (named ? votes < 100 : votes > -100) this.nameVotes[slot] = votes + (named ? 1 : -1);
  }

  isName(slot: number): boolean {
    return (this.nameVotes[slot] as number) > 0;
  }

  idf(slot: number): number {
    return Math.log(1 + (this.docs + 50) / ((this.df[slot] as number) + 0.5));
  }

  save(writer: SnapshotWriter): void {
    writer.json(this.docs);
    writer.sparse(this.df);
    writer.sparse(Int32Array.from(this.nameVotes));
  }

  load(reader: SnapshotReader): void {
    this.docs = reader.json<number>();
    reader.sparseInto(this.df);
    const votes = new Int32Array(this.nameVotes.length);
    reader.sparseInto(votes);
    this.nameVotes.set(votes);
  }

  private halve(): void {
    for (let i = 0; i < this.df.length; i++) this.df[i] = (this.df[i] as number) >>> 1;
    this.docs >>>= 1;
  }
}
