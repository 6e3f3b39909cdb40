import type { Enrichment, EnrichmentInput } from '@tocsin/shared/complaints';
import { enrich } from './enrich.js';
import { serveBatches } from './serve-batches.js';

serveBatches<EnrichmentInput, Enrichment>((items) => items.map((item) => enrich(item)));
