import { firstUnits } from '@tocsin/shared/kernel';
import type { Query } from './query.js';
import type { SnapshotReader, SnapshotWriter } from './store/codec.js';
import type { TermTable } from './store/term-table.js';
import type { Prepared } from './types.js';

/** Code units kept of a word. */
const LONGEST = 20;

/**
 * How terms are spelt, for explanations: the latest `limit` learnt. What was forgotten and is still in use is learnt again at its next use.
 * Spelt out in one block of memory, since several hundred thousand strings would be looked at in every collection of garbage.
 */
export class Lexicon {
  private readonly letters: Uint16Array;
  private readonly owners: Uint32Array;
  /** Place in `words` plus one, by term. */
  private readonly places: Int32Array;
  private next = 0;
  private used = 0;

  constructor(
    private readonly terms: TermTable,
    termSlots: number,
    private readonly limit: number,
  ) {
    this.letters = new Uint16Array(limit * LONGEST);
    this.owners = new Uint32Array(limit);
    this.places = new Int32Array(termSlots);
  }

  has(term: number): boolean {
    return this.places[term] !== 0;
  }

  get(term: number): string | undefined {
    const place = this.places[term] as number;
    return place === 0 ? undefined : this.wordAt(place - 1);
  }

  /** Learns, from the terms that made it into the vector, which are names, and how they are spelt. */
  learn(query: Query, prepared: Prepared): void {
    let words: string[] | undefined;
    for (let i = 0; i < query.length; i++) {
      const source = query.sources[i] as number;
      const term = query.terms[i] as number;
      this.terms.vote(term, prepared.named[source] === 1);
      if (source >= prepared.wordCount || this.places[term] !== 0) continue;
      words ??= prepared.words.split('\n');
      this.add(term, words[source] as string);
    }
  }

  save(writer: SnapshotWriter): void {
    writer.json([this.next, this.used]);
    writer.numbers(this.owners.subarray(0, this.used));
    writer.numbers(this.letters.subarray(0, this.used * LONGEST));
  }

  load(reader: SnapshotReader): void {
    [this.next, this.used] = reader.json<[number, number]>();
    this.owners.set(reader.uint32());
    this.letters.set(reader.uint16());
    for (let place = 0; place < this.used; place++) this.places[this.owners[place] as number] = place + 1;
  }

  private add(term: number, word: string): void {
    const place = this.next;
    if (place < this.used) this.places[this.owners[place] as number] = 0;
    const spelt = firstUnits(word, LONGEST);
    for (let i = 0; i < LONGEST; i++) this.letters[place * LONGEST + i] = i < spelt.length ? spelt.charCodeAt(i) : 0;
    this.owners[place] = term;
    this.places[term] = place + 1;
    this.used = Math.max(this.used, place + 1);
    this.next = (place + 1) % this.limit;
  }

  private wordAt(place: number): string {
    let end = (place + 1) * LONGEST;
    while (this.letters[end - 1] === 0) end--;
    return String.fromCharCode(...this.letters.subarray(place * LONGEST, end));
  }
}
