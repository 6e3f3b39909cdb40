import { z } from 'zod';
import { Instant, RowId } from '../kernel/index.js';

export const MESSAGE_KINDS = ['addition', 'withdrawal', 'rating'] as const;
export const MessageKind = z.enum(MESSAGE_KINDS);
export type MessageKind = z.infer<typeof MessageKind>;

/** What the complainant said after filing. `score`: of a rating, 1 to 5. */
export const ComplaintMessage = z.object({
  id: RowId,
  at: Instant,
  kind: MessageKind,
  text: z.string().nullable(),
  score: z.int().min(1).max(5).nullable(),
});
export type ComplaintMessage = z.infer<typeof ComplaintMessage>;
