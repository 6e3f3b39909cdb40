export { enrich } from './enrich.js';
export { emptyEnrichment, EnrichmentPool, type EnrichmentPoolOptions, workerModule } from './enrichment-pool.js';
export { isKnownArea } from './place/gazetteer.js';
export { placeOfCode } from './place/resolve.js';
export { WorkerPool, type WorkerPoolOptions } from './pool.js';
export { serveBatches } from './serve-batches.js';
export { queryTerms, searchTerms } from './terms.js';
