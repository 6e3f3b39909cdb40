import { Injectable } from '@nestjs/common';
import {
  ADDITIONS_MAX,
  canChangeStatus,
  canRate,
  isUnhappy,
  type AddInformation,
  type ComplaintMessage,
  type RateOutcome,
  type TrackedComplaint,
  type TrackReceipt,
  type WithdrawComplaint,
} from '@tocsin/shared/complaints';
import { newId } from '@tocsin/shared/kernel';
import { ENGINE } from '../../../live/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/db.js';
import { Idempotency } from '../../../platform/http/idempotency.js';
import { Problem } from '../../../platform/problems/index.js';
import { MessagesRepository } from '../cases/messages.repository.js';
import { DecisionRecord } from '../handling/decision-record.js';
import { HandlingRepository, type Handled } from '../handling/handling.repository.js';
import { PublicTracking } from './public.service.js';

type Said = Pick<ComplaintMessage, 'kind' | 'text' | 'score'>;

/** What a complainant may still say of their own complaint. Nothing is altered or removed by it: each word is a row, each step a further one. */
@Injectable()
export class PublicVoice {
  constructor(
    private readonly tracking: PublicTracking,
    private readonly messages: MessagesRepository,
    private readonly handling: HandlingRepository,
    private readonly record: DecisionRecord,
    private readonly work: Idempotency,
    private readonly clock: Clock,
  ) {}

  add({ text, ...pair }: AddInformation): Promise<TrackedComplaint> {
    return this.say(pair, async (tx, complaint) => {
      const said = await this.messages.of(complaint.id, tx);
      if (said.filter(({ kind }) => kind === 'addition').length >= ADDITIONS_MAX)
        throw new Problem('resource/conflict', { most: ADDITIONS_MAX });
      await this.keep(tx, complaint, { kind: 'addition', text, score: null });
    });
  }

  withdraw({ reason, ...pair }: WithdrawComplaint): Promise<TrackedComplaint> {
    return this.say(pair, async (tx, complaint) => {
      await this.step(tx, complaint, 'withdrawn');
      await this.keep(tx, complaint, { kind: 'withdrawal', text: reason ?? null, score: null });
    });
  }

  /** Once for each time it was closed. Whoever is unhappy with the outcome has their complaint taken up again. */
  rate({ score, comment, ...pair }: RateOutcome): Promise<TrackedComplaint> {
    return this.say(pair, async (tx, complaint) => {
      const status = complaint.status ?? 'received';
      const closedAt = await this.handling.lastStep(tx, complaint.id, 'closed');
      if (!canRate({ status, closedAt, messages: await this.messages.of(complaint.id, tx) }))
        throw new Problem('complaint/not-ratable', { status });
      await this.keep(tx, complaint, { kind: 'rating', text: comment ?? null, score });
      if (isUnhappy(score)) await this.step(tx, complaint, 'in_progress');
    });
  }

  /** The answer is read anew after a repeat, so that no words lie open beside its key. */
  private async say(pair: TrackReceipt, work: (tx: Tx, complaint: Handled) => Promise<void>): Promise<TrackedComplaint> {
    const id = await this.tracking.idOf(pair);
    await this.work.transaction(async (tx) => {
      const complaint = await this.handling.lock(tx, id);
      if (!complaint) throw new Problem('complaint/receipt-unknown');
      await work(tx, complaint);
      return { id };
    });
    return this.tracking.read(id);
  }

  private async step(tx: Tx, complaint: Handled, to: 'withdrawn' | 'in_progress'): Promise<void> {
    if (complaint.version === null) throw new Problem('complaint/not-read-yet');
    const from = complaint.status ?? 'received';
    if (!canChangeStatus(from, to)) throw new Problem('complaint/wrong-status', { from, to });
    const at = this.clock.now();
    await this.handling.setStatus(tx, {
      ...{ id: newId(at.getTime()), complaintId: complaint.id, at, status: to },
      ...{ note: null, by: { id: null, name: null }, from },
    });
    const payload = { id: complaint.id, receiptNo: complaint.receipt_no, from, to };
    await this.record.tellBy(tx, ENGINE, complaint, { type: 'complaint.status-changed', payload });
    await this.record.audit(tx, 'public', 'complaint.status-changed', complaint.id, payload);
  }

  private async keep(tx: Tx, complaint: Handled, { kind, text, score }: Said): Promise<void> {
    const at = this.clock.now();
    const id = newId<ComplaintMessage['id']>(at.getTime());
    await this.messages.add(tx, { id, complaintId: complaint.id, at, kind, words: text, score });
    const payload = { id: complaint.id, receiptNo: complaint.receipt_no, kind, score };
    await this.record.tellBy(tx, ENGINE, complaint, { type: 'complaint.complainant-spoke', payload });
    await this.record.audit(tx, 'public', `complaint.${kind}-received`, complaint.id, { ...payload, messageId: id });
  }
}
