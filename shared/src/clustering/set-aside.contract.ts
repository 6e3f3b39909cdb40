import { z } from 'zod';
import { ComplaintId, GroupId, Instant, PageQuery, RowId } from '../kernel/index.js';

/** Where on its way a complaint failed. */
export const SET_ASIDE_STAGES = ['reading', 'grouping', 'writing', 'detection', 'reclustering'] as const;
export const SetAsideStage = z.enum(SET_ASIDE_STAGES);
export type SetAsideStage = z.infer<typeof SetAsideStage>;

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

export const SetAsideQuery = PageQuery.extend({ state: z.enum(['open', 'resolved']).default('open') });
export const SetAsidePage = z.object({
  items: z.array(SetAside),
  nextCursor: z.string().nullable(),
  /** Of those that are not resolved. */
  open: z.int(),
  byStage: z.object({ reading: z.int(), grouping: z.int(), writing: z.int(), detection: z.int(), reclustering: z.int() }),
});
export type SetAsidePage = z.infer<typeof SetAsidePage>;
