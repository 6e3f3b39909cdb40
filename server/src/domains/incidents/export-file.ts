import { CSV_BOM, csvLine } from '../../platform/rows/csv.js';
import { loadExcel } from '../../platform/rows/load-excel.js';

export type Cell = string | number;
export interface Sheet {
  name: string;
  rows: readonly Cell[][];
}
export interface ExportFile {
  content: Buffer;
  type: string;
  name: string;
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A workbook of all sheets; a CSV holds the first one alone. `name`: without its ending. */
export async function exportFile(name: string, format: keyof typeof TYPES, sheets: readonly [Sheet, ...Sheet[]]): Promise<ExportFile> {
  const content = format === 'csv' ? csv(sheets[0]) : await xlsx(sheets);
  return { content, type: TYPES[format], name: `${name}.${format}` };
}

const csv = ({ rows }: Sheet): Buffer => Buffer.from(CSV_BOM + rows.map((row) => csvLine(row)).join(''), 'utf8');

async function xlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const exceljs = await loadExcel();
  const book = new exceljs.Workbook();
  // Typed string cells: a spreadsheet shows them and never runs them.
  for (const { name, rows } of sheets) book.addWorksheet(name).addRows(rows.map((row) => [...row]));
  return Buffer.from(await book.xlsx.writeBuffer());
}
