import { Injectable } from '@nestjs/common';
import { validityFits, type JudgeValidity, type RawPayload, type RevealedContact } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { sha256 } from '../../../platform/crypto/tokens.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Problem } from '../../../platform/problems/index.js';
import { IntakeDesk } from '../intake/intake.desk.js';
import { DecisionRecord } from './decision-record.js';
import { HandlingRepository, type Handled } from './handling.repository.js';
import { unchanged, visible } from './visible.js';

/** What people decide about one complaint. Each decision is one transaction: row, event, audit. */
@Injectable()
export class HandlingService {
  constructor(
    private readonly db: Db,
    private readonly handling: HandlingRepository,
    private readonly desk: IntakeDesk,
    private readonly record: DecisionRecord,
  ) {}

  reveal(me: Principal, id: ComplaintId, reason: string): Promise<RevealedContact> {
    return this.db.transaction(async (tx) => {
      const complaint = visible(me, await this.handling.find(tx, id));
      await this.record.audit(tx, me, 'complaint.contact-revealed', id, { receiptNo: complaint.receipt_no, reason });
      return { ...this.desk.openComplainant(complaint.complainant, id), text: complaint.text };
    });
  }

  payload(me: Principal, id: ComplaintId, reason: string): Promise<RawPayload> {
    return this.db.transaction(async (tx) => {
      const { receipt_no: receiptNo } = visible(me, await this.handling.find(tx, id));
      const kept = await this.handling.payload(tx, id);
      const payload = this.desk.openRaw(kept.raw, id);
      const bytes = Buffer.from(payload);
      const kind = { sha256: kept.raw_sha256.toString('hex'), intact: sha256(bytes).equals(kept.raw_sha256) };
      await this.record.audit(tx, me, 'complaint.payload-read', id, { receiptNo, reason, ...kind });
      return { payload, bytes: bytes.length, ...kind };
    });
  }

  async judge(me: Principal, id: ComplaintId, version: number, { validity, reason, note }: JudgeValidity): Promise<void> {
    if (!validityFits(validity, reason)) throw reasonFault(reason === undefined);
    await this.db.transaction(async (tx) => {
      const complaint = await this.locked(tx, me, id, version);
      const from = complaint.validity ?? 'undecided';
      await this.handling.setValidity(tx, id, validity, reason ?? null, note ?? null);
      const payload = { id, receiptNo: complaint.receipt_no, from, to: validity, reason: reason ?? null };
      await this.record.tell(tx, me, complaint, { type: 'complaint.validity-judged', payload });
      await this.record.audit(tx, me, 'complaint.validity-judged', id, { ...payload, note: note ?? null, version: version + 1 });
    });
  }

  private async locked(tx: Tx, me: Principal, id: ComplaintId, version: number): Promise<Handled> {
    return unchanged(me, await this.handling.lock(tx, id), version);
  }
}

function reasonFault(missing: boolean): Problem {
  const message = missing ? 'an invalid complaint needs its reason' : 'only an invalid complaint has a reason';
  return new Problem('request/invalid', {}, { issues: [{ path: 'reason', code: missing ? 'required' : 'not_allowed', message }] });
}
