import { z } from 'zod';
import { DEFAULT_TIME_ZONE } from './zone.js';

/** ISO 8601 UTC with a `Z`; people see it in their own zone. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** `YYMMDD` of an instant in a zone, as receipts and incident numbers carry it. */
export function dayCode(at: Date, timeZone: string = DEFAULT_TIME_ZONE): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: '2-digit', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}${part('month')}${part('day')}`;
}
