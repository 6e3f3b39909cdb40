import { TableFault } from './table-fault.js';
import type { TableRow } from './table.js';

const LONGEST_ROW = 1_000_000;
const QUOTE = 34;
const CR = 13;
const LF = 10;
const BLANKS = /^[ \t\u00a0\u3000]*$/;

/**
 * Rows of separated values, as the text comes in. A row ends at CRLF, LF or CR, whichever stands there: files put together from several
 * sources mix them. A quote inside an unquoted cell is a character like any other; a quoted cell that goes on behind its closing quote was
 * none, unless it runs over lines: then a quote is missing, and rows would vanish in one cell.
 */
export class CsvParser {
  private rest = '';
  private line = 1;
  /** Where in the text at hand the row under way begins. */
  private start = 0;
  private readonly delimiter: number;

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(text: string): TableRow[] {
    return this.read(text, false);
  }

  end(): TableRow[] {
    return this.read('', true);
  }

  private read(more: string, last: boolean): TableRow[] {
    const text = this.rest + more;
    const rows: TableRow[] = [];
    let at = 0;
    while (at < text.length) {
      const cells: string[] = [];
      this.start = at;
      const end = this.row(text, at, last, cells);
      if (end === null) break;
      rows.push({ line: this.line, cells });
      this.line += linesIn(text, at, end);
      at = end;
    }
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST_ROW) this.refuseLong();
    return rows;
  }

  /** Where the next row begins; null when this one has not come to its end yet. */
  private row(text: string, from: number, last: boolean, cells: string[]): number | null {
    for (let at = from; ;) {
      const end = text.charCodeAt(at) === QUOTE ? this.quoted(text, at, last, cells) : this.plain(text, at, cells);
      if (end === null) return null;
      const mark = text.charCodeAt(end);
      if (mark === this.delimiter) {
        at = end + 1;
        continue;
      }
      if (end >= text.length) return last ? end : null;
      if (mark === LF) return end + 1;
      // What follows a CR at the end of what has come may be the LF that belongs to it.
      if (end + 1 >= text.length && !last) return null;
      return text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
    }
  }

  private plain(text: string, from: number, cells: string[]): number {
    const end = this.endOf(text, from);
    cells.push(text.slice(from, end));
    return end;
  }

  private endOf(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at += 1) {
      const c = text.charCodeAt(at);
      if (c === this.delimiter || c === LF || c === CR) break;
    }
    return at;
  }

  private quoted(text: string, from: number, last: boolean, cells: string[]): number | null {
    let close = from + 1;
    for (; ; close += 2) {
      close = text.indexOf('"', close);
      if (close < 0) {
        if (last) throw this.unclosed(text, from);
        return null;
      }
      if (close + 1 >= text.length && !last) return null;
      if (text.charCodeAt(close + 1) !== QUOTE) break;
    }
    const end = this.endOf(text, close + 1);
    if (end === close + 1 || BLANKS.test(text.slice(close + 1, end))) {
      cells.push(text.slice(from + 1, close).replaceAll('""', '"'));
      return end;
    }
    if (/[\r\n]/.test(text.slice(from, close))) throw this.unclosed(text, from);
    cells.push(text.slice(from, end));
    return end;
  }

  private unclosed(text: string, at: number): TableFault {
    const lineStart = Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1;
    return new TableFault('quote_not_closed', { line: this.line + linesIn(text, this.start, at), column: at - lineStart + 1 });
  }

  /** What began a million characters ago and has not ended is either one missing quote or no table. */
  private refuseLong(): never {
    this.start = 0;
    this.row(this.rest, 0, true, []);
    throw new TableFault('row_too_long', { line: this.line });
  }
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) {
    const c = text.charCodeAt(at);
    if (c === LF || (c === CR && text.charCodeAt(at + 1) !== LF)) lines += 1;
  }
  return lines;
}
