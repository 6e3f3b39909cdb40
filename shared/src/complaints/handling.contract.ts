import { z } from 'zod';
import { ComplaintId, RowId, line } from '../kernel/index.js';
import { ComplaintRow, ComplaintStatus } from './complaints.contract.js';
import { GivenReply } from './reply.contract.js';

/** Nobody is told that they were answered without what they were told; no other status has a reply. */
const saysWhatWasReplied = ({ status, reply }: { status: ComplaintStatus; reply?: unknown }, ctx: z.RefinementCtx): void => {
  if ((status === 'answered') === (reply !== undefined)) return;
  const [code, message] =
    reply === undefined
      ? ['required', 'answered needs what was replied: { via, at, text }']
      : ['not_allowed', 'only the status answered has a reply'];
  ctx.addIssue({ code: 'custom', path: ['reply'], params: { code }, message });
};
const Step = { status: ComplaintStatus, note: line(1_000).optional(), reply: GivenReply.optional() };
export const ChangeStatus = z.strictObject(Step).superRefine(saysWhatWasReplied);
export type ChangeStatus = z.infer<typeof ChangeStatus>;

/** One step for many at once; those that may not take it, or that somebody else has moved meanwhile, are left as they are. */
export const BULK_STATUS_MAX = 200;
export const ChangeStatuses = z
  .strictObject({ ids: z.array(ComplaintId).min(1).max(BULK_STATUS_MAX), ...Step })
  .superRefine(saysWhatWasReplied);
export type ChangeStatuses = z.infer<typeof ChangeStatuses>;
/** `batchId`: what takes these steps back again; null when nothing changed. */
export const StatusesChanged = z.object({ changed: z.array(ComplaintId), skipped: z.int(), batchId: RowId.nullable() });
export type StatusesChanged = z.infer<typeof StatusesChanged>;

export const UndoStatuses = z.strictObject({ batchId: RowId, reason: line(500).optional() });
export type UndoStatuses = z.infer<typeof UndoStatuses>;
/** `kept`: moved on since, so their status stays; a reply recorded with the step is withdrawn all the same. */
export const StatusesUndone = z.object({ changed: z.array(ComplaintRow.pick({ id: true, status: true })), kept: z.int() });
export type StatusesUndone = z.infer<typeof StatusesUndone>;

/** `POST /complaints/status/preview`: what a step would do, before it is taken. */
export const STATUS_PREVIEW_MAX = 5_000;
export const PreviewStatuses = z.strictObject({ ids: z.array(ComplaintId).min(1).max(STATUS_PREVIEW_MAX), status: ComplaintStatus });
export type PreviewStatuses = z.infer<typeof PreviewStatuses>;
export const StatusPreview = z.object({
  /** How many may take the step. */
  moves: z.int(),
  /** Different people among those, told apart by their contact; and the complaints that name nobody. */
  people: z.int(),
  unnamed: z.int(),
  /** Of those that may, the ones whose complainant can look the complaint up by its receipt. */
  tracked: z.int(),
});
export type StatusPreview = z.infer<typeof StatusPreview>;
