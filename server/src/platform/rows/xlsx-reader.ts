import type { Readable } from 'node:stream';
import type ExcelJS from 'exceljs';
import type { TableRow } from './table.js';

/** Large, and wanted by few requests: it shall not make every thread start later. */
export async function loadExcel(): Promise<typeof ExcelJS> {
  return (await import('exceljs')).default;
}

/** Rows of the first sheet, one at a time. */
export async function* xlsxRows(stream: Readable): AsyncGenerator<TableRow> {
  const exceljs = await loadExcel();
  const book = new exceljs.stream.xlsx.WorkbookReader(stream, {
    entries: 'ignore',
    worksheets: 'emit',
    // Texts live in a table of their own, and only the style tells a date from a number.
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  for await (const sheet of book) {
    for await (const row of sheet as unknown as AsyncIterable<ExcelJS.Row>) {
      const values = row.values as ExcelJS.CellValue[];
      yield { line: row.number, cells: Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => cellText(values[i + 1])) };
    }
    return;
  }
}

function cellText(value: ExcelJS.CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return wallTime(value);
  if (typeof value !== 'object') return typeof value === 'number' ? plainNumber(value) : String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('result' in value) return cellText(value.result as ExcelJS.CellValue);
  if ('text' in value) return cellText(value.text as ExcelJS.CellValue);
  return '';
}

/** A spreadsheet's time has no zone; the reader hands it over as if it were UTC. */
const wallTime = (at: Date): string =>
  at
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replace(/ 00:00:00$/, '');

/** Order and phone numbers are numbers to a spreadsheet: `1.38e+10` would be a number nobody dialled. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
