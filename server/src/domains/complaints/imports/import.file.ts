import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { Problem } from '../../../platform/problems/index.js';
import { csvLayout, csvRows, isMarkedText, UnclosedQuote } from '../../../platform/rows/csv-reader.js';
import { columnNames, isBlankRow, type TableLayout, type TableRow } from '../../../platform/rows/table.js';
import { xlsxRows } from '../../../platform/rows/xlsx-reader.js';
import { BlobStore } from '../../../platform/storage/index.js';

const MOST_COLUMNS = 200;
const PREVIEWED = 20;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Surveyed {
  layout: TableLayout;
  columns: string[];
  rows: number;
  first: string[][];
}

const unreadable = (reason: string): Problem => new Problem('upload/unreadable', { reason });

function unclosed(error: unknown): Problem | null {
  if (!(error instanceof UnclosedQuote)) return null;
  const { line, message } = error;
  const issues = [{ path: `line ${line}`, code: 'quote_not_closed', message }];
  return new Problem('upload/unreadable', { reason: 'a quote is not closed', line }, { cause: error, issues });
}

/** The uploaded file, read as often as needed from where its bytes are kept. */
@Injectable()
export class ImportFile {
  constructor(private readonly blobs: BlobStore) {}

  /** Reads all of it once: the layout must hold to the last row. */
  async survey(sha256: string): Promise<Surveyed> {
    const layout = await this.layoutOf(sha256);
    let columns: string[] | null = null;
    const first: string[][] = [];
    let rows = 0;
    for await (const { cells } of this.all(sha256, layout)) {
      if (!columns) {
        if (cells.length > MOST_COLUMNS) throw unreadable('more than 200 columns');
        columns = columnNames(cells);
        continue;
      }
      rows += 1;
      if (first.length < PREVIEWED) first.push(cells.slice(0, columns.length));
    }
    if (!columns || rows === 0) throw unreadable('no rows');
    return { layout, columns, rows, first };
  }

  /** The rows below the header. */
  async *rows(sha256: string, layout: TableLayout, after = 0): AsyncGenerator<TableRow> {
    let passed = -1;
    for await (const row of this.all(sha256, layout)) if (passed++ >= after) yield row;
  }

  private async *all(sha256: string, layout: TableLayout): AsyncGenerator<TableRow> {
    const stream = await this.blobs.get(sha256);
    try {
      const rows = layout.kind === 'csv' ? csvRows(stream, layout) : xlsxRows(stream);
      for await (const row of rows) if (!isBlankRow(row.cells)) yield row;
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw unclosed(error) ?? new Problem('upload/unreadable', { reason: 'damaged or not a table' }, { cause: error });
    } finally {
      stream.destroy();
    }
  }

  private async layoutOf(sha256: string): Promise<TableLayout> {
    const head: Uint8Array[] = [];
    const stream = await this.blobs.get(sha256);
    for await (const chunk of stream as AsyncIterable<Uint8Array>) if (head.push(chunk) >= 2) break;
    const first = Buffer.concat(head);
    // The mark of UTF-16 is also how some recordings begin.
    const type = isMarkedText(first) ? undefined : await fileTypeFromBuffer(first).catch(() => undefined);
    if (type?.mime === XLSX || type?.mime === 'application/zip') return { kind: 'xlsx' };
    if (type && !/^(text|application\/xml)/.test(type.mime)) throw unreadable(type.mime);
    const layout = await csvLayout(async () => this.blobs.get(sha256));
    if (!layout) throw unreadable('neither UTF-8 nor GB18030');
    return layout;
  }
}
