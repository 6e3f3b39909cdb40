import { z } from 'zod';
import { AttachmentId, Instant, line, trimmedWords } from '../kernel/index.js';
import { COMPLAINT_STATUSES, OccurredAt } from './complaints.contract.js';
import { Demand } from './enrichment.contract.js';
import { ComplaintMessage } from './message.contract.js';
import { PublicReply } from './reply.contract.js';

/** What a complainant fills in at `/c/new`. `website` is a honeypot: people never see it. */
export const PublicComplaint = z.strictObject({
  text: trimmedWords(2_000, 10),
  orderRef: line(100).optional(),
  occurredOn: z.iso
    .date()
    .refine((day) => OccurredAt.safeParse(`${day}T00:00:00Z`).success, {
      error: 'must lie between 2000 and today',
      params: { code: 'out_of_range' },
    })
    .optional(),
  adcode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  demands: z.array(Demand).max(10).optional(),
  name: line(100).optional(),
  contact: line(254),
  consent: z.literal(true),
  lang: z.enum(['zh-CN', 'en']).optional(),
  attachments: z.array(AttachmentId).max(5).optional(),
  website: z.string().max(200).optional(),
});
export type PublicComplaint = z.infer<typeof PublicComplaint>;
export const PublicReceipt = z.object({ receiptNo: z.string(), code: z.string() });
export type PublicReceipt = z.infer<typeof PublicReceipt>;
export const TrackReceipt = z.strictObject({ receiptNo: line(40), code: line(20) });
export type TrackReceipt = z.infer<typeof TrackReceipt>;
/** Bodies of `/public/receipts/…`: the pair that opens the complaint, and what its complainant says. */
export const AddInformation = z.strictObject({ ...TrackReceipt.shape, text: trimmedWords(2_000) });
export type AddInformation = z.infer<typeof AddInformation>;
export const WithdrawComplaint = z.strictObject({ ...TrackReceipt.shape, reason: trimmedWords(500).optional() });
export type WithdrawComplaint = z.infer<typeof WithdrawComplaint>;
export const RateOutcome = z.strictObject({ ...TrackReceipt.shape, score: z.int().min(1).max(5), comment: trimmedWords(1_000).optional() });
export type RateOutcome = z.infer<typeof RateOutcome>;
/** `handled`: dealt with, and no reply to the complainant is on record; `answered` is said only together with what was replied. */
export const TRACKED_STATUSES = [...COMPLAINT_STATUSES, 'handled'] as const;
export const TrackedStatus = z.enum(TRACKED_STATUSES);
export type TrackedStatus = z.infer<typeof TrackedStatus>;

/** What the complainant may see: their own words and where the handling stands; nothing about anybody else. */
export const TrackedComplaint = z.object({
  receiptNo: z.string(),
  receivedAt: Instant,
  status: TrackedStatus,
  text: z.string(),
  orderRef: z.string().nullable(),
  place: z.string().nullable(),
  demands: z.array(Demand),
  attachments: z.int(),
  /** `reply`: what was said with the step, by which means and when it was said. */
  steps: z.array(z.object({ status: TrackedStatus, at: Instant, reply: PublicReply.nullable() })),
  /** What they have said since, oldest first. */
  messages: z.array(ComplaintMessage.omit({ id: true })),
  /** What they may do now. */
  may: z.object({ add: z.boolean(), withdraw: z.boolean(), rate: z.boolean() }),
  firstReplyBy: Instant,
});
export type TrackedComplaint = z.infer<typeof TrackedComplaint>;
/** `POST /api/v1/public/attachments` (multipart `file`): held until a complaint names it, dropped after an hour otherwise. */
export const UploadedAttachment = z.object({ id: AttachmentId, name: z.string(), mediaType: z.string(), size: z.int() });
export type UploadedAttachment = z.infer<typeof UploadedAttachment>;
