import { Injectable } from '@nestjs/common';
import type { Complainant } from '@tocsin/shared/complaints';
import { Clock } from '../../../platform/clock/clock.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import type { ReadComplaint } from './complaint-scan.js';
import { PERSON, RAW, personKey, receivedAtOf, rowOf, type Origin } from './intake.row.js';
import { refuseUnknownArea } from './known-place.js';
import { ReceiptNumbers } from './receipt-numbers.js';
import type { IntakeRow } from './intake.types.js';
import { refusalOf } from './sender.js';

/** Turns a valid complaint into a row: gives it its number and time, and locks away what is personal. */
@Injectable()
export class IntakeDesk {
  constructor(
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly receipts: ReceiptNumbers,
  ) {}

  async register(input: ReadComplaint, origin: Origin): Promise<IntakeRow> {
    for (;;) {
      const row = this.registerNow(input, origin);
      if (row !== null) return row;
      await this.receipts.refill();
    }
  }

  /** Without a promise's detour; null when the receipt numbers at hand are used up, and `register` has to wait for more. */
  registerNow(input: ReadComplaint, origin: Origin): IntakeRow | null {
    refuseUnknownArea(input.place);
    const refusal = refusalOf(input, origin);
    if (refusal) throw refusal;
    const now = this.clock.now();
    const receivedAt = receivedAtOf(input, now);
    const receiptNo = this.receipts.take(receivedAt);
    return receiptNo === null ? null : rowOf(this.sealer, input, origin, { now, receivedAt, receiptNo });
  }

  /** Two complaints of one person share it; nobody can read the person out of it. */
  keyOf(complainant: Complainant | null | undefined, source?: string | null): Buffer | null {
    return personKey(this.sealer, complainant, source);
  }

  openComplainant(sealed: Buffer | null, id: string): Complainant | null {
    return sealed === null || this.sealer.isLost ? null : (JSON.parse(this.sealer.open(PERSON, sealed, id)) as Complainant);
  }

  openRaw(sealed: Buffer, id: string): string {
    return this.sealer.open(RAW, sealed, id);
  }
}
