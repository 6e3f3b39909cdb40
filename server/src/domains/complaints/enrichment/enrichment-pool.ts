import { type Enrichment, ENRICHMENT_VERSION, type EnrichmentInput } from '@tocsin/shared/complaints';
import { WorkerPool, type WorkerPoolOptions } from './pool.js';

/** The compiled twin of a worker module: from `src` (tests) the one in `dist`, from `dist` the neighbour. */
export function workerModule(file: string, from: string): URL {
  const url = new URL(file, from);
  url.pathname = url.pathname.replace(/\/server\/src\//, '/server/dist/').replace(/\.ts$/, '.js');
  return url;
}

/** What is known of a complaint that no worker survives: it is kept, searchable by nothing, and shown as not located. */
export function emptyEnrichment(): Enrichment {
  return {
    version: ENRICHMENT_VERSION,
    language: 'other',
    normalised: '',
    terms: [],
    place: null,
    demands: [],
    emotion: { stage: 'calm', intensity: 0, basis: [] },
    flags: [],
    escalation: [],
    facts: [],
    risk: { critical: false, reasons: [] },
  };
}

export type EnrichmentPoolOptions = Partial<WorkerPoolOptions<EnrichmentInput, Enrichment>>;

/** `enrich` over worker threads. */
export class EnrichmentPool extends WorkerPool<EnrichmentInput, Enrichment> {
  constructor(options: EnrichmentPoolOptions = {}) {
    super({
      worker: workerModule('./enrichment.worker.js', import.meta.url),
      size: 1,
      timeoutMs: 30_000,
      onPoison: () => emptyEnrichment(),
      ...options,
    });
  }
}
