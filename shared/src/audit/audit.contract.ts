import { z } from 'zod';
import { Instant, UserId, text } from '../kernel/index.js';

/** One line of the record. `hash` covers everything above it and `prevHash`, so a line altered, removed or moved shows. */
export const AuditEntry = z.object({
  seq: z.int().positive(),
  at: Instant,
  actor: z.object({ kind: z.enum(['user', 'key', 'system', 'public']), id: z.string().nullable(), name: z.string() }),
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
  prevHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = z.object({
  afterSeq: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  action: text(1, 80).optional(),
  actor: z.union([UserId, z.uuid()]).optional(),
  /** `desc` reads backwards from the newest: what the screen opens with. */
  order: z.enum(['asc', 'desc']).default('asc'),
  beforeSeq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** The end of the chain. `witness` is what `npm run verify-audit -- --head` takes: kept elsewhere, it shows a rewritten end. */
export const AuditHead = z.object({ seq: z.int(), hash: z.string(), witness: z.string() });
export type AuditHead = z.infer<typeof AuditHead>;

/** `GET /audit/export`: every entry as a line, and in the last line the head they lead to. */
export const AuditExportEnd = z.object({ head: AuditHead, entries: z.int() });

export const AuditPage = z.object({
  items: z.array(AuditEntry),
  nextCursor: z.string().nullable(),
  head: AuditHead,
});
export type AuditPage = z.infer<typeof AuditPage>;
