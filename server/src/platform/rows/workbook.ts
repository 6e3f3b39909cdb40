import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { cellText, type NumberFormats } from './sheet-cell.js';
import { TableFault } from './table-fault.js';
import { isBlankRow, type TableRow } from './table.js';
import { unzipped } from './zip-check.js';
import { packed } from './zip-pack.js';

export interface SheetInfo {
  name: string;
  hidden: boolean;
}

export type BookKind = 'xlsx' | 'xls' | 'ods';

export interface Book {
  kind: BookKind;
  /** In the workbook's own order, each with its first rows, blank ones left out. */
  sheets: () => SheetHead[];
  /** All of one sheet's rows, blank ones too, or those down to a line. */
  rows: (sheet: number, downTo?: number) => Generator<TableRow>;
}

export interface SheetHead extends SheetInfo {
  head: TableRow[];
}

type SheetJs = typeof import('@e965/xlsx');

const HEAD_ROWS = 60;
const MOST_CELLS = 5_000_000;
const MOST_ROWS = 1_048_576;
/** A header may have two hundred; what stands further out than this belongs to no table. */
const FARTHEST = 1_000;
const ZIP_MARK = 0x04034b50;
const COMPOUND_MARK = 0xe011cfd0;
/** Pictures, drawings, macros, caches: nothing of them is a row, and some of them are large. */
const NEEDLESS =
  /(^|\/)(media|drawings|charts|chartsheets|diagrams|embeddings|activeX|ctrlProps|printerSettings|pivotCache|pivotTables|externalLinks|customXml|customUI|threadedComments|slicers|slicerCaches|queryTables|model|Pictures|Thumbnails|Configurations2)\/|vbaProject|calcChain\.|(^|\/)comments\d*\.|\.(png|jpe?g|gif|emf|wmf|vml|vmlDrawing)$/i;

export function bookKindOf(head: Buffer): 'zip' | 'compound' | null {
  if (head.length < 8) return null;
  if (head.readUInt32LE(0) === ZIP_MARK) return 'zip';
  return head.readUInt32LE(0) === COMPOUND_MARK ? 'compound' : null;
}

/** Reads what is in a workbook. Takes time and memory in proportion to its size: never on the main thread. */
export async function openBook(bytes: Buffer): Promise<Book> {
  const { bytes: checked, kind } = bookKindOf(bytes) === 'zip' ? await repacked(bytes) : { bytes, kind: 'xls' as const };
  const sheetJs = await loaded();
  const parse = (sheets: number[] | undefined, sheetRows: number): WorkBook => {
    try {
      return sheetJs.read(checked, { ...READING, ...(sheets === undefined ? {} : { sheets }), ...(sheetRows > 0 ? { sheetRows } : {}) });
    } catch (error) {
      throw faultOf(error);
    }
  };
  const formatsOf = (book: WorkBook): NumberFormats => ({
    isDate: remembered((format) => sheetJs.SSF.is_date(format)),
    date1904: book.Workbook?.WBProps?.date1904 === true,
  });
  return {
    kind,
    sheets: () => {
      const book = parse(undefined, HEAD_ROWS);
      const formats = formatsOf(book);
      return book.SheetNames.map((name, i) => ({
        name,
        hidden: (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0,
        head: [...rowsOf(book.Sheets[name], formats)].filter(({ cells }) => !isBlankRow(cells)),
      }));
    },
    rows: function* (sheet, downTo = 0) {
      const book = parse([sheet], downTo);
      const name = book.SheetNames[sheet];
      if (name === undefined) throw new TableFault('no_such_sheet');
      yield* rowsOf(book.Sheets[name], formatsOf(book));
    },
  };
}

const READING = { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false, UTC: true } as const;

async function loaded(): Promise<SheetJs> {
  const [sheetJs, codePages] = await Promise.all([import('@e965/xlsx'), import('@e965/xlsx/dist/cpexcel.full.mjs')]);
  // Workbooks of the nineties hold their texts in the code page of the machine that wrote them.
  sheetJs.set_cptable(codePages);
  return sheetJs;
}

async function repacked(bytes: Buffer): Promise<{ bytes: Buffer; kind: BookKind }> {
  const parts = await unzipped(bytes, (name) => !NEEDLESS.test(name));
  const names = new Set(parts.map(({ name }) => name.replaceAll('\\', '/')));
  const ods = names.has('content.xml');
  if (!ods && !names.has('[Content_Types].xml')) throw new TableFault('not_a_table');
  return { bytes: packed(parts), kind: ods ? 'ods' : 'xlsx' };
}

function faultOf(error: unknown): TableFault {
  if (error instanceof TableFault) return error;
  const message = error instanceof Error ? error.message : '';
  return new TableFault(/password-protected/i.test(message) ? 'encrypted' : 'damaged', {}, error);
}

function* rowsOf(sheet: WorkSheet | undefined, formats: NumberFormats): Generator<TableRow> {
  // A sheet that is one chart holds copies of the numbers it draws, laid out by series: no table of anybody's.
  if (sheet?.['!type'] === 'chart') return;
  const data = (sheet?.['!data'] ?? []) as ((CellObject | undefined)[] | undefined)[];
  if (data.length > MOST_ROWS) throw new TableFault('too_many_rows');
  let cells = 0;
  for (const [index, row] of data.entries()) {
    if (row === undefined) continue;
    const texts = textsOf(row, formats);
    cells += texts.length;
    if (cells > MOST_CELLS) throw new TableFault('too_many_cells', { line: index + 1 });
    yield { line: index + 1, cells: texts };
  }
}

/** Cells that are only coloured or framed, out to the last column there is, are none. */
function textsOf(row: readonly (CellObject | undefined)[], formats: NumberFormats): string[] {
  const texts = Array.from(row.slice(0, FARTHEST), (cell) => cellText(cell, formats));
  let end = texts.length;
  while (end > 0 && texts[end - 1] === '') end -= 1;
  return texts.slice(0, end);
}

function remembered<T>(ask: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const answer = known.get(key) ?? ask(key);
    known.set(key, answer);
    return answer;
  };
}
