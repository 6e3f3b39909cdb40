import { z } from 'zod';
import { IncidentId, Instant } from '../kernel/index.js';
import { IncidentAlarm, IncidentState, Severity } from './incidents.contract.js';

/** An open incident that endangers people or is of the first severity, and that this person has not acknowledged. */
export const OpenAlarm = IncidentAlarm.extend({
  id: IncidentId,
  no: z.string(),
  title: z.string(),
  level: Severity,
  state: IncidentState,
  safety: z.int(),
  complainants: z.int(),
});
export type OpenAlarm = z.infer<typeof OpenAlarm>;

export const UnreadMark = z.object({
  id: IncidentId,
  /** Raised since this person has an account, and never opened by them. */
  fresh: z.boolean(),
  /** What others and the engine wrote on its timeline since this person last looked; counted up to 100. */
  unread: z.int(),
});
export type UnreadMark = z.infer<typeof UnreadMark>;

/** What one person has not looked at yet. Incidents without a mark are left out. */
export const Attention = z.object({ at: Instant, alarms: z.array(OpenAlarm), marks: z.array(UnreadMark) });
export type Attention = z.infer<typeof Attention>;

/** `seq`: the newest entry of the timeline that was on the screen. `settle`: what happened before is read, start anew from here. */
export const LookAtIncident = z.strictObject({ seq: z.int().min(0), settle: z.boolean().default(false) });
export type LookAtIncident = z.infer<typeof LookAtIncident>;
/** How far it counts as read now; never further than the timeline goes. */
export const LookedAt = z.object({ id: IncidentId, seq: z.int() });
export type LookedAt = z.infer<typeof LookedAt>;
/** `at`: when the alarm was raised that is acknowledged; one raised since stays. */
export const AcknowledgeAlarm = z.strictObject({ at: Instant });
export type AcknowledgeAlarm = z.infer<typeof AcknowledgeAlarm>;
