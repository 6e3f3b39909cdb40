import type { Channel, Demand, PlaceInput, Reach } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId } from '@tocsin/shared/kernel';

/** One complaint as it goes into the log: everything personal sealed, everything checked, nothing left to decide but its place. */
export interface IntakeRow {
  id: ComplaintId;
  receivedAt: string;
  occurredAt: string | null;
  receiptNo: string;
  receiptCodeHash: Buffer | null;
  channel: Channel;
  source: string | null;
  externalId: string | null;
  subject: string | null;
  product: string | null;
  brand: string | null;
  orderRef: string | null;
  lang: string | null;
  amountMinor: number | null;
  amountCurrency: string | null;
  demands: readonly Demand[];
  place: PlaceInput | null;
  reach: Reach | null;
  /** As a string or as its UTF-8. */
  text: string | Buffer;
  complainant: Buffer | null;
  complainantKey: Buffer | null;
  history: boolean;
  raw: Buffer;
  rawSha256: Buffer;
  createdBy: string | null;
}

/** What the sender asked to be done once; the row's key. */
export interface OnceKey {
  principal: string;
  route: string;
  key: string;
  bodyHash: Buffer;
}

export interface Answer {
  id: ComplaintId;
  receiptNo: string;
  receivedAt: string;
  groupId: string | null;
}

export type Outcome =
  | { kind: 'accepted'; answer: Answer }
  /** The log has this (source, externalId) already: the answer is the first complaint's. */
  | { kind: 'duplicate'; answer: Answer }
  /** The same `Idempotency-Key` with the same body: the answer is the first run's. */
  | { kind: 'replayed'; answer: Answer; created: boolean }
  | { kind: 'failed'; error: unknown };

export interface Pending {
  row: IntakeRow;
  once: OnceKey | null;
  /** What its sender may see; of a complaint beyond it that has the same name they are told nothing. */
  brands: Principal['brands'];
}
