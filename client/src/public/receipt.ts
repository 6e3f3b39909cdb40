import type { Receipt } from './api.js';

const KEY = 'tocsin.receipt';
let current: Receipt | null = null;

/** For this tab only: a reload must not lose the code, the next person at the computer must not find it. */
export function keepReceipt(receipt: Receipt): void {
  current = receipt;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(receipt));
  } catch {
    // Without storage the receipt lasts as long as the page.
  }
}

export function readReceipt(): Receipt | null {
  if (current !== null) return current;
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Receipt> | null;
    const { receiptNo, code, firstReplyBy } = saved ?? {};
    return receiptNo && code && firstReplyBy ? { receiptNo, code, firstReplyBy } : null;
  } catch {
    return null;
  }
}
