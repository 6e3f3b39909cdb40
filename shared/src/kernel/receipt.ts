import { z } from 'zod';

/** No 0/O/1/I: read aloud over a bad line and written by hand, these four are the ones that get confused. */
export const RECEIPT_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Weighted sum modulo 32, odd weights: catches every single wrong character, and a swap of neighbours unless they lie 16 apart. */
export function checkCharacter(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += (2 * i + 1) * RECEIPT_ALPHABET.indexOf(body.charAt(i));
  return RECEIPT_ALPHABET[sum % 32] as string;
}

/** `C-YYMMDD-XXXXXC`: the day it was received (Asia/Shanghai), five random characters, one check character. */
export function makeReceiptNo(day: string, random: Uint8Array): string {
  let five = '';
  for (let i = 0; i < 5 && i < random.length; i++) five += RECEIPT_ALPHABET.charAt((random[i] as number) & 31);
  return `C-${day}-${five}${checkCharacter(five)}`;
}

export const ReceiptNo = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^C-\d{6}-[2-9A-HJ-NP-Z]{6}$/)
  .refine((no) => checkCharacter(no.slice(9, 14)) === no[14]);
