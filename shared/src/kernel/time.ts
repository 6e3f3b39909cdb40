import { z } from 'zod';
import { DEFAULT_TIME_ZONE } from './zone.js';

/** ISO 8601 UTC with a `Z`; people see it in their own zone. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
/** A zone of the IANA list, as a person's machine names it: `Asia/Shanghai`. */
export const TimeZoneName = z
  .string()
  .min(1)
  .max(60)
  .refine(isTimeZone, { error: 'is not a time zone', params: { code: 'unknown_time_zone' } });

/** `YYMMDD` of an instant in a zone, as receipts and incident numbers carry it. */
export function dayCode(at: Date, timeZone: string = DEFAULT_TIME_ZONE): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: '2-digit', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}${part('month')}${part('day')}`;
}

/** The first minute of the day in the house's zone, as a minute of the epoch. */
export function startOfDay(now: Date): number {
  const code = dayCode(now);
  // China has kept one zone without summer time since 1991.
  return Date.UTC(2000 + Number(code.slice(0, 2)), Number(code.slice(2, 4)) - 1, Number(code.slice(4, 6)), -8) / 60_000;
}
