import { clock, date } from '../lib/format.js';

/** Always with the day: a receipt is read again weeks later. */
export const when = (at: string): string => `${date(at)} ${clock(at)}`;
