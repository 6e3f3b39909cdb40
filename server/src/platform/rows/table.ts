/** A table read row by row; cells are texts, empty ones are ''. */
export interface TableRow {
  /** Where the row stands in the file, as a person would count it. */
  line: number;
  cells: string[];
}

/** What one needs to know to read a file of rows again. */
export type TableLayout = { kind: 'csv'; encoding: CsvEncoding; delimiter: string } | { kind: 'xlsx' };
export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Headers as names that differ: a blank one gets its number, a repeated one a count. */
export function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, i) => {
    const name = cell.trim() || `#${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

export const isBlankRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
