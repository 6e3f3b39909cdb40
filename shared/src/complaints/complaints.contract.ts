import { z } from 'zod';
import {
  AttachmentId,
  ComplaintId,
  GroupId,
  IncidentId,
  Instant,
  Money,
  MoneyGiven,
  PageQuery,
  line,
  reasonLine,
  words,
} from '../kernel/index.js';
import { SetAsideMark } from './set-aside-mark.contract.js';
import { DEMANDS, Demand, EmotionStage, Enrichment, Flag } from './enrichment.contract.js';
import { ComplaintMessage } from './message.contract.js';
import { ComplaintReply } from './reply.contract.js';

export const CHANNELS = ['phone', 'email', 'chat', 'social', 'web', 'app', 'counter', 'letter', 'regulator', 'other'] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;

export const COMPLAINT_STATUSES = ['received', 'in_progress', 'answered', 'closed', 'withdrawn'] as const;
export const ComplaintStatus = z.enum(COMPLAINT_STATUSES);
export type ComplaintStatus = z.infer<typeof ComplaintStatus>;

export const VALIDITIES = ['undecided', 'valid', 'invalid'] as const;
export const Validity = z.enum(VALIDITIES);
export type Validity = z.infer<typeof Validity>;

export const INVALID_REASONS = [
  'out_of_scope',
  'no_factual_basis',
  'unreasonable_demand',
  'terms_misread',
  'preference_only',
  'malicious',
] as const;
export const InvalidReason = z.enum(INVALID_REASONS);
export type InvalidReason = z.infer<typeof InvalidReason>;

/** P1 is worked first: product safety and legal liability are always P1, then urgency × impact. */
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export const Priority = z.enum(PRIORITIES);
export type Priority = z.infer<typeof Priority>;

export const COMPLAINT_TEXT_MAX = 20_000;

/** A year that every store and spreadsheet on the way can hold: PostgreSQL has no year 0, and a typing error in the year is a fault to name. */
const RecentInstant = Instant.refine((at) => at >= '1900', { error: 'must be in 1900 or later', params: { code: 'too_old' } });

const DAY_MS = 86_400_000;
/** When it happened: a year of the product's own time, and no later than a sender's clock and zone can be wrong. */
export const OccurredAt = Instant.refine((at) => at >= '2000', { error: 'must be in 2000 or later', params: { code: 'too_old' } }).refine(
  (at) => Date.parse(at) <= Date.now() + DAY_MS,
  { error: 'must not lie in the future', params: { code: 'in_future' } },
);

export const PlaceInput = z.union([
  line(200),
  z.strictObject({ adcode: z.string().regex(/^\d{6}$/) }),
  z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }),
]);
export type PlaceInput = z.infer<typeof PlaceInput>;

export const Complainant = z.strictObject({
  name: line(100).optional(),
  phone: line(40).optional(),
  email: z.email().max(254).optional(),
  ref: line(100).optional(),
});
export type Complainant = z.infer<typeof Complainant>;

/** More than there are people; sums over a million complaints stay exact. */
const REACH_MAX = 1_000_000_000;
export const Reach = z.strictObject({
  followers: z.int().min(0).max(REACH_MAX).optional(),
  reposts: z.int().min(0).max(REACH_MAX).optional(),
  comments: z.int().min(0).max(REACH_MAX).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
});
export type Reach = z.infer<typeof Reach>;

/** Body of `POST /api/v1/complaints` and of one line of `/complaints/bulk`. `text` is kept as received. */
export const NewComplaint = z.strictObject({
  text: words(1, COMPLAINT_TEXT_MAX),
  channel: Channel,
  externalId: line(200).optional(),
  source: line(100).optional(),
  occurredAt: OccurredAt.optional(),
  /** Honoured only for keys with scope `complaint:backfill`; otherwise the server's clock decides. */
  receivedAt: RecentInstant.optional(),
  /**
   * A past case, entered for the record: it counts on the day it tells of, raises no alarm and moves no severity. Allowed for keys with scope
   * `complaint:backfill` and for file imports.
   */
  history: z.boolean().optional(),
  subject: line(500).optional(),
  product: line(200).optional(),
  brand: line(100).optional(),
  orderRef: line(100).optional(),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional(),
  place: PlaceInput.optional(),
  complainant: Complainant.optional(),
  demands: z.array(Demand).max(10).optional(),
  amount: MoneyGiven.optional(),
  reach: Reach.optional(),
});
export type NewComplaint = z.infer<typeof NewComplaint>;

export const ComplaintAccepted = z.object({ id: ComplaintId, receiptNo: z.string(), receivedAt: Instant, groupId: GroupId.nullable() });
export type ComplaintAccepted = z.infer<typeof ComplaintAccepted>;

export const BULK_REJECTIONS_KEPT = 10_000;
export const LineRejection = z.object({
  line: z.int().positive(),
  code: z.string(),
  issues: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
});
export type LineRejection = z.infer<typeof LineRejection>;
export const BulkResult = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  /** The first ten thousand; `rejectedMore` counts the rest. */
  rejected: z.array(LineRejection),
  rejectedMore: z.int().optional(),
});
export type BulkResult = z.infer<typeof BulkResult>;

/** One row of a list: everything personal is masked. `emotion`, `place` and `groupId` are null until the complaint has been read by the engine. */
export const ComplaintRow = z.object({
  id: ComplaintId,
  receiptNo: z.string(),
  channel: Channel,
  excerpt: z.string(),
  subject: z.string().nullable(),
  product: z.string().nullable(),
  brand: z.string().nullable(),
  orderRef: z.string().nullable(),
  occurredAt: Instant.nullable(),
  receivedAt: Instant,
  complainant: z.object({ label: z.string(), repeat: z.int() }).nullable(),
  demands: z.array(Demand),
  emotion: EmotionStage.nullable(),
  flags: z.array(Flag),
  place: z.object({ adcode: z.string().nullable(), name: z.string() }).nullable(),
  priority: Priority,
  validity: Validity,
  status: ComplaintStatus,
  groupId: GroupId.nullable(),
  incidentId: IncidentId.nullable(),
  /** Similarity to the group it stands in, 0–1; null when it founded the group. */
  score: z.number().nullable(),
  nearDuplicate: z.boolean(),
  /** A past case: sent as one, or telling of something too long before it came in. It raises no alarm. */
  history: z.boolean(),
  reach: z.int().nullable(),
  /** Only while it is set aside. */
  setAside: SetAsideMark.optional(),
});
export type ComplaintRow = z.infer<typeof ComplaintRow>;

/** What the engine read out of the words, each judgement with the words it rests on; contacts among the facts are masked. */
export const Findings = Enrichment.omit({ normalised: true, terms: true });
export type Findings = z.infer<typeof Findings>;

export const AttachmentRow = z.object({
  id: AttachmentId,
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  sha256: z.string(),
  addedAt: Instant,
});
export type AttachmentRow = z.infer<typeof AttachmentRow>;

export const ComplaintDetail = ComplaintRow.extend({
  text: z.string(),
  lang: z.string().nullable(),
  source: z.string().nullable(),
  externalId: z.string().nullable(),
  amount: Money.nullable(),
  reachDetail: Reach.nullable(),
  /** Masked until revealed with a reason: `138****2211`, `王**`. */
  contact: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    ref: z.string().nullable(),
  }),
  invalidReason: InvalidReason.nullable(),
  validityNote: z.string().nullable(),
  findings: Findings.nullable(),
  attachments: z.array(AttachmentRow),
  /** What the complainant said after filing, contacts inside it masked. */
  messages: z.array(ComplaintMessage),
  /** What the complainant was told, oldest first, with what was recorded in error. */
  replies: z.array(ComplaintReply),
  rawSha256: z.string(),
  version: z.int(),
});
export type ComplaintDetail = z.infer<typeof ComplaintDetail>;

const many = <T extends z.ZodType>(item: T) =>
  z.preprocess((v) => (v === undefined || Array.isArray(v) ? v : [v]), z.array(item).max(50).optional());
const flag = z.enum(['true', 'false']).transform((v) => v === 'true');

/** The filter of the complaint list; every field is a search parameter of the page and of the API. */
export const ComplaintFilter = z.object({
  incidentId: IncidentId.optional(),
  groupId: GroupId.optional(),
  channel: many(Channel),
  demand: many(Demand),
  /** The weightiest of its demands is this one; `none`: it demands nothing that was recognised. */
  primaryDemand: z.enum([...DEMANDS, 'none']).optional(),
  emotion: many(EmotionStage),
  status: many(ComplaintStatus),
  validity: many(Validity),
  priority: many(Priority),
  /** Province, city or district by adcode; a province's code takes in everything inside it. */
  adcode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  located: flag.optional(),
  flagged: flag.optional(),
  nearDuplicate: flag.optional(),
  /** Any of these: danger to people, the law, the press. */
  flag: many(Flag),
  /** The second and later complaints of one person about one thing. */
  repeated: flag.optional(),
  /** A copy that names nobody: the same complaint seen again, counted as a post and never as a complaint. */
  repost: flag.optional(),
  /** Those that name a sum. */
  claims: flag.optional(),
  inIncident: flag.optional(),
  /** In an incident that is not over: what the overview counts. */
  inOpenIncident: flag.optional(),
  /** Past cases only, or none of them. */
  history: flag.optional(),
  /** Those that this import took in. */
  importJob: z.uuidv7().optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  q: line(200).optional(),
});
export type ComplaintFilter = z.infer<typeof ComplaintFilter>;
export const ComplaintSort = z.enum(['newest', 'oldest', 'priority', 'score']);
export const ComplaintQuery = ComplaintFilter.extend({ ...PageQuery.shape, sort: ComplaintSort.default('newest') });
export type ComplaintQuery = z.infer<typeof ComplaintQuery>;
export const ComplaintCount = z.object({ total: z.int() });

export const RevealContact = z.strictObject({ reason: reasonLine(200) });
export type RevealContact = z.infer<typeof RevealContact>;
/** `text`: the words as received; `ComplaintDetail.text` has the contacts inside them masked, character by character. */
export const RevealedContact = z.object({ ...Complainant.shape, text: z.string() });
export type RevealedContact = z.infer<typeof RevealedContact>;

/** `POST /complaints/:id/payload`: what the sender sent, to the byte; `intact` when it still has the digest it was taken in with. */
export const ReadPayload = RevealContact;
export const RawPayload = z.object({ payload: z.string(), bytes: z.int(), sha256: z.string(), intact: z.boolean() });
export type RawPayload = z.infer<typeof RawPayload>;

export const JudgeValidity = z.strictObject({ validity: Validity, reason: InvalidReason.optional(), note: line(1_000).optional() });
export type JudgeValidity = z.infer<typeof JudgeValidity>;
