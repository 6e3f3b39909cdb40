import type { Enrichment } from '@tocsin/shared/complaints';
import { emptyEnrichment, enrich } from '../../complaints/enrichment/index.js';
import type { IntakeRecord } from '../../complaints/index.js';
import type { Failure } from '../set-aside/failure.rules.js';
import { openDictionary, type ReadingDictionary } from '../dictionary/reading-dictionary.js';
import { prepare, type Prepared } from '../engine/index.js';
import { profileOf, toEngineDoc, toEnrich } from './engine-input.rules.js';

export interface Reading {
  enrichment: Enrichment;
  prepared: Prepared;
}
/** A complaint that cannot be read, and why. */
export interface Unread {
  failure: Failure;
}
export type Outcome = Reading | Unread;

export const isRead = (outcome: Outcome | null | undefined): outcome is Reading => !!outcome && 'prepared' in outcome;

/** A complaint with the dictionary it is read with; a whole batch shares one. */
export interface Work {
  record: IntakeRecord;
  dictionary: ReadingDictionary;
}

/** Everything about complaints that needs no state: reading their words and making them comparable. */
export function prepareBatch(work: readonly Work[]): Reading[] {
  return work.map(({ record, dictionary }) => {
    const { engine, brandOf } = openDictionary(dictionary);
    const enrichment = enrich(toEnrich(record));
    const doc = toEngineDoc({ ...record, brand: brandOf(record.brand) }, enrichment);
    const prepared = prepare(doc, { profile: profileOf(record), dictionary: engine });
    // For matching only, and as long as the text itself: it need not travel between threads.
    return { enrichment: { ...enrichment, normalised: '' }, prepared };
  });
}

/** Stands in for the reading of a complaint that was set aside: nothing is known of what it says. */
export const unknown = (): Enrichment => emptyEnrichment();
