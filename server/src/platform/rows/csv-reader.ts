import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { CsvEncoding, TableLayout, TableRow } from './table.js';

type CsvLayout = Extract<TableLayout, { kind: 'csv' }>;
type Open = () => Promise<AsyncIterable<Uint8Array>>;

const LONGEST_RECORD = 1024 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];

/** Reads the whole file to be sure: an encoding that fits only the beginning would garble words further down. Null when none fits. */
export async function csvLayout(open: Open): Promise<CsvLayout | null> {
  const head = await firstBytes(await open(), 64 * 1024);
  const encodings: CsvEncoding[] = markedAs(head) ?? ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    if (!(await decodes(await open(), encoding))) continue;
    const text = new TextDecoder(encoding).decode(head);
    return text.includes('\u0000') ? null : { kind: 'csv', encoding, delimiter: delimiterOf(text) };
  }
  return null;
}

export const isMarkedText = (head: Buffer): boolean => markedAs(head) !== null;

/** UTF-16 without its mark is not told from other encodings; with it, there is no doubt. */
function markedAs(head: Buffer): CsvEncoding[] | null {
  if (head[0] === 0xff && head[1] === 0xfe) return ['utf-16le'];
  return head[0] === 0xfe && head[1] === 0xff ? ['utf-16be'] : null;
}

/** Everything behind it would be one cell; the line it opens in is where to look. */
export class UnclosedQuote extends Error {
  constructor(
    readonly line: number,
    cause: unknown,
  ) {
    super(`a quote that opens in line ${line} is not closed`, { cause });
  }
}

const isUnclosed = (error: unknown): boolean =>
  ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'].includes(String((error as { code?: unknown }).code));

export async function* csvRows(bytes: AsyncIterable<Uint8Array>, { encoding, delimiter }: CsvLayout): AsyncGenerator<TableRow> {
  let last = 0;
  const parser = Readable.from(decoded(bytes, encoding)).compose(
    parse({
      delimiter,
      bom: true,
      info: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD,
      // Counted here: what is still on its way to the reader is lost when the parser gives up.
      on_record: (record: string[], { lines }: { lines: number }) => {
        last = lines;
        return record;
      },
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { line: info.lines, cells: record };
  } catch (error) {
    throw isUnclosed(error) ? new UnclosedQuote(last + 1, error) : error;
  }
}

async function decodes(bytes: AsyncIterable<Uint8Array>, encoding: CsvEncoding): Promise<boolean> {
  try {
    for await (const text of decoded(bytes, encoding)) if (text.includes('\u0000')) return false;
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function firstBytes(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    taken.push(chunk);
    size += chunk.length;
    if (size >= most) break;
  }
  return Buffer.concat(taken).subarray(0, most);
}

/** The one that the header line has most of, outside quotes. */
function delimiterOf(text: string): string {
  const header = (/^\ufeff?(.*?)(?:\r?\n|$)/s.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length - 1 }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}
