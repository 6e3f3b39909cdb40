import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import {
  canChangeStatus,
  COMPLAINT_STATUSES,
  type ChangeStatus,
  type ChangeStatuses,
  type GivenReply,
  type PreviewStatuses,
  type StatusesChanged,
  type StatusesUndone,
  type StatusPreview,
  type UndoStatuses,
  type WithdrawReply,
} from '@tocsin/shared/complaints';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { newId, type ComplaintId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/db.js';
import { Idempotency } from '../../../platform/http/idempotency.js';
import { Problem, notFound } from '../../../platform/problems/index.js';
import { RepliesRepository } from '../cases/replies.repository.js';
import { DecisionRecord } from './decision-record.js';
import type { BrandEvent } from '../../../live/index.js';
import { HandlingRepository, type By, type Handled, type TakenStep } from './handling.repository.js';
import { unchanged } from './visible.js';

/** A sender's clock may be a little ahead of ours. */
const SKEW_MS = 5 * 60_000;

interface Taking {
  change: ChangeStatus;
  batchId: string | null;
}

interface Back {
  step: TakenStep;
  reason: string | null;
}

/** What is to be told of the steps of one transaction: at its end, since the streams and the audit log are locked from then on. */
class Telling {
  readonly events: { complaint: Handled; event: BrandEvent }[] = [];
  readonly entries: { action: AuditAction; id: ComplaintId; detail: object }[] = [];
}

/** Where the handling of a complaint stands. Each step is one transaction: row, step, reply, event, audit. */
@Injectable()
export class StatusService {
  constructor(
    private readonly work: Idempotency,
    private readonly handling: HandlingRepository,
    private readonly replies: RepliesRepository,
    private readonly clock: Clock,
    private readonly record: DecisionRecord,
  ) {}

  async changeOne(me: Principal, id: ComplaintId, version: number, change: ChangeStatus): Promise<void> {
    this.refuseFuture(change.reply);
    await this.work.transaction(async (tx) => {
      const complaint = unchanged(me, await this.handling.lock(tx, id), version);
      const from = complaint.status ?? 'received';
      if (!canChangeStatus(from, change.status)) throw new Problem('complaint/wrong-status', { from, to: change.status });
      const telling = new Telling();
      await this.take(tx, me, complaint, { change, batchId: null }, telling);
      await this.tell(tx, me, telling);
      return { id };
    });
  }

  /** In one transaction, in the order of their ids, so that two people doing the same wait for each other instead of blocking. */
  async changeMany(me: Principal, { ids, ...change }: ChangeStatuses): Promise<StatusesChanged> {
    this.refuseFuture(change.reply);
    return this.work.transaction(async (tx) => {
      const batchId = newId(this.clock.ms());
      const changed: ComplaintId[] = [];
      const distinct = [...new Set(ids)].sort();
      const telling = new Telling();
      for (const complaint of await this.handling.lockMany(tx, distinct)) {
        const open = complaint.version !== null && seesBrand(me, complaint.brand);
        if (!open || !canChangeStatus(complaint.status ?? 'received', change.status)) continue;
        await this.take(tx, me, complaint, { change, batchId }, telling);
        changed.push(complaint.id);
      }
      await this.tell(tx, me, telling);
      return { changed, skipped: distinct.length - changed.length, batchId: changed.length > 0 ? batchId : null };
    });
  }

  preview(me: Principal, { ids, status }: PreviewStatuses): Promise<StatusPreview> {
    const from = COMPLAINT_STATUSES.filter((one) => canChangeStatus(one, status));
    return this.handling.preview([...new Set(ids)], from, me.brands);
  }

  /** What stood before stands again; whatever has moved on since stays. A reply recorded with the step is withdrawn in both cases. */
  undo(me: Principal, { batchId, reason }: UndoStatuses): Promise<StatusesUndone> {
    return this.work.transaction(async (tx) => {
      const done: StatusesUndone = { changed: [], kept: 0 };
      let known = false;
      const telling = new Telling();
      for (const { id, complaint_id: complaintId } of await this.handling.stepsOfBatch(tx, batchId)) {
        const complaint = await this.handling.lock(tx, complaintId);
        if (!complaint || !seesBrand(me, complaint.brand)) continue;
        known = true;
        // Read again under the lock: somebody may have moved it between.
        const step = await this.handling.step(tx, id);
        if (!step || step.undone) continue;
        await this.withdraw(tx, me, complaint, { step, reason: reason ?? null }, telling);
        if (step.newest && complaint.status === step.status) {
          await this.takeBack(tx, me, complaint, { step, reason: reason ?? null }, telling);
          done.changed.push({ id: complaintId, status: step.from_status });
        } else done.kept += 1;
      }
      if (!known) throw notFound();
      await this.tell(tx, me, telling);
      return done;
    });
  }

  /** A reply that was recorded in error: its complainant no longer reads it, and the status it came with is taken back. */
  async withdrawReply(
    me: Principal,
    id: ComplaintId,
    replyId: string,
    { version, reason }: WithdrawReply & { version: number },
  ): Promise<void> {
    await this.work.transaction(async (tx) => {
      const complaint = unchanged(me, await this.handling.lock(tx, id), version);
      const changeId = await this.replies.changeOf(tx, id, replyId);
      const step = changeId === null ? undefined : await this.handling.step(tx, changeId);
      if (!step) throw notFound();
      const back = { step, reason: reason ?? null };
      const telling = new Telling();
      if (!(await this.withdraw(tx, me, complaint, back, telling))) throw new Problem('resource/conflict');
      if (step.newest && complaint.status === step.status) await this.takeBack(tx, me, complaint, back, telling);
      await this.tell(tx, me, telling);
      return { id };
    });
  }

  private refuseFuture(reply: GivenReply | undefined): void {
    if (reply === undefined || Date.parse(reply.at) <= this.clock.ms() + SKEW_MS) return;
    const message = 'a reply that is on record lies in the past';
    throw new Problem('request/invalid', {}, { issues: [{ path: 'reply.at', code: 'in_future', message }] });
  }

  private async tell(tx: Tx, me: Principal, { events, entries }: Telling): Promise<void> {
    await this.record.tellAll(tx, me, events);
    await this.record.auditAll(tx, me, entries);
  }

  private async take(tx: Tx, me: Principal, complaint: Handled, { change, batchId }: Taking, telling: Telling): Promise<void> {
    const { id } = complaint;
    const at = this.clock.now();
    const [from, by, stepId] = [complaint.status ?? 'received', byOf(me), newId(at.getTime())];
    const note = change.note ?? null;
    await this.handling.setStatus(tx, { id: stepId, complaintId: id, at, status: change.status, from, note, by, batchId });
    const replied = change.reply ? { replyId: newId(at.getTime()), via: change.reply.via, saidAt: change.reply.at } : null;
    if (change.reply && replied)
      await this.replies.add(tx, { id: replied.replyId, complaintId: id, changeId: stepId, ...change.reply, recordedAt: at, by });
    const payload = { id, receiptNo: complaint.receipt_no, from, to: change.status };
    telling.events.push({ complaint, event: { type: 'complaint.status-changed', payload } });
    const detail = { ...payload, note, ...(replied ?? {}), ...(batchId ? { batchId } : {}) };
    telling.entries.push({ action: 'complaint.status-changed', id, detail });
  }

  private async takeBack(tx: Tx, me: Principal, complaint: Handled, { step, reason }: Back, telling: Telling): Promise<void> {
    const at = this.clock.now();
    const { id } = complaint;
    await this.handling.setStatus(tx, {
      ...{ id: newId(at.getTime()), complaintId: id, at, status: step.from_status, from: step.status },
      ...{ note: reason, by: byOf(me), undoes: step.id },
    });
    const payload = { id, receiptNo: complaint.receipt_no, from: step.status, to: step.from_status };
    telling.events.push({ complaint, event: { type: 'complaint.status-changed', payload } });
    telling.entries.push({ action: 'complaint.status-undone', id, detail: { ...payload, note: reason } });
  }

  private async withdraw(tx: Tx, me: Principal, complaint: Handled, { step, reason }: Back, telling: Telling): Promise<boolean> {
    const replyId = await this.replies.withdraw(tx, { changeId: step.id, at: this.clock.now(), reason, by: byOf(me) });
    if (replyId === null) return false;
    const detail = { receiptNo: complaint.receipt_no, replyId, reason };
    telling.entries.push({ action: 'complaint.reply-withdrawn', id: complaint.id, detail });
    return true;
  }
}

const byOf = (me: Principal): By => ({ id: me.kind === 'user' ? me.id : null, name: me.name });
