import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Basis, Enrichment, EnrichmentInput } from '@tocsin/shared/complaints';
import { hostileText, hostileWord, storable, WORST_TEXTS } from '@tocsin/shared/testing';
import fc from 'fast-check';
import { enrich } from './enrich.js';

const inputOf = (text: string, subject: string | null = null, place: string | null = null): EnrichmentInput =>
  ({
    text,
    channel: 'web',
    subject,
    product: subject,
    brand: subject,
    orderRef: subject,
    lang: null,
    place,
    demands: [],
    reach: null,
  }) as never;

const basesOf = (read: Enrichment): Basis[] => [
  ...read.demands.flatMap(({ basis }) => basis),
  ...read.emotion.basis,
  ...read.flags.flatMap(({ basis }) => basis),
  ...read.escalation.flatMap(({ basis }) => basis),
  ...read.risk.reasons.flatMap(({ basis }) => basis),
  ...(read.place?.basis ? [read.place.basis] : []),
];

/** Every finding stands on words of the text, every list is bounded, and nothing is there that cannot be stored. */
function expectSound(input: EnrichmentInput): void {
  const read = enrich(input);
  const received: Record<string, string> = { text: input.text, subject: input.subject ?? '' };
  if (typeof input.place === 'string') received['place'] = input.place;
  const bases = basesOf(read);
  expect(bases.filter(({ field, start, end, words }) => received[field]?.slice(start, end) !== words)).toEqual([]);
  expect(
    read.facts.filter(({ span }) => span.start < 0 || span.start >= span.end || span.end > (received[span.field]?.length ?? 0)),
  ).toEqual([]);
  expect(read.terms.length).toBeLessThanOrEqual(1_500);
  expect(read.terms.filter((term) => term === '' || term.length > 64)).toEqual([]);
  expect([read.facts.length <= 120, bases.length <= 600, read.normalised.length <= 12_000]).toEqual([true, true, true]);
  expect(JSON.stringify(enrich(input)) === JSON.stringify(read)).toBe(true);
  const told = [...read.terms, read.normalised, ...bases.map(({ words }) => words), ...read.facts.map(({ value }) => value)];
  expect(told.filter((words) => !words.isWellFormed() || words.includes('\u0000'))).toEqual([]);
}

describe('reading whatever comes', () => {
  // Dictionaries are loaded by the first text.
  beforeAll(() => void enrich(inputOf('退款')));

  it('finds only what is there', () => {
    fc.assert(
      fc.property(hostileText(), hostileWord(), (text, word) => {
        expectSound(inputOf(storable(text), storable(word), storable(word)));
      }),
      { numRuns: 10 },
    );
  });

  it('breaks on no text at all, not even on one that storage would refuse', () => {
    fc.assert(
      fc.property(hostileText(4_000), (text) => {
        expect(enrich(inputOf(text)).terms.length).toBeLessThanOrEqual(1_500);
      }),
      { numRuns: 40 },
    );
  });

  it.each(WORST_TEXTS)('reads 20,000 characters of %s', (_, text) => expectSound(inputOf(text)));
});
