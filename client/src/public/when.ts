import { DEFAULT_TIME_ZONE } from '@tocsin/shared/kernel';
import { clock, date, zoneName } from '../lib/format.js';

/** `2026/11/28 19:30 (GMT+8)`. Always with the day: a receipt is read again weeks later. With the zone: its reader may be abroad. */
export const when = (at: string): string =>
  `${date(at, DEFAULT_TIME_ZONE)} ${clock(at, DEFAULT_TIME_ZONE)} (${zoneName(at, DEFAULT_TIME_ZONE)})`;
