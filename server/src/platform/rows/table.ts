import type { TableEncoding } from '@tocsin/shared/kernel';

/** A table read row by row; cells are texts, empty ones are ''. */
export interface TableRow {
  /** Where the row begins in the file, as a person would count it. */
  line: number;
  cells: string[];
}

/** What one needs to know to read a text file of rows again. */
export interface CsvLayout {
  kind: 'csv';
  encoding: TableEncoding;
  delimiter: string;
  /** Lines before the table that say how to read it, and are no rows: `sep=;`. */
  skip: number;
}

const LONGEST_NAME = 200;

/** Headers as names that differ: a blank one gets its number, a repeated one the first count that no other column is called by. */
export function columnNames(header: readonly string[]): string[] {
  const wanted = header.map((cell, i) => nameOf(cell, i));
  const taken = new Set<string>();
  const own = new Set(wanted);
  return wanted.map((name) => {
    let free = name;
    // A later column that is called so from the beginning keeps its name.
    for (let n = 2; taken.has(free) || (free !== name && own.has(free)); n += 1) free = `${name} (${n})`;
    taken.add(free);
    return free;
  });
}

function nameOf(cell: string, index: number): string {
  const name = cell.toWellFormed().replaceAll('\u0000', '').replace(/\s+/g, ' ').trim();
  if (name === '') return `#${index + 1}`;
  // A key of that name would be lost in an object.
  if (name === '__proto__') return `#${index + 1} ${name}`;
  return name.length <= LONGEST_NAME ? name : Array.from(name).slice(0, LONGEST_NAME).join('');
}

export const isBlankRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
