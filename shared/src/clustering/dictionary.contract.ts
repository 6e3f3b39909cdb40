import { z } from 'zod';
import { Instant, PageQuery, RowId, line, page } from '../kernel/index.js';

/** What a dictionary of objects may hold; the engine knows further kinds that it reads out of the text by itself. */
export const ENTRY_KINDS = ['product', 'brand', 'site'] as const;
export const EntryKind = z.enum(ENTRY_KINDS);
export type EntryKind = z.infer<typeof EntryKind>;

/** A name of one character is in every text. */
const SHORTEST = 2;
const LONGEST = 60;
const MOST_ALIASES = 40;
const spelling = line(LONGEST, SHORTEST);
const shape = { kind: EntryKind, name: spelling, aliases: z.array(spelling).max(MOST_ALIASES) };

export const ObjectEntry = z.object({
  id: RowId,
  ...shape,
  retired: z.boolean(),
  /** Of the dictionary when this entry was last changed. */
  version: z.int(),
  updatedAt: Instant,
  updatedBy: z.string(),
});
export type ObjectEntry = z.infer<typeof ObjectEntry>;

export const DictionaryQuery = z.object({
  ...PageQuery.shape,
  q: line(LONGEST).optional(),
  kind: EntryKind.optional(),
  retired: z.enum(['true', 'false']).optional(),
});
export type DictionaryQuery = z.infer<typeof DictionaryQuery>;

/** `version` is the newest one; `inForce` is the one the engine reads complaints with, a moment later the same. */
export const DictionaryPage = page(ObjectEntry).extend({ version: z.int(), inForce: z.int(), total: z.int() });
export type DictionaryPage = z.infer<typeof DictionaryPage>;

export const NewObjectEntry = z.strictObject(shape);
export type NewObjectEntry = z.infer<typeof NewObjectEntry>;
/** `version` is that of the entry as it was read: a change in between answers 409. */
export const EditObjectEntry = z.strictObject({ ...shape, retired: z.boolean(), version: z.int() });
export type EditObjectEntry = z.infer<typeof EditObjectEntry>;

const CSV_LENGTH = 300_000;
/** `kind,name,aliases`, aliases parted by `|`; without `apply` it only says what it would do. */
export const DictionaryCsv = z.strictObject({ csv: z.string().min(1).max(CSV_LENGTH), apply: z.boolean() });
export type DictionaryCsv = z.infer<typeof DictionaryCsv>;

export const ROW_FAULTS = ['kind-unknown', 'name-missing', 'name-length', 'alias-length', 'too-many-aliases', 'repeated', 'taken'] as const;
export const RowFault = z.enum(ROW_FAULTS);
export type RowFault = z.infer<typeof RowFault>;
export const DictionaryImport = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Lines that are left out, and why; the others are taken. */
  errors: z.array(z.object({ line: z.int(), code: RowFault, value: z.string() })),
  /** The first rows as they would be, for the eye. */
  sample: z.array(z.object({ line: z.int(), ...shape, effect: z.enum(['added', 'changed', 'unchanged']) })),
  /** The new version of the dictionary; null when nothing was changed. */
  version: z.int().nullable(),
});
export type DictionaryImport = z.infer<typeof DictionaryImport>;
