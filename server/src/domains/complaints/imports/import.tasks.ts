import type { ImportChoice, ImportMapping, ImportPreview } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { DateOrder } from '@tocsin/shared/kernel';
import { readRow, type ReadRow, type RowContext } from './import.mapping.js';
import { receiptColumn } from './import.own.js';
import { rowsBelow, survey, type ImportLayout, type Surveyed } from './import.table.js';

/** How the rows of a file become complaints. */
export interface Terms {
  layout: ImportLayout;
  columns: string[];
  mapping: ImportMapping;
  brands: Principal['brands'];
  rounded: string[];
  dateOrder: DateOrder;
}

export type ImportTask =
  { kind: 'survey'; choice: ImportChoice } | { kind: 'preview'; terms: Terms } | { kind: 'rows'; terms: Terms; after: number };

export interface ImportedRow extends ReadRow {
  line: number;
  cells: string[];
  /** Under which a row of our own export is known here already, if it came from here. */
  receiptNo: string | null;
}

export type ImportReply =
  { kind: 'surveyed'; surveyed: Surveyed } | { kind: 'previewed'; preview: ImportPreview } | { kind: 'rows'; rows: ImportedRow[] };

const CHECKED = 2_000;
const SHOWN = 50;
/** Blank rows between them count as lines too. */
const MARGIN = 2_000;
const BATCH = 250;
/** A batch is copied from one thread to the other in one go. */
const BATCH_CHARACTERS = 256 * 1024;

/** What is done with an uploaded file, in a thread of its own. */
export async function* work(task: ImportTask, chunks: Buffer[]): AsyncGenerator<ImportReply> {
  if (task.kind === 'survey') yield { kind: 'surveyed', surveyed: await survey(chunks, task.choice) };
  else if (task.kind === 'preview') yield { kind: 'previewed', preview: await preview(task.terms, chunks) };
  else yield* batches(task.terms, task.after, chunks);
}

/** What a mapping would make of the first rows. */
async function preview(terms: Terms, chunks: Buffer[]): Promise<ImportPreview> {
  const context = contextOf(terms);
  const seen = new Set<string>();
  const result: ImportPreview = { valid: 0, invalid: 0, adjusted: 0, repeated: 0, rows: [] };
  let checked = 0;
  for await (const { line, cells } of rowsBelow(chunks, terms.layout, terms.layout.headerRow + CHECKED + MARGIN)) {
    const { complaint, issues } = readRow(cells, context);
    if (complaint === null) result.invalid += 1;
    else result.valid += 1;
    if (complaint !== null && issues.length > 0) result.adjusted += 1;
    if (complaint?.externalId !== undefined) {
      const name = `${complaint.source ?? ''}\u0000${complaint.externalId}`;
      if (seen.has(name)) result.repeated += 1;
      seen.add(name);
    }
    if (result.rows.length < SHOWN) result.rows.push({ line, complaint, issues });
    if (++checked >= CHECKED) break;
  }
  return result;
}

async function* batches(terms: Terms, after: number, chunks: Buffer[]): AsyncGenerator<ImportReply> {
  const context = contextOf(terms);
  const receipt = receiptColumn(terms.columns);
  let rows: ImportedRow[] = [];
  let size = 0;
  let passed = 0;
  for await (const { line, cells } of rowsBelow(chunks, terms.layout)) {
    if (passed++ < after) continue;
    rows.push({ line, cells, receiptNo: receipt === null ? null : (cells[receipt]?.trim() ?? null), ...readRow(cells, context) });
    size += cells.reduce((sum, { length }) => sum + length, 0);
    if (rows.length < BATCH && size < BATCH_CHARACTERS) continue;
    yield { kind: 'rows', rows };
    rows = [];
    size = 0;
  }
  if (rows.length > 0) yield { kind: 'rows', rows };
}

const contextOf = ({ columns, mapping, brands, rounded, dateOrder }: Terms): RowContext => ({
  ...{ columns, mapping, brands, dateOrder },
  rounded: new Set(rounded),
});
