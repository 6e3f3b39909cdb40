import { z } from 'zod';
import { DateOrder, Instant, TABLE_FAULT_CODES, TableEncoding, TableSeparator, UserId, line } from '../kernel/index.js';
import { Channel, LineRejection } from './complaints.contract.js';

export const IMPORT_TARGETS = [
  'text',
  'channel',
  'externalId',
  'occurredAt',
  'subject',
  'product',
  'brand',
  'orderRef',
  'place',
  'name',
  'phone',
  'email',
  'ref',
  'demands',
  'amount',
  'source',
  'lang',
  'amountMinor',
  'currency',
  'reachUrl',
] as const;
export const ImportTarget = z.enum(IMPORT_TARGETS);
export type ImportTarget = z.infer<typeof ImportTarget>;

/** Column header → field; columns that are not named are ignored. */
export const ImportMapping = z.strictObject({
  columns: z.record(z.string(), ImportTarget),
  source: line(100),
  channel: Channel,
  timeZone: line(60).default('Asia/Shanghai'),
  /** Where the numbers of a date leave it open; without it, what the values of the column suggest. */
  dateOrder: DateOrder.optional(),
  /** Past cases, for the record: they count on the day they tell of and raise no alarm. */
  history: z.boolean().optional(),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

/** How the file is to be read; what is left out is guessed. */
export const ImportChoice = z.strictObject({
  /** Index in the workbook's own order. */
  sheet: z.int().min(0).max(9_999).optional(),
  /** The line in the file that names the columns; 0: none does. */
  headerRow: z.int().min(0).max(1_048_576).optional(),
  encoding: TableEncoding.optional(),
  separator: TableSeparator.optional(),
});
export type ImportChoice = z.infer<typeof ImportChoice>;
/** The same in the query of an upload. */
export const ImportChoiceQuery = z.strictObject({
  sheet: z.coerce.number().int().min(0).max(9_999).optional(),
  headerRow: z.coerce.number().int().min(0).max(1_048_576).optional(),
  encoding: TableEncoding.optional(),
  separator: TableSeparator.optional(),
});
export type ImportChoiceQuery = z.infer<typeof ImportChoiceQuery>;

export const IMPORT_WARNINGS = ['exponent_ids', 'rounded_numbers', 'ambiguous_dates', 'mixed_dates', 'replaced_characters'] as const;
export const ImportWarning = z.object({
  code: z.enum(IMPORT_WARNINGS),
  column: z.string(),
  count: z.int(),
  /** Where it is met first, and what stands there. */
  line: z.int(),
  sample: z.string(),
});
export type ImportWarning = z.infer<typeof ImportWarning>;

/** How the file was read, and what else there is to choose. */
export const ImportReading = z.object({
  kind: z.enum(['csv', 'xlsx', 'xls', 'ods']),
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  sheet: z.int().nullable(),
  headerRow: z.int(),
  encoding: TableEncoding.nullable(),
  /** The encodings that fit, each with the first words as it reads them. */
  encodings: z.array(z.object({ encoding: TableEncoding, sample: z.string() })),
  separator: z.string().nullable(),
  /** The first rows as they stand in the file. */
  head: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  /** What the dates of a column suggest, for columns that hold any. */
  dateOrders: z.record(z.string(), DateOrder),
  /** The zone that the headers name, as those of our own exports do. */
  timeZone: z.string().nullish(),
  warnings: z.array(ImportWarning),
});
export type ImportReading = z.infer<typeof ImportReading>;

export const ImportState = z.enum(['uploaded', 'running', 'done', 'failed', 'cancelled']);
export type ImportState = z.infer<typeof ImportState>;
/** Why an import stopped: what is wrong with its file, or `interrupted` for everything else. */
export const ImportFailure = z.object({
  fault: z.enum([...TABLE_FAULT_CODES, 'interrupted', 'outdated']),
  line: z.int().optional(),
  column: z.int().optional(),
});
export type ImportFailure = z.infer<typeof ImportFailure>;

export const ImportSummary = z.object({
  id: z.uuidv7(),
  fileName: z.string(),
  state: ImportState,
  rows: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  /** Of the accepted: rows of which a field could not be read and was left out. */
  adjusted: z.int(),
  history: z.boolean(),
  failure: ImportFailure.nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  createdBy: UserId,
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const ImportJob = ImportSummary.extend({
  columns: z.array(z.string()),
  guess: z.record(z.string(), ImportTarget),
  preview: z.array(z.record(z.string(), z.string())),
  /** Null for an import from before files were read this way. */
  reading: ImportReading.nullable(),
  mapping: ImportMapping.nullable(),
});
export type ImportJob = z.infer<typeof ImportJob>;

export const ImportList = z.object({ items: z.array(ImportSummary) });
export type ImportList = z.infer<typeof ImportList>;

export const ImportPreview = z.object({
  /** Rows that will be taken, those of which a field is left out among them. */
  valid: z.int(),
  invalid: z.int(),
  adjusted: z.int(),
  /** Rows with the source number of an earlier row: they will count as duplicates. */
  repeated: z.int(),
  rows: z.array(z.object({ line: z.int(), complaint: z.unknown(), issues: LineRejection.shape.issues })),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
