import type { ImportChoice, ImportReading, ImportTarget } from '@tocsin/shared/complaints';
import { firstCharacters } from '@tocsin/shared/kernel';
import { bareCell } from '../../../platform/rows/csv.js';
import { csvLayout, csvRows, encodingSamples } from '../../../platform/rows/csv-table.js';
import { TableFault } from '../../../platform/rows/table-fault.js';
import { columnNames, isBlankRow, type CsvLayout, type TableRow } from '../../../platform/rows/table.js';
import { bookKindOf, openBook, type BookKind } from '../../../platform/rows/workbook.js';
import { ColumnFindings } from './import.findings.js';
import { guessHeader, guessMapping, guessSheet } from './import.headers.js';
import { guessTimeZone } from './import.own.js';

/** What one needs to know to read the file of an import again. */
export type ImportLayout = (CsvLayout | { kind: BookKind; sheet: number }) & { headerRow: number };

export interface Surveyed {
  layout: ImportLayout;
  columns: string[];
  guess: Record<string, ImportTarget>;
  rows: number;
  first: string[][];
  rounded: string[];
  reading: ImportReading;
}

const MOST_COLUMNS = 200;
const MOST_ROWS = 1_000_000;
const PREVIEWED = 20;
const HEAD_ROWS = 60;
const [SHOWN_ROWS, SHOWN_CELLS, SHOWN_CHARACTERS] = [20, 30, 60];

/** How to read a file as far as it has been chosen or guessed: everything but the header. */
interface Opened {
  layout: CsvLayout | { kind: BookKind; sheet: number };
  head: TableRow[];
  sheets: { name: string; hidden: boolean }[];
  encodings: ImportReading['encodings'];
}

/** Reads all of it once: the layout must hold to the last row. */
export async function survey(chunks: Buffer[], choice: ImportChoice): Promise<Surveyed> {
  const opened = await open(chunks, choice);
  const headerRow = headerOf(opened.head, choice.headerRow);
  const layout: ImportLayout = { ...opened.layout, headerRow };
  const columns = columnsOf(opened.head, headerRow);
  const findings = new ColumnFindings(columns);
  const first: string[][] = [];
  let rows = 0;
  for await (const row of rowsBelow(chunks, layout)) {
    rows += 1;
    if (rows > MOST_ROWS) throw new TableFault('too_many_rows');
    const cells = row.cells.slice(0, columns.length);
    findings.add(row.line, cells);
    if (first.length < PREVIEWED) first.push(cells);
  }
  if (rows === 0) throw new TableFault('no_rows');
  return {
    layout,
    columns,
    guess: guessMapping(columns),
    rows,
    first,
    rounded: findings.rounded(),
    reading: readingOf(opened, layout, columns, findings),
  };
}

function readingOf(opened: Opened, layout: ImportLayout, columns: readonly string[], findings: ColumnFindings): ImportReading {
  const csv = layout.kind === 'csv' ? layout : null;
  return {
    kind: layout.kind,
    sheets: opened.sheets,
    sheet: layout.kind === 'csv' ? null : layout.sheet,
    headerRow: layout.headerRow,
    encoding: csv?.encoding ?? null,
    encodings: opened.encodings,
    separator: csv?.delimiter ?? null,
    head: opened.head
      .slice(0, SHOWN_ROWS)
      .map(({ line, cells }) => ({ line, cells: cells.slice(0, SHOWN_CELLS).map((cell) => shortened(cell)) })),
    dateOrders: findings.dateOrders(),
    timeZone: guessTimeZone(columns),
    warnings: findings.warnings(guessMapping(columns)),
  };
}

const shortened = (cell: string): string => firstCharacters(cell, SHOWN_CHARACTERS);

/** The rows below the header, blank ones left out; `downTo`: not all of them are needed. */
export async function* rowsBelow(chunks: Buffer[], layout: ImportLayout, downTo = 0): AsyncGenerator<TableRow> {
  const rows = layout.kind === 'csv' ? csvRows(chunks, layout) : (await bookOf(chunks)).rows(layout.sheet, downTo);
  for (const { line, cells } of rows) {
    if (line <= layout.headerRow || isBlankRow(cells)) continue;
    // Every table for people that leaves this house has its formulas disarmed.
    yield { line, cells: layout.kind === 'csv' ? cells.map(bareCell) : cells };
  }
}

async function open(chunks: Buffer[], choice: ImportChoice): Promise<Opened> {
  if (chunks.every(({ length }) => length === 0)) throw new TableFault('empty');
  return bookKindOf(startOf(chunks)) === null ? openCsv(chunks, choice) : openSheet(chunks, choice);
}

function openCsv(chunks: Buffer[], { encoding, separator }: ImportChoice): Opened {
  refuseBinary(startOf(chunks));
  const layout = csvLayout(chunks, { encoding, delimiter: separator });
  const head: TableRow[] = [];
  for (const row of csvRows(chunks, layout)) {
    if (!isBlankRow(row.cells)) head.push({ line: row.line, cells: row.cells.map(bareCell) });
    if (head.length >= HEAD_ROWS) break;
  }
  return { layout, head, sheets: [], encodings: encodingSamples(chunks) };
}

async function openSheet(chunks: Buffer[], choice: ImportChoice): Promise<Opened> {
  const book = await bookOf(chunks);
  const sheets = book.sheets();
  const sheet = choice.sheet ?? guessSheet(sheets);
  const chosen = sheets[sheet];
  if (!chosen) throw new TableFault(choice.sheet === undefined ? 'no_rows' : 'no_such_sheet');
  const names = sheets.map(({ name, hidden }) => ({ name: name.toWellFormed().replaceAll('\u0000', ''), hidden }));
  return { layout: { kind: book.kind, sheet }, head: chosen.head, sheets: names, encodings: [] };
}

/** Kept by the array it was made of: one reading opens the same file more than once. */
const whole = new WeakMap<Buffer[], Buffer>();

async function bookOf(chunks: Buffer[]) {
  const bytes = whole.get(chunks) ?? Buffer.concat(chunks);
  whole.set(chunks, bytes);
  return openBook(bytes);
}

const startOf = (chunks: readonly Buffer[]): Buffer => Buffer.concat(chunks.slice(0, 2)).subarray(0, 4_096);

/** Pictures, programs and the like have control characters that no text has; a lone NUL in words is told by its line instead. */
function refuseBinary(start: Buffer): void {
  const marked = start[0] === 0xff || start[0] === 0xfe;
  const controls = start.filter(
    (byte) => byte < 32 && byte !== 0 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 26,
  );
  if (!marked && controls.length > start.length * 0.02) throw new TableFault('not_a_table');
}

function headerOf(head: readonly TableRow[], chosen: number | undefined): number {
  if (chosen === undefined) return guessHeader(head);
  if (chosen > 0 && !head.some(({ line }) => line === chosen)) throw new TableFault('no_such_row', { line: chosen });
  return chosen;
}

/** Without a row that names them, the columns go by their numbers. */
function columnsOf(head: readonly TableRow[], headerRow: number): string[] {
  const row = head.find(({ line }) => line === headerRow);
  const names = row?.cells ?? new Array<string>(Math.max(0, ...head.map(({ cells }) => cells.length))).fill('');
  const end = row ? names.findLastIndex((cell) => cell.trim() !== '') + 1 : names.length;
  const wide = Math.max(
    end,
    ...head.filter(({ line }) => line > headerRow).map(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== '') + 1),
  );
  const count = end > MOST_COLUMNS ? end : Math.min(wide, MOST_COLUMNS);
  if (count > MOST_COLUMNS) throw new TableFault('too_many_columns', { line: headerRow });
  return columnNames(Array.from({ length: count }, (_, i) => names[i] ?? ''));
}
