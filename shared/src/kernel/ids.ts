import { z } from 'zod';

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** Asking the system for sixteen bytes at a time costs more than all the rest of an id. */
const pool = new Uint8Array(16 * 256);
let used = pool.length;

/** UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random. Made by the application because PostgreSQL 15 cannot. */
export function newId<T extends string = string>(now: number = Date.now()): T {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const b = pool.slice(used, (used += 16));
  for (let i = 5, t = now; i >= 0; i--, t = Math.floor(t / 256)) b[i] = t % 256;
  b[6] = ((b[6] as number) & 0x0f) | 0x70;
  b[8] = ((b[8] as number) & 0x3f) | 0x80;
  const h = Array.from(b, (x) => HEX[x]).join('');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}` as T;
}

export const UserId = z.uuidv7().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const ComplaintId = z.uuidv7().brand<'ComplaintId'>();
export type ComplaintId = z.infer<typeof ComplaintId>;
export const GroupId = z.uuidv7().brand<'GroupId'>();
export type GroupId = z.infer<typeof GroupId>;
export const IncidentId = z.uuidv7().brand<'IncidentId'>();
export type IncidentId = z.infer<typeof IncidentId>;
export const MoveId = z.uuidv7().brand<'MoveId'>();
export type MoveId = z.infer<typeof MoveId>;
export const AttachmentId = z.uuidv7().brand<'AttachmentId'>();
export type AttachmentId = z.infer<typeof AttachmentId>;
/** Rows that nothing else refers to by type: keys, sessions, notes, wall links, uploads. */
export const RowId = z.uuidv7();
