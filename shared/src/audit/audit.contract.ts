import { z } from 'zod';
import { Instant, UserId, line, text } from '../kernel/index.js';
import { AUDIT_AREAS } from './audit.actions.js';

export const ActorKind = z.enum(['user', 'key', 'system', 'public']);
export type ActorKind = z.infer<typeof ActorKind>;

/** One line of the record. `hash` covers everything above it and `prevHash`, so a line altered, removed or moved shows. */
export const AuditEntry = z.object({
  seq: z.int().positive(),
  at: Instant,
  actor: z.object({ kind: ActorKind, id: z.string().nullable(), name: z.string() }),
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
  /** Every action whose name begins with it: `user` for all of `user.…`. */
  area: z.enum(AUDIT_AREAS).optional(),
  kind: ActorKind.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  /** An id, or the beginning of a name, number or receipt as people know it. */
  subject: line(200).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** The end of the chain. `witness` is what `npm run verify-audit -- --head` takes: kept elsewhere, it shows a rewritten end. */
export const AuditHead = z.object({ seq: z.int(), hash: z.string(), witness: z.string() });
export type AuditHead = z.infer<typeof AuditHead>;

/** `GET /audit/export`: every entry as a line, and in the last line the head they lead to. */
export const AuditExportEnd = z.object({ head: AuditHead, entries: z.int() });

/** What an id in an entry stands for today, in the words people know it by. An id that is not among them stands for nothing any more. */
export const AuditName = z.object({ type: z.string(), name: z.string() });
export type AuditName = z.infer<typeof AuditName>;

/** Where `names` tells the thing of one kind apart when two kinds of things have one id. */
export const auditNameKey = (type: string, id: string): string => `${type}:${id}`;
/** What an id stands for, when it is known which kind of thing it names. */
export const auditNameOf = (names: Readonly<Record<string, AuditName>>, type: string, id: string): string | undefined =>
  (names[auditNameKey(type, id)] ?? names[id])?.name;

export const AuditPage = z.object({
  items: z.array(AuditEntry),
  names: z.record(z.string(), AuditName),
  nextCursor: z.string().nullable(),
  head: AuditHead,
});
export type AuditPage = z.infer<typeof AuditPage>;
