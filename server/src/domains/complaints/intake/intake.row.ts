import { personOf, type Complainant } from '@tocsin/shared/complaints';
import { newId, type ComplaintId } from '@tocsin/shared/kernel';
import type { Sealer } from '../../../platform/crypto/sealer.js';
import { sha256 } from '../../../platform/crypto/tokens.js';
import type { ReadComplaint } from './complaint-scan.js';
import type { IntakeRow } from './intake.types.js';
import type { Sender } from './sender.js';

export interface Origin extends Sender {
  /** The payload exactly as it came. */
  raw: Buffer;
  createdBy: string | null;
  /** Given to complaints that the complainant tracks alone. */
  codeHash?: (id: ComplaintId) => Buffer;
}

export interface Registration {
  now: Date;
  receivedAt: Date;
  receiptNo: string;
}

export const RAW = 'complaint payload';
export const PERSON = 'complainant';

export function receivedAtOf(input: ReadComplaint, now: Date): Date {
  if (!input.receivedAt) return now;
  // Nothing is received tomorrow: a time ahead of ours counts as now.
  const told = new Date(input.receivedAt);
  return told > now ? now : told;
}

/** Locks away what is personal. */
export function rowOf(
  sealer: Sealer,
  input: ReadComplaint,
  origin: Omit<Origin, keyof Sender>,
  { now, receivedAt, receiptNo }: Registration,
): IntakeRow {
  const id = newId<ComplaintId>(now.getTime());
  return {
    id,
    receivedAt: isoOf(receivedAt.getTime()),
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
    complainant: hasContent(input.complainant) ? sealer.seal(PERSON, JSON.stringify(input.complainant), id) : null,
    complainantKey: personKey(sealer, input.complainant, input.source),
    history: input.history === true,
    raw: sealer.seal(RAW, origin.raw, id),
    rawSha256: sha256(origin.raw),
    createdBy: origin.createdBy,
  };
}

/** What may be in the log only once. */
export const nameOf = (row: Pick<IntakeRow, 'source' | 'externalId'>): string | null =>
  row.externalId === null ? null : `${row.source ?? ''}\u0000${row.externalId}`;

export function personKey(sealer: Sealer, complainant: Complainant | null | undefined, source?: string | null): Buffer | null {
  const person = personOf(complainant, source);
  return person === null ? null : sealer.mark(PERSON, person);
}

let last = { ms: Number.NaN, iso: '' };

/** Most complaints of one moment are received in the same millisecond. */
function isoOf(ms: number): string {
  if (ms !== last.ms) last = { ms, iso: new Date(ms).toISOString() };
  return last.iso;
}

const hasContent = (complainant: Complainant | undefined): complainant is Complainant =>
  complainant !== undefined && Object.values(complainant).some((value) => value !== undefined);
