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

const SPELT = /^C?(\d{6})([2-9A-HJ-NP-Z]{6})$/;

/** `C-261122-7K3M9Q`, however it was typed: small letters, full-width ones, spaces, other dashes or none, without the C. Null for anything else. */
export function receiptNoOf(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}_.·]/gu, '');
  const [, day, code] = SPELT.exec(plain) ?? [];
  return day !== undefined && code !== undefined && checkCharacter(code.slice(0, 5)) === code[5] ? `C-${day}-${code}` : null;
}

export const ReceiptNo = z.string().transform((typed, ctx) => {
  const no = receiptNoOf(typed);
  if (no !== null) return no;
  ctx.addIssue({ code: 'custom', message: 'must be a receipt number such as C-261122-7K3M9Q', params: { code: 'invalid_format' } });
  return z.NEVER;
});
