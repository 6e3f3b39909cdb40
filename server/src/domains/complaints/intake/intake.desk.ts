import { Injectable } from '@nestjs/common';
import { personOf, type Complainant } from '@tocsin/shared/complaints';
import { newId, type ComplaintId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { sha256 } from '../../../platform/crypto/tokens.js';
import type { ReadComplaint } from './complaint-scan.js';
import { refuseUnknownArea } from './known-place.js';
import { ReceiptNumbers } from './receipt-numbers.js';
import type { IntakeRow } from './intake.types.js';

export interface Origin {
  /** The payload exactly as it came. */
  raw: Buffer;
  createdBy: string | null;
  /** Whether the sender may say when the complaint was received. */
  backfill: boolean;
  /** Given to complaints that the complainant tracks alone. */
  codeHash?: (id: ComplaintId) => Buffer;
}

const RAW = 'complaint payload';
const PERSON = 'complainant';

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
    const now = this.clock.now();
    // Nothing is received tomorrow: a time ahead of ours counts as now.
    const told = origin.backfill && input.receivedAt ? new Date(input.receivedAt) : now;
    const receivedAt = told > now ? now : told;
    const receiptNo = this.receipts.take(receivedAt);
    if (receiptNo === null) return null;
    const id = newId<ComplaintId>(now.getTime());
    return {
      id,
      receivedAt: receivedAt.toISOString(),
      occurredAt: input.occurredAt ? new Date(input.occurredAt).toISOString() : null,
      receiptNo,
      receiptCodeHash: origin.codeHash?.(id) ?? null,
      channel: input.channel,
      // An external id without a source still names one thing: all of those share the empty source.
      source: input.source ?? (input.externalId === undefined ? null : ''),
      externalId: input.externalId ?? null,
      subject: input.subject ?? null,
      product: input.product ?? null,
      brand: input.brand ?? null,
      orderRef: input.orderRef ?? null,
      lang: input.lang ?? null,
      amountMinor: input.amount?.minor ?? null,
      amountCurrency: input.amount?.currency ?? null,
      demands: input.demands ? [...new Set(input.demands)] : [],
      place: input.place ?? null,
      reach: input.reach ?? null,
      text: input.text,
      complainant: hasContent(input.complainant) ? this.sealer.seal(PERSON, JSON.stringify(input.complainant), id) : null,
      complainantKey: this.keyOf(input.complainant, input.source),
      raw: this.sealer.seal(RAW, origin.raw, id),
      rawSha256: sha256(origin.raw),
      createdBy: origin.createdBy,
    };
  }

  /** Two complaints of one person share it; nobody can read the person out of it. */
  keyOf(complainant: Complainant | null | undefined, source?: string | null): Buffer | null {
    const person = personOf(complainant, source);
    return person === null ? null : this.sealer.mark(PERSON, person);
  }

  openComplainant(sealed: Buffer | null, id: string): Complainant | null {
    return sealed === null ? null : (JSON.parse(this.sealer.open(PERSON, sealed, id)) as Complainant);
  }

  openRaw(sealed: Buffer, id: string): string {
    return this.sealer.open(RAW, sealed, id);
  }
}

const hasContent = (complainant: Complainant | undefined): complainant is Complainant =>
  complainant !== undefined && Object.values(complainant).some((value) => value !== undefined);
