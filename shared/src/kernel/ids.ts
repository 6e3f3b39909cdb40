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
  const b = pool.subarray(used, (used += 16));
  for (let i = 5, t = now; i >= 0; i--, t = Math.floor(t / 256)) b[i] = t % 256;
  b[6] = ((b[6] as number) & 0x0f) | 0x70;
  b[8] = ((b[8] as number) & 0x3f) | 0x80;
  return spelt(b) as T;
}

/** One sum of strings: joining an array of them takes ten times as long. */
function spelt(b: Uint8Array): string {
  const h = (i: number): string => HEX[b[i] as number] as string;
  return `${h(0)}${h(1)}${h(2)}${h(3)}-${h(4)}${h(5)}-${h(6)}${h(7)}-${h(8)}${h(9)}-${h(10)}${h(11)}${h(12)}${h(13)}${h(14)}${h(15)}`;
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
