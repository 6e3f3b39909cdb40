import type { Enrichment } from '@tocsin/shared/complaints';
import { enrich, emptyEnrichment } from '../../complaints/enrichment/index.js';
import type { IntakeRecord } from '../../complaints/index.js';
import { prepare, type Prepared } from '../engine/index.js';
import { profileOf, toEngineDoc, toEnrich } from './engine-input.rules.js';

export interface Reading {
  enrichment: Enrichment;
  prepared: Prepared;
}

/** Everything about complaints that needs no state: reading their words and making them comparable. */
export function prepareBatch(records: readonly IntakeRecord[]): Reading[] {
  return records.map((record) => {
    const enrichment = enrich(toEnrich(record));
    const prepared = prepare(toEngineDoc(record, enrichment), { profile: profileOf(record) });
    // For matching only, and as long as the text itself: it need not travel between threads.
    return { enrichment: { ...enrichment, normalised: '' }, prepared };
  });
}

/** Stands in for a complaint that no worker survives: kept, in a group of its own. */
export function unreadable(record: IntakeRecord): Reading {
  const enrichment = emptyEnrichment();
  return { enrichment, prepared: prepare({ ...toEngineDoc(record, enrichment), title: undefined, text: '' }) };
}
