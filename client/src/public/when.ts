import { DEFAULT_TIME_ZONE } from '@tocsin/shared/kernel';
import { clock, date } from '../lib/format.js';

/** Always with the day: a receipt is read again weeks later. */
export const when = (at: string): string => `${date(at, DEFAULT_TIME_ZONE)} ${clock(at, DEFAULT_TIME_ZONE)}`;
