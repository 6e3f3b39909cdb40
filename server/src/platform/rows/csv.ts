/** Excel takes a file without it for the local code page. */
export const CSV_BOM = '\ufeff';

// What spreadsheets take for a formula, and the full-width forms that some of them fold to it.
// Apostrophes in front of it count as well, so that taking ours away again leaves what was there.
const FORMULA = /^'*[\s\u0000]*[=+\-@\t\r＝＋－＠]/u;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const QUOTED = /[",\r\n]/;

/** A cell that no spreadsheet will run. Plain numbers stay numbers. */
export function safeCell(value: string): string {
  return FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
}

/** The cell as it was before `safeCell`. */
export function bareCell(cell: string): string {
  if (!cell.startsWith("'")) return cell;
  const value = cell.slice(1);
  return safeCell(value) === cell ? value : cell;
}

/** One line of a CSV file, with its line end. */
export function csvLine(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? safeCell(value) : String(value);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
