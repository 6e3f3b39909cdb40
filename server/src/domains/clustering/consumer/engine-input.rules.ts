import type { Enrichment, EnrichmentInput } from '@tocsin/shared/complaints';
import type { IntakeRecord } from '../../complaints/index.js';
import type { EngineDoc } from '../engine/index.js';

type Fact = Enrichment['facts'][number];

export const toEnrich = (record: IntakeRecord): EnrichmentInput => {
  const { text, channel, subject, product, brand, orderRef, lang, place, demands, reach } = record;
  return { text, channel, subject, product, brand, orderRef, lang, place, demands, reach };
};

/** From here on a text is a letter with a story of its own; below, a report in a few sentences. */
const LETTER_LENGTH = 300;

/** A short report without a subject says the matter in its few words, so none of them may be taken for boilerplate. */
export const profileOf = ({ subject, text }: Pick<IntakeRecord, 'subject' | 'text'>): 'auto' | 'post' =>
  subject === null && text.length < LETTER_LENGTH ? 'post' : 'auto';

/**
 * What the engine reads of a complaint: its words, who wrote it, and what the fields and the extracted numbers say it is about.
 * Product and place stay out: they say what was bought and where it was to go, and a warehouse at a standstill holds back goods of
 * every kind for every town. A place that matters is in the words.
 */
export function toEngineDoc(record: IntakeRecord, { facts }: Pick<Enrichment, 'facts'>): EngineDoc {
  const factOf = (kind: Fact['kind']): string | undefined => facts.find((fact) => fact.kind === kind)?.value;
  return {
    id: record.id,
    at: record.receivedAt.getTime(),
    ...(record.subject !== null && { title: record.subject }),
    text: record.text,
    author: record.complainantKey ?? '',
    fields: {
      brand: record.brand ?? undefined,
      orderRef: record.orderRef ?? undefined,
      flight: factOf('flight'),
      batch: factOf('batch'),
    },
  };
}
