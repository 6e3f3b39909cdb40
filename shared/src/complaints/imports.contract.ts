import { z } from 'zod';
import { Instant, UserId, line } from '../kernel/index.js';
import { Channel, LineRejection } from './complaints.contract.js';

export const IMPORT_TARGETS = [
  'text',
  'channel',
  'externalId',
  'occurredAt',
  'subject',
  'product',
  'brand',
  'orderRef',
  'place',
  'name',
  'phone',
  'email',
  'ref',
  'demands',
  'amount',
] as const;
export const ImportTarget = z.enum(IMPORT_TARGETS);
export type ImportTarget = z.infer<typeof ImportTarget>;
/** Column header → field; columns that are not named are ignored. */
export const ImportMapping = z.strictObject({
  columns: z.record(z.string(), ImportTarget),
  source: line(100),
  channel: Channel,
  timeZone: line(60).default('Asia/Shanghai'),
});
export type ImportMapping = z.infer<typeof ImportMapping>;
export const ImportState = z.enum(['uploaded', 'running', 'done', 'failed']);
export const ImportJob = z.object({
  id: z.uuidv7(),
  fileName: z.string(),
  state: ImportState,
  columns: z.array(z.string()),
  guess: z.record(z.string(), ImportTarget),
  rows: z.int(),
  preview: z.array(z.record(z.string(), z.string())),
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  createdAt: Instant,
  createdBy: UserId,
});
export type ImportJob = z.infer<typeof ImportJob>;
export const ImportPreview = z.object({
  valid: z.int(),
  invalid: z.int(),
  rows: z.array(z.object({ line: z.int(), complaint: z.unknown(), issues: LineRejection.shape.issues })),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
