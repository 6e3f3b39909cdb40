import { TABLE_ENCODINGS, TABLE_SEPARATORS, type TableEncoding } from '@tocsin/shared/kernel';
import { CsvParser } from './csv-parser.js';
import { TableFault } from './table-fault.js';
import type { CsvLayout, TableRow } from './table.js';
import { decoded, decodes, encodingOf } from './text-encoding.js';

const SAMPLE = 64 * 1024;
const SAMPLED_ROWS = 200;
const SAMPLE_TEXT = 80;
const SEP_LINE = /^\ufeff?"?sep=([^\r\n])"?[ \t]*(?:\r\n|\n|\r)/i;

export interface CsvChoice {
  encoding?: TableEncoding | undefined;
  delimiter?: string | undefined;
}

export interface EncodingSample {
  encoding: TableEncoding;
  /** The first words of the file that are not plain ASCII, as this encoding reads them. */
  sample: string;
}

export function csvLayout(chunks: readonly Buffer[], choice: CsvChoice = {}): CsvLayout {
  const head = headOf(chunks);
  const encoding = choice.encoding ?? encodingOf(head, head.length === sizeOf(chunks)).encoding;
  const text = new TextDecoder(encoding).decode(head.subarray(0, SAMPLE));
  const told = SEP_LINE.exec(text);
  const delimiter = choice.delimiter ?? told?.[1] ?? delimiterOf(text.slice(told?.[0].length ?? 0));
  return { kind: 'csv', encoding, delimiter, skip: told ? 1 : 0 };
}

/** All of the file's rows, blank ones too. */
export function* csvRows(chunks: readonly Buffer[], { encoding, delimiter, skip }: CsvLayout): Generator<TableRow> {
  if (sizeOf(chunks) === 0) throw new TableFault('empty');
  const parser = new CsvParser(delimiter);
  let left = skip;
  for (const text of decoded(chunks, encoding))
    for (const row of parser.push(text)) {
      if (left > 0) left -= 1;
      else yield row;
    }
  yield* parser.end();
}

/** How each encoding that fits would read the file: a person sees at a glance which one is right. */
export function encodingSamples(chunks: readonly Buffer[]): EncodingSample[] {
  const head = headOf(chunks);
  const from = Math.max(
    0,
    head.findIndex((byte) => byte >= 0x80),
  );
  const lineStart = head.lastIndexOf(10, from) + 1;
  const wide = head.subarray(0, SAMPLE).includes(0);
  return TABLE_ENCODINGS.filter((encoding) => (wide ? encoding.startsWith('utf-16') : !encoding.startsWith('utf-16')))
    .filter((encoding) => decodes(head, encoding))
    .map((encoding) => ({ encoding, sample: sampleOf(head.subarray(wide ? 0 : lineStart), encoding) }));
}

function sampleOf(bytes: Buffer, encoding: TableEncoding): string {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, 4 * SAMPLE_TEXT), { stream: true });
  return Array.from(text.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? '')
    .slice(0, SAMPLE_TEXT)
    .join('');
}

function headOf(chunks: readonly Buffer[]): Buffer {
  const taken: Buffer[] = [];
  let size = 0;
  for (const chunk of chunks) {
    taken.push(chunk);
    size += chunk.length;
    if (size >= 4 * SAMPLE) break;
  }
  return Buffer.concat(taken).subarray(0, 4 * SAMPLE);
}

const sizeOf = (chunks: readonly Buffer[]): number => chunks.reduce((sum, { length }) => sum + length, 0);

/** The one by which most rows fall into the same number of cells: titles above the header have none, and words hold commas here and there. */
function delimiterOf(text: string): string {
  const scored = TABLE_SEPARATORS.map((delimiter) => ({ delimiter, score: regularityOf(text, delimiter) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

function regularityOf(text: string, delimiter: string): number {
  const widths = rowsIn(text, delimiter).map(({ cells }) => cells.length);
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  // Of two that are as regular, the one that gives more cells.
  return widths.length === 0 ? 0 : count / widths.length + Math.min(width, 100) / 1_000;
}

/** As many of the first rows as can be read with it. */
function rowsIn(text: string, delimiter: string): TableRow[] {
  const rows: TableRow[] = [];
  const parser = new CsvParser(delimiter);
  try {
    rows.push(...parser.push(text));
    if (text.length < SAMPLE / 2) rows.push(...parser.end());
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).slice(0, SAMPLED_ROWS);
}
