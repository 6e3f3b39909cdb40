import type { Query } from './query.js';
import type { SnapshotReader, SnapshotWriter } from './store/codec.js';
import type { TermTable } from './store/term-table.js';
import { TwoAges } from './store/two-ages.js';
import type { Prepared } from './types.js';

/** How terms are spelt, for explanations. What was forgotten and is still in use is learnt again at its next use. */
export class Lexicon {
  private readonly words: TwoAges<string>;

  constructor(
    private readonly terms: TermTable,
    limit: number,
  ) {
    this.words = new TwoAges(limit, (term) => terms.setSpelt(term, false));
  }

  get(term: number): string | undefined {
    return this.words.get(term);
  }

  /** Learns, from the terms that made it into the vector, which are names, and how they are spelt. */
  learn(query: Query, prepared: Prepared): void {
    let words: string[] | undefined;
    for (let i = 0; i < query.length; i++) {
      const source = query.sources[i] as number;
      const term = query.terms[i] as number;
      this.terms.vote(term, prepared.named[source] === 1);
      if (source >= prepared.wordCount || this.terms.isSpelt(term)) continue;
      words ??= prepared.words.split('\n');
      this.words.set(term, words[source] as string);
      this.terms.setSpelt(term, true);
    }
  }

  save(writer: SnapshotWriter): void {
    for (const age of this.words.entries()) {
      writer.numbers(Uint32Array.from(age, ([term]) => term));
      writer.strings(age.map(([, word]) => word));
    }
  }

  load(reader: SnapshotReader): void {
    const age = (): [number, string][] => {
      const terms = reader.uint32();
      return reader.strings().map((word, i) => [terms[i] as number, word]);
    };
    this.words.load([age(), age()]);
  }
}
