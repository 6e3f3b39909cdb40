import { z } from 'zod';
import { SetAsideStage } from '../complaints/index.js';
import { ComplaintId, GroupId, Instant, PageQuery, RowId } from '../kernel/index.js';

export { SET_ASIDE_STAGES, SetAsideStage } from '../complaints/index.js';

/** `retrying`: a person asked for another attempt, and the clusterer has not come to it yet. */
export const SET_ASIDE_STATES = ['waiting', 'retrying', 'resolved'] as const;
export const SetAsideState = z.enum(SET_ASIDE_STATES);
export type SetAsideState = z.infer<typeof SetAsideState>;

/** A complaint that one stage could not take after several attempts. It stands in a group of its own, or keeps the one it had. */
export const SetAside = z.object({
  id: RowId,
  complaintId: ComplaintId,
  receiptNo: z.string(),
  groupId: GroupId.nullable(),
  stage: SetAsideStage,
  state: SetAsideState,
  /** Without anything that the complaint says. */
  error: z.object({ class: z.string(), message: z.string() }),
  attempts: z.int(),
  failedAt: Instant,
  setAsideAt: Instant,
  resolvedAt: Instant.nullable(),
});
export type SetAside = z.infer<typeof SetAside>;

export const SetAsideQuery = PageQuery.extend({ state: z.enum(['open', 'resolved']).default('open'), stage: SetAsideStage.optional() });
export const SetAsidePage = z.object({
  items: z.array(SetAside),
  nextCursor: z.string().nullable(),
  /** Of those that are not resolved. */
  open: z.int(),
  byStage: z.object({ reading: z.int(), grouping: z.int(), writing: z.int(), detection: z.int(), reclustering: z.int() }),
});
export type SetAsidePage = z.infer<typeof SetAsidePage>;

export const MOST_RETRIES_AT_ONCE = 200;
export const RetrySetAside = z.strictObject({ ids: z.array(RowId).min(1).max(MOST_RETRIES_AT_ONCE) });
export type RetrySetAside = z.infer<typeof RetrySetAside>;
export const SetAsideRetried = z.object({
  retrying: z.array(SetAside),
  /** Those that are unknown, already tried again, or resolved. */
  left: z.array(RowId),
});
export type SetAsideRetried = z.infer<typeof SetAsideRetried>;

/** Whether complaints still become groups. */
export const ClusteringHealth = z.object({
  at: Instant,
  /** Accepted complaints that are in no group yet. */
  backlog: z.int(),
  /** How long complaints have waited without any of them being put into a group. */
  stalledSeconds: z.int(),
  /** Longer than `TOCSIN_STALLED_AFTER`. */
  stalled: z.boolean(),
  /** Complaints set aside and not resolved; null for people who do not see all brands or no groups. */
  setAside: z.int().nullable(),
});
export type ClusteringHealth = z.infer<typeof ClusteringHealth>;
