import { z } from 'zod';
import { Demand } from '../complaints/enrichment.contract.js';
import { IncidentId, Instant } from '../kernel/index.js';
import { IncidentState, Severity } from './incidents.contract.js';

/** What others and the engine changed about an incident since this person's last visit ended. The visit under way is none. */
export const SinceLooked = z.object({
  id: IncidentId,
  at: Instant,
  /** When that visit ended; null for who comes for the first time. */
  since: Instant.nullable(),
  /** Received since then, copies and past cases left out: what the list finds with `from`, `repost=false` and `history=false`. */
  complaints: z.int(),
  /** Those of them that ask for what nobody in this incident had asked for before. */
  demands: z.array(z.object({ demand: Demand, count: z.int() })),
  severity: z.object({ from: Severity, to: Severity }).nullable(),
  state: z.object({ from: IncidentState, to: IncidentState }).nullable(),
  /** Changes of the status of single complaints. */
  statuses: z.int(),
  notes: z.int(),
  /** What complainants added, withdrew or rated. */
  words: z.int(),
});
export type SinceLooked = z.infer<typeof SinceLooked>;
