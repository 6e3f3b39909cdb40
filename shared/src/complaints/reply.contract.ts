import { z } from 'zod';
import { Instant, RowId, line, trimmedWords } from '../kernel/index.js';

/** How a reply reached the complainant. */
export const REPLY_VIAS = ['phone', 'sms', 'email', 'letter', 'counter', 'chat', 'social', 'other'] as const;
export const ReplyVia = z.enum(REPLY_VIAS);
export type ReplyVia = z.infer<typeof ReplyVia>;

export const REPLY_TEXT_MAX = 2_000;

/** What the complainant was told, by which means and when. The product sends nothing itself: whoever replied says so here. */
export const GivenReply = z.strictObject({
  via: ReplyVia,
  at: Instant.refine((at) => at >= '2000', { error: 'must be in 2000 or later', params: { code: 'too_old' } }),
  text: trimmedWords(REPLY_TEXT_MAX),
});
export type GivenReply = z.infer<typeof GivenReply>;

/** As its complainant reads it. */
export const PublicReply = z.object({ via: ReplyVia, at: Instant, text: z.string() });
export type PublicReply = z.infer<typeof PublicReply>;

/** As staff read it, contacts inside it masked. One that was recorded in error stays here and is no longer shown to the complainant. */
export const ComplaintReply = PublicReply.extend({
  id: RowId,
  recordedAt: Instant,
  recordedBy: z.string().nullable(),
  withdrawn: z.object({ at: Instant, by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
});
export type ComplaintReply = z.infer<typeof ComplaintReply>;

export const WithdrawReply = z.strictObject({ reason: line(500).optional() });
export type WithdrawReply = z.infer<typeof WithdrawReply>;
