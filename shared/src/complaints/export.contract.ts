import { z } from 'zod';
import { AttachmentId, ComplaintId, GroupId, IncidentId, Instant, TimeZoneName, reasonLine } from '../kernel/index.js';
import { Channel, ComplaintFilter, ComplaintStatus, InvalidReason, Priority, Validity } from './complaints.contract.js';
import { Demand, EmotionStage, Flag } from './enrichment.contract.js';
import { ExportLang } from './export.dictionary.js';

export const EXPORT_FORMATS = ['ndjson', 'csv', 'xlsx'] as const;
export const ExportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.infer<typeof ExportFormat>;

/**
 * Tables have headers and values in `lang` and times on the clock of `timeZone`. Without either, and without an `Accept-Language` that
 * names one of ours, they keep the codes and UTC, as NDJSON always does.
 */
const Reading = { lang: ExportLang.optional(), timeZone: TimeZoneName.optional() };

/**
 * `record`: the bare facts that machines read, or everything that is on record of a complaint. Tables for people always hold the full record.
 */
export const ExportQuery = ComplaintFilter.extend({
  format: ExportFormat.default('ndjson'),
  record: z.enum(['facts', 'full']).optional(),
  ...Reading,
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** `POST /complaints/export`: the full record with names, contacts and words as received, for a reason that goes on record. */
export const RevealedExport = ComplaintFilter.extend({ format: ExportFormat, reason: reasonLine(200), ...Reading }).strict();
export type RevealedExport = z.infer<typeof RevealedExport>;

/** The full record of one complaint, by the names its columns have in every format, in their order. */
export const ExportRecord = z.object({
  receiptNo: z.string(),
  id: ComplaintId,
  source: z.string().nullable(),
  externalId: z.string().nullable(),
  channel: Channel,
  receivedAt: Instant,
  occurredAt: Instant.nullable(),
  status: ComplaintStatus,
  validity: Validity,
  invalidReason: InvalidReason.nullable(),
  validityNote: z.string().nullable(),
  priority: Priority,
  emotion: EmotionStage.nullable(),
  flags: z.array(Flag),
  /** As received; contacts inside it are masked character by character unless the export was made for a reason. */
  text: z.string(),
  subject: z.string().nullable(),
  product: z.string().nullable(),
  brand: z.string().nullable(),
  orderRef: z.string().nullable(),
  demands: z.array(Demand),
  amountMinor: z.int().nullable(),
  amountCurrency: z.string().nullable(),
  lang: z.string().nullable(),
  /** As given: a text, a code or coordinates. */
  placeGiven: z.string().nullable(),
  placeName: z.string().nullable(),
  adcode: z.string().nullable(),
  complainantName: z.string().nullable(),
  complainantPhone: z.string().nullable(),
  complainantEmail: z.string().nullable(),
  complainantRef: z.string().nullable(),
  groupId: GroupId.nullable(),
  incidentId: IncidentId.nullable(),
  incidentNo: z.string().nullable(),
  nearDuplicateOf: ComplaintId.nullable(),
  reach: z.int().nullable(),
  reachUrl: z.string().nullable(),
  attachments: z.array(z.object({ id: AttachmentId, name: z.string(), sha256: z.string() })),
  /** Of the payload exactly as it came in. */
  rawSha256: z.string(),
  seq: z.int(),
  /** A past case: entered for the record, or telling of something too long before it came in. */
  history: z.boolean(),
});
export type ExportRecord = z.infer<typeof ExportRecord>;
export const EXPORT_COLUMNS = Object.keys(ExportRecord.shape) as (keyof ExportRecord)[];
