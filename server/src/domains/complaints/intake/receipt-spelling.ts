import { createCipheriv } from 'node:crypto';
import { dayCode, makeReceiptNo } from '@tocsin/shared/kernel';
import type { Secrets } from '../../../platform/config/secrets.js';

const HALF = 13;
const HALF_MASK = (1 << HALF) - 1;
const SPACE = 1 << 25;
const ROUNDS = 4;
const QUARTER_HOUR = 900_000;

/**
 * Random numbers of five characters would collide a hundred times in a day of 100,000 complaints, so a counter is walked through a secret
 * permutation of all 32⁵ of them: as hard to guess, and no two alike until all are used.
 */
export class ReceiptSpelling {
  private readonly permute: (n: number) => number;
  private readonly days = new Map<number, string>();

  constructor(secrets: Secrets) {
    this.permute = permutation(secrets.keyFor('receipt numbers'));
  }

  spell(n: number, receivedAt: Date): string {
    return makeReceiptNo(this.dayOf(receivedAt), fiveCharacters(this.permute(n % SPACE)));
  }

  /** Formatting a date in a zone costs more than all the rest of a receipt; every zone's days begin on a quarter of an hour. */
  private dayOf(at: Date): string {
    const slot = Math.floor(at.getTime() / QUARTER_HOUR);
    const known = this.days.get(slot);
    if (known !== undefined) return known;
    if (this.days.size > 1_000) this.days.clear();
    const day = dayCode(at);
    this.days.set(slot, day);
    return day;
  }
}

/** A Feistel network over 26 bits with tables as round functions; results outside the 25 bits we need are walked on. */
export function permutation(key: Buffer): (n: number) => number {
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc((ROUNDS << HALF) * 2));
  const tables = Array.from({ length: ROUNDS }, (_, round) =>
    Uint16Array.from({ length: 1 << HALF }, (__, i) => stream.readUInt16LE(((round << HALF) + i) * 2) & HALF_MASK),
  );
  const once = (n: number): number => {
    let left = n >>> HALF;
    let right = n & HALF_MASK;
    for (const table of tables) {
      const mixed = left ^ (table[right] as number);
      left = right;
      right = mixed;
    }
    return (left << HALF) | right;
  };
  return (n) => {
    let out = once(n);
    while (out >= SPACE) out = once(out);
    return out;
  };
}

const fiveCharacters = (n: number): Uint8Array => Uint8Array.of(n >>> 20, n >>> 15, n >>> 10, n >>> 5, n);
