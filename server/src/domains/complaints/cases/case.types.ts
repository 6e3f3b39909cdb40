import type {
  Channel,
  Demand,
  EmotionStage,
  Findings,
  Flag,
  Language,
  PlaceFinding,
  PlaceInput,
  Priority,
  Reach,
} from '@tocsin/shared/complaints';
import type { AssignmentExplanation } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId, Money } from '@tocsin/shared/kernel';

/** A complaint as it stands in the intake log; nothing here names a person. */
export interface IntakeRecord {
  seq: number;
  id: ComplaintId;
  receiptNo: string;
  receivedAt: Date;
  occurredAt: Date | null;
  channel: Channel;
  source: string | null;
  externalId: string | null;
  text: string;
  subject: string | null;
  product: string | null;
  brand: string | null;
  orderRef: string | null;
  lang: string | null;
  place: PlaceInput | null;
  demands: Demand[];
  amount: Money | null;
  reach: Reach | null;
  /** Sent as a past case. */
  history: boolean;
  /** Equal for two complaints of one person (hex); null when the sender told nothing that tells people apart. */
  complainantKey: string | null;
}

/** What the engine's consumer writes once it has read a complaint. */
export interface NewCase {
  complaintId: ComplaintId;
  seq: number;
  receivedAt: Date;
  /** When a past case counts, by `pastCaseAt`; without it the complaint counts when it was received. */
  countedAt?: Date | null;
  groupId: GroupId;
  score: number | null;
  decidedBy: AssignmentExplanation['decidedBy'];
  nearDuplicateOf: ComplaintId | null;
  channel: Channel;
  language: Language;
  terms: readonly string[];
  /** Built by `identsOf`. */
  idents: string;
  place: PlaceFinding | null;
  demands: readonly Demand[];
  emotion: EmotionStage;
  intensity: number;
  flags: readonly Flag[];
  critical: boolean;
  priority: Priority;
  findings: Findings;
  explanation: unknown;
  complainantKey: string | null;
  /** 1 for a person's first complaint, 2 for the second … */
  repeatNo: number;
  reach: number | null;
  algorithm: string;
}

/** One complaint that changes its group. */
export interface Regrouping {
  id: ComplaintId;
  into: GroupId;
}
