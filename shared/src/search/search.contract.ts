import { z } from 'zod';
import { ComplaintRow } from '../complaints/complaints.contract.js';
import { IncidentSummary } from '../incidents/incidents.contract.js';
import { line } from '../kernel/index.js';

/** Words and fragments, Chinese and Latin; receipt, order and incident numbers are found by any part of three characters or more. */
export const SearchQuery = z.object({ q: line(200), limit: z.coerce.number().int().min(1).max(50).default(20) });
export const SearchResult = z.object({ incidents: z.array(IncidentSummary), complaints: z.array(ComplaintRow), total: z.int() });
export type SearchResult = z.infer<typeof SearchResult>;
