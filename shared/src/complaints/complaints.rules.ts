import type { Complainant, ComplaintStatus, InvalidReason, Priority, Validity } from './complaints.contract.js';
import type { ComplaintMessage } from './message.contract.js';
import type { TrackedStatus } from './public.contract.js';

/** Asked by the button and by the service. A closed complaint reopens, because an unhappy follow-up reopens it. */
const NEXT_STATUS: Record<ComplaintStatus, readonly ComplaintStatus[]> = {
  received: ['in_progress', 'answered', 'closed', 'withdrawn'],
  in_progress: ['answered', 'closed', 'withdrawn'],
  answered: ['in_progress', 'closed', 'withdrawn'],
  closed: ['in_progress'],
  withdrawn: ['in_progress'],
};
export const nextStatuses = (from: ComplaintStatus): readonly ComplaintStatus[] => NEXT_STATUS[from];
export const canChangeStatus = (from: ComplaintStatus, to: ComplaintStatus): boolean => NEXT_STATUS[from].includes(to);

/** An invalid complaint says why, and only an invalid one does. */
export const validityNeedsReason = (validity: Validity): boolean => validity === 'invalid';
export const validityFits = (validity: Validity, reason: InvalidReason | undefined): boolean =>
  validityNeedsReason(validity) === (reason !== undefined);

/** Still waiting for a first meaningful reply. */
export const isUnanswered = (status: TrackedStatus): boolean => status === 'received' || status === 'in_progress';

/** A day without an answer is the point at which complaints are known to escalate. */
export const FIRST_REPLY_HOURS = 24;
export const firstReplyBy = (receivedAt: Date): Date => new Date(receivedAt.getTime() + FIRST_REPLY_HOURS * 3_600_000);

/** As far back as any detection policy may look: what happened longer before it was told is no part of what is happening now. */
export const LOOK_BACK_DAYS = 30;
const LOOK_BACK_MS = LOOK_BACK_DAYS * 86_400_000;

/** When a past case counts: the time it tells of. Null for every other complaint, which counts when it was received. */
export function pastCaseAt({
  history,
  occurredAt,
  receivedAt,
}: {
  history: boolean;
  occurredAt: Date | null;
  receivedAt: Date;
}): Date | null {
  const told = occurredAt !== null && occurredAt < receivedAt ? occurredAt : receivedAt;
  return history || receivedAt.getTime() - told.getTime() > LOOK_BACK_MS ? told : null;
}

/** Until the engine has read it: in the middle, since nothing is known yet. */
export const UNREAD_PRIORITY: Priority = 'P3';

/**
 * What makes two reports come from one person: the phone, else the mail address, else the sender's own reference. Spelling differences
 * (spaces, country code, case) do not make a second person; a name alone makes nobody, since many share one.
 */
export function personOf(complainant: Complainant | null | undefined, source?: string | null): string | null {
  if (!complainant) return null;
  const { phone, email, ref } = complainant;
  if (phone) {
    const digits = phone
      .normalize('NFKC')
      .replace(/\D/g, '')
      .replace(/^(?:00)?86(?=1\d{10}$)/, '');
    if (digits.length >= 5) return `phone:${digits}`;
  }
  if (email) return `email:${email.normalize('NFKC').trim().toLowerCase()}`;
  return ref ? `ref:${source ?? ''}:${ref.normalize('NFKC').trim().toLowerCase()}` : null;
}

/** More than a complainant needs to say, and less than a flood. */
export const ADDITIONS_MAX = 50;

/** An outcome is rated once for each time the complaint was closed. */
export function canRate(complaint: {
  status: ComplaintStatus;
  closedAt: Date | null;
  messages: readonly Pick<ComplaintMessage, 'kind' | 'at'>[];
}): boolean {
  const { status, closedAt, messages } = complaint;
  if (status !== 'closed' || closedAt === null) return false;
  return !messages.some(({ kind, at }) => kind === 'rating' && Date.parse(at) >= closedAt.getTime());
}

/** An outcome rated like this is not one: the complaint is taken up again. */
export const isUnhappy = (score: number): boolean => score <= 2;
