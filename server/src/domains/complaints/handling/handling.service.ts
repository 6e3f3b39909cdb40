import { Injectable } from '@nestjs/common';
import {
  canChangeStatus,
  validityFits,
  type ChangeStatus,
  type ChangeStatuses,
  type JudgeValidity,
  type RawPayload,
  type RevealedContact,
  type StatusesChanged,
} from '@tocsin/shared/complaints';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { newId, type ComplaintId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { sha256 } from '../../../platform/crypto/tokens.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { refuseStale } from '../../../platform/http/if-match.js';
import { Problem, notFound } from '../../../platform/problems/index.js';
import { IntakeDesk } from '../intake/intake.desk.js';
import { DecisionRecord } from './decision-record.js';
import { HandlingRepository, type Handled } from './handling.repository.js';

/** What people decide about one complaint. Each decision is one transaction: row, event, audit. */
@Injectable()
export class HandlingService {
  constructor(
    private readonly db: Db,
    private readonly handling: HandlingRepository,
    private readonly desk: IntakeDesk,
    private readonly clock: Clock,
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
      await this.record.audit(tx, me, 'complaint.validity-judged', id, { ...payload, note: note ?? null });
    });
  }

  async changeStatus(me: Principal, id: ComplaintId, version: number, { status, note }: ChangeStatus): Promise<void> {
    await this.db.transaction(async (tx) => {
      const complaint = await this.locked(tx, me, id, version);
      const from = complaint.status ?? 'received';
      if (!canChangeStatus(from, status)) throw new Problem('complaint/wrong-status', { from, to: status });
      await this.step(tx, me, complaint, { status, note });
    });
  }

  /** In one transaction, in the order of their ids, so that two people doing the same wait for each other instead of blocking. */
  changeStatuses(me: Principal, { ids, status, note }: ChangeStatuses): Promise<StatusesChanged> {
    return this.db.transaction(async (tx) => {
      const changed: ComplaintId[] = [];
      const distinct = [...new Set(ids)].sort();
      for (const id of distinct) {
        const complaint = await this.handling.lock(tx, id);
        const open = complaint && complaint.version !== null && seesBrand(me, complaint.brand);
        if (!open || !canChangeStatus(complaint.status ?? 'received', status)) continue;
        await this.step(tx, me, complaint, { status, note });
        changed.push(id);
      }
      return { changed, skipped: distinct.length - changed.length };
    });
  }

  private async step(tx: Tx, me: Principal, complaint: Handled, { status, note }: ChangeStatus): Promise<void> {
    const { id } = complaint;
    const from = complaint.status ?? 'received';
    const by = me.kind === 'user' ? { id: me.id, name: me.name } : { id: null, name: me.name };
    const step = { id: newId(this.clock.ms()), complaintId: id, at: this.clock.now(), status, note: note ?? null, by };
    await this.handling.setStatus(tx, step);
    const payload = { id, receiptNo: complaint.receipt_no, from, to: status };
    await this.record.tell(tx, me, complaint, { type: 'complaint.status-changed', payload });
    await this.record.audit(tx, me, 'complaint.status-changed', id, { ...payload, note: note ?? null });
  }

  private async locked(tx: Tx, me: Principal, id: ComplaintId, version: number): Promise<Handled> {
    const complaint = visible(me, await this.handling.lock(tx, id));
    if (complaint.version === null) throw new Problem('complaint/not-read-yet');
    refuseStale(version, complaint.version);
    return complaint;
  }
}

function visible(me: Principal, complaint: Handled | undefined): Handled {
  if (!complaint || !seesBrand(me, complaint.brand)) throw notFound();
  return complaint;
}

function reasonFault(missing: boolean): Problem {
  const message = missing ? 'an invalid complaint needs its reason' : 'only an invalid complaint has a reason';
  return new Problem('request/invalid', {}, { issues: [{ path: 'reason', code: missing ? 'required' : 'not_allowed', message }] });
}
