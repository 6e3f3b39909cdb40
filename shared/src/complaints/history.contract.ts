import { z } from 'zod';
import { GroupId, Instant, page } from '../kernel/index.js';
import { Channel, ComplaintStatus, InvalidReason, Validity } from './complaints.contract.js';
import { MessageKind } from './message.contract.js';

/** `by`: null for the complainant and for the product itself. */
const entry = <K extends string, S extends z.ZodRawShape>(kind: K, more: S) =>
  z.object({ id: z.string(), at: Instant, by: z.string().nullable(), kind: z.literal(kind), ...more });

/** What happened to one complaint, in whatever incident it stood at the time. */
export const ComplaintHistoryEntry = z.discriminatedUnion('kind', [
  entry('received', { channel: Channel, source: z.string().nullable() }),
  entry('status', {
    /** Null for steps of earlier versions of the product, which did not keep it. */
    from: ComplaintStatus.nullable(),
    to: ComplaintStatus,
    note: z.string().nullable(),
    /** The step takes another one back. */
    undo: z.boolean(),
    /** The version of the complaint after it, where it was kept. */
    version: z.int().nullable(),
  }),
  entry('validity', {
    from: Validity,
    to: Validity,
    reason: InvalidReason.nullable(),
    note: z.string().nullable(),
    version: z.int().nullable(),
  }),
  entry('reply-withdrawn', { reason: z.string().nullable() }),
  entry('said', { message: MessageKind, score: z.int().nullable() }),
  entry('file', { name: z.string() }),
  /** Told only to those who may read the audit log. */
  entry('viewed', { what: z.enum(['contact', 'payload']), reason: z.string() }),
  /** Groups and reason are told only to those who see every brand: another group may be of another one. */
  entry('moved', {
    move: z.string(),
    from: GroupId.nullable(),
    into: GroupId.nullable(),
    reason: z.string().nullable(),
    undone: z.object({ at: Instant, by: z.string().nullable() }).nullable(),
  }),
]);
export type ComplaintHistoryEntry = z.infer<typeof ComplaintHistoryEntry>;
/** Newest first. */
export const ComplaintHistory = page(ComplaintHistoryEntry);
export type ComplaintHistory = z.infer<typeof ComplaintHistory>;
