import { randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Sealer } from '../../../platform/crypto/sealer.js';

const CODES = 1_000_000;

/** The six digits that, with the receipt number, open one's own complaint. Derived, so that a repeated request can be told them again. */
@Injectable()
export class ReceiptCodes {
  constructor(private readonly sealer: Sealer) {}

  codeFor(id: ComplaintId): string {
    return digits(this.sealer.mark('receipt code', id).readUInt32BE(0) % CODES);
  }

  /** One like any other that opens nothing. */
  decoy(): string {
    return digits(randomInt(CODES));
  }

  hash(id: string, code: string): Buffer {
    return this.sealer.mark('receipt code check', `${id} ${code}`);
  }

  /** Takes the same time whether there is anything to compare with or not. */
  opens(code: string, complaint: { id: string; receipt_code_hash: Buffer | null } | undefined): boolean {
    const given = this.hash(complaint?.id ?? 'nobody', code);
    const kept = complaint?.receipt_code_hash ?? this.hash('nobody', 'no code');
    return timingSafeEqual(given, kept) && complaint?.receipt_code_hash != null;
  }
}

const digits = (n: number): string => String(n).padStart(6, '0');
