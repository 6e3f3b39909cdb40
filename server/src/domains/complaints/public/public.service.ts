import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  ADDITIONS_MAX,
  canChangeStatus,
  canRate,
  firstReplyBy,
  type ComplaintMessage,
  type NewComplaint,
  type PublicComplaint,
  type PublicReceipt,
  type TrackReceipt,
  type TrackedComplaint,
} from '@tocsin/shared/complaints';
import { ReceiptNo, dayCode, makeReceiptNo, type AttachmentId, type ComplaintId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/db.js';
import { Idempotency } from '../../../platform/http/idempotency.js';
import { currentContext } from '../../../platform/logging/context.js';
import { Problem } from '../../../platform/problems/index.js';
import { AttachmentTrail } from '../attachments/attachment-trail.js';
import { AttachmentsRepository, PUBLIC } from '../attachments/attachments.repository.js';
import { MessagesRepository } from '../cases/messages.repository.js';
import { IntakeDesk } from '../intake/intake.desk.js';
import { IntakeStore } from '../intake/intake.store.js';
import { ANYBODY } from '../intake/sender.js';
import { refuseUnknownArea } from '../intake/known-place.js';
import { RepliesRepository, type KeptReply } from '../cases/replies.repository.js';
import { PublicRepository, type Tracked } from './public.repository.js';
import { ReceiptCodes } from './receipt-codes.js';
import { ReceiptGuesses } from './receipt-guesses.js';
import { stepsShown, statusShown } from './tracked.rules.js';

@Injectable()
export class PublicFiling {
  constructor(
    private readonly desk: IntakeDesk,
    private readonly store: IntakeStore,
    private readonly attachments: AttachmentsRepository,
    private readonly trail: AttachmentTrail,
    private readonly codes: ReceiptCodes,
    private readonly idempotency: Idempotency,
    private readonly guesses: ReceiptGuesses,
  ) {}

  async file(form: PublicComplaint, raw: Buffer): Promise<PublicReceipt> {
    if (form.adcode) refuseUnknownArea({ adcode: form.adcode }, 'adcode');
    const input = complaintOf(form);
    const codeHash = (id: ComplaintId): Buffer => this.codes.hash(id, this.codes.codeFor(id));
    const row = await this.desk.register(input, { raw, createdBy: PUBLIC, ...ANYBODY, codeHash });
    const { id, receiptNo } = await this.idempotency.transaction(async (tx) => {
      await this.store.writeIn(tx, [{ row, once: null, brands: null }]);
      await this.claim(tx, row.id, form.attachments ?? []);
      return { id: row.id, receiptNo: row.receiptNo };
    });
    this.guesses.right(receiptNo, currentContext()?.ip ?? '');
    return { receiptNo, code: this.codes.codeFor(id) };
  }

  private async claim(tx: Tx, complaint: ComplaintId, given: readonly AttachmentId[]): Promise<void> {
    const ids = [...new Set(given)];
    if (ids.length === 0) return;
    const claimed = await this.attachments.claim(tx, complaint, ids);
    const message = 'an attachment is unknown or was held for too long';
    if (claimed.length < ids.length)
      throw new Problem('request/invalid', {}, { issues: [{ path: 'attachments', code: 'unknown_attachment', message }] });
    await this.trail.claimed(tx, complaint, claimed);
  }
}

@Injectable()
export class PublicTracking {
  constructor(
    private readonly repository: PublicRepository,
    private readonly messages: MessagesRepository,
    private readonly replies: RepliesRepository,
    private readonly codes: ReceiptCodes,
    private readonly guesses: ReceiptGuesses,
    private readonly clock: Clock,
  ) {}

  /** What a program that fills every field gets: it learns nothing from it. */
  decoy(): PublicReceipt {
    return { receiptNo: makeReceiptNo(dayCode(this.clock.now()), randomBytes(5)), code: this.codes.decoy() };
  }

  /** A wrong code and an unknown number get the same answer, after the same work. */
  async track(pair: TrackReceipt): Promise<TrackedComplaint> {
    return this.shown(await this.open(pair));
  }

  /** Of the complaint that a pair opens, for those who go on to do something with it. */
  async idOf(pair: TrackReceipt): Promise<ComplaintId> {
    return (await this.open(pair)).id;
  }

  /** After a pair has opened it. */
  async read(id: ComplaintId): Promise<TrackedComplaint> {
    const complaint = await this.repository.find(id);
    if (!complaint) throw new Problem('complaint/receipt-unknown');
    return this.shown(complaint);
  }

  private async shown(complaint: Tracked): Promise<TrackedComplaint> {
    const [messages, replies] = await Promise.all([this.messages.of(complaint.id), this.replies.of(complaint.id)]);
    return trackedOf(complaint, messages, replies);
  }

  private async open({ receiptNo, code }: TrackReceipt): Promise<Tracked> {
    const parsed = ReceiptNo.safeParse(receiptNo);
    const number = parsed.success ? parsed.data : 'C-000000-222222';
    const ip = currentContext()?.ip ?? '';
    this.guesses.begin(number, ip);
    const complaint = await this.repository.findByReceipt(number);
    if (!this.codes.opens(code.normalize('NFKC').replace(/\s/g, ''), complaint) || !complaint)
      throw new Problem('complaint/receipt-unknown');
    this.guesses.right(number, ip);
    return complaint;
  }
}

function complaintOf(form: PublicComplaint): NewComplaint {
  const { text, orderRef, occurredOn, adcode, demands, name, contact, lang } = form;
  return {
    text,
    channel: 'web',
    ...(orderRef ? { orderRef } : {}),
    // The day as the complainant lived it: noon there is the same day in every zone of the country.
    ...(occurredOn ? { occurredAt: `${occurredOn}T04:00:00Z` } : {}),
    ...(adcode ? { place: { adcode } } : {}),
    ...(demands ? { demands } : {}),
    ...(lang ? { lang } : {}),
    complainant: { ...(name ? { name } : {}), ...contactOf(contact) },
  };
}

function contactOf(contact: string): { phone: string } | { email: string } {
  const folded = contact.normalize('NFKC').trim();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(folded)) return { email: folded };
  if (/^[\d+() -]{5,40}$/.test(folded) && folded.replace(/\D/g, '').length >= 5) return { phone: folded };
  const message = 'a phone number or a mail address is expected';
  throw new Problem('request/invalid', {}, { issues: [{ path: 'contact', code: 'invalid_format', message }] });
}

function trackedOf(row: Tracked, messages: readonly ComplaintMessage[], replies: readonly KeptReply[]): TrackedComplaint {
  const status = row.status ?? 'received';
  const closed = row.steps.findLast((step) => step.status === 'closed');
  const steps = stepsShown(row.steps, replies);
  const additions = messages.filter(({ kind }) => kind === 'addition').length;
  return {
    receiptNo: row.receipt_no,
    receivedAt: row.received_at.toISOString(),
    status: statusShown(status, steps),
    text: row.text,
    orderRef: row.order_ref,
    place: row.place?.name ?? (typeof row.given === 'string' ? row.given : null),
    demands: row.demands,
    attachments: Number(row.attachments),
    steps: [{ status: 'received', at: row.received_at.toISOString(), reply: null }, ...steps],
    messages: messages.map(({ id: _, ...said }) => said),
    may: {
      add: additions < ADDITIONS_MAX,
      // Until the engine has read it there is no row to withdraw; that takes a moment.
      withdraw: canChangeStatus(status, 'withdrawn'),
      rate: canRate({ status, closedAt: closed ? new Date(closed.at) : null, messages }),
    },
    firstReplyBy: firstReplyBy(row.received_at).toISOString(),
  };
}
