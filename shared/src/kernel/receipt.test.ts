import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeReceiptNo, ReceiptNo, receiptNoOf } from './receipt.js';

const random = fc.uint8Array({ minLength: 5, maxLength: 5 });

describe('a receipt number', () => {
  it('is understood however it was copied', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const no = makeReceiptNo('261122', bytes);
        const wide = no.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
        const spelt = [
          no,
          no.toLowerCase(),
          no.replace(/-/g, ''),
          no.replace(/-/g, ' '),
          no.replace(/-/g, '—'),
          ` ${no}\n`,
          no.slice(2),
          wide,
        ];
        for (const typed of spelt) expect([typed, receiptNoOf(typed)]).toEqual([typed, no]);
      }),
    );
  });

  it('with one wrong character is none', () => {
    expect(receiptNoOf('')).toBeNull();
    expect(ReceiptNo.safeParse('C-261122').success).toBe(false);
    fc.assert(
      fc.property(random, (bytes) => {
        const no = makeReceiptNo('261122', bytes);
        const wrong = `${no.slice(0, 9)}${no[9] === 'A' ? 'B' : 'A'}${no.slice(10)}`;
        expect(receiptNoOf(wrong)).toBeNull();
      }),
    );
  });
});
