import { isUtf8 } from 'node:buffer';
import type { TableEncoding } from '@tocsin/shared/kernel';
import { TableFault } from './table-fault.js';

const SAMPLE = 256 * 1024;
/** UTF-8 that was damaged still shows itself: other encodings form next to no valid sequences by chance. */
const MOSTLY = 0.9;

export interface EncodingGuess {
  encoding: TableEncoding;
  /** By the file's own mark, or because nothing but ASCII is in it: there is nothing to choose. */
  certain: boolean;
}

/** UTF-16 without its mark shows by where its zero bytes stand. */
export function encodingOf(head: Buffer, isWhole: boolean): EncodingGuess {
  const marked = markOf(head);
  if (marked) return { encoding: marked, certain: true };
  const sample = head.subarray(0, SAMPLE);
  const wide = wideOf(sample);
  if (wide) return { encoding: wide, certain: false };
  if (sample.every((byte) => byte < 0x80)) return { encoding: 'utf-8', certain: isWhole && head.length <= SAMPLE };
  if (isUtf8(withoutCutTail(sample)) || utf8Share(sample) >= MOSTLY) return { encoding: 'utf-8', certain: false };
  return { encoding: byteEncodingOf(sample), certain: false };
}

function markOf(head: Buffer): TableEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

function wideOf(sample: Buffer): TableEncoding | null {
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const pairs = sample.length / 2;
  // Separators and line ends alone give some in a hundred, a few Han characters have a zero on the other side; a stray NUL gives far less.
  if (Math.max(even, odd) < Math.max(2, pairs * 0.02) || Math.min(even, odd) > Math.max(even, odd) * 0.4) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** A sample may end in the middle of a character. */
function withoutCutTail(sample: Buffer): Buffer {
  let end = sample.length;
  while (end > 0 && sample.length - end < 3 && ((sample[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end > 0 && (sample[end - 1] ?? 0) >= 0xc0 ? sample.subarray(0, end - 1) : sample;
}

function utf8Share(sample: Buffer): number {
  const text = new TextDecoder('utf-8').decode(withoutCutTail(sample));
  let good = 0;
  let bad = 0;
  for (const c of text) {
    if (c === '\ufffd') bad += 1;
    else if (c > '\u007f') good += 1;
  }
  return good + bad === 0 ? 0 : good / (good + bad);
}

interface Pairs {
  doubles: number;
  /** Second bytes below A1: nearly none in everyday GB text, two in five of Big5. */
  lowTrails: number;
  kana: number;
  /** High bytes between two ASCII letters. */
  lonely: number;
  high: number;
}

/** Bytes without a meaning of their own are mapped here. */
const PRIVATE = /[\ue000-\uf8ff]/;
const DOUBLE_BYTE: readonly TableEncoding[] = ['gb18030', 'big5', 'shift_jis'];

function byteEncodingOf(sample: Buffer): TableEncoding {
  const pairs = pairsIn(sample);
  const fits = (encoding: TableEncoding): boolean => decodes(sample, encoding) && !PRIVATE.test(new TextDecoder(encoding).decode(sample));
  if (pairs.lonely >= pairs.high * 0.8) return 'windows-1252';
  if (pairs.kana >= pairs.doubles * 0.2 && fits('shift_jis')) return 'shift_jis';
  if (pairs.lowTrails >= pairs.doubles * 0.12 && fits('big5')) return 'big5';
  const fitting = DOUBLE_BYTE.find(fits);
  if (fitting) return fitting;
  // Read as UTF-8, it is refused with the line of the first byte at fault.
  return pairs.lonely >= pairs.high * 0.5 ? 'windows-1252' : 'utf-8';
}

function pairsIn(sample: Buffer): Pairs {
  const pairs: Pairs = { doubles: 0, lowTrails: 0, kana: 0, lonely: 0, high: 0 };
  for (let at = 0; at < sample.length; at += 1) {
    const lead = sample[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = sample[at + 1] ?? 0;
    pairs.high += 1;
    if ((sample[at - 1] ?? 0) < 0x80 && trail < 0x80 && lead >= 0xa0) pairs.lonely += 1;
    if (trail < 0x40) continue;
    pairs.doubles += 1;
    if (trail < 0x80) pairs.lowTrails += 1;
    else {
      pairs.high += 1;
      if (trail < 0xa1) pairs.lowTrails += 1;
    }
    if (lead === 0x82 || lead === 0x83) pairs.kana += 1;
    at += 1;
  }
  return pairs;
}

/** Whether a sample, that may end in the middle of a character, is text of that encoding. */
export function decodes(sample: Buffer, encoding: TableEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, chunk by chunk; a byte that does not fit and a NUL are refused with where they stand. */
export function* decoded(chunks: readonly Buffer[], encoding: TableEncoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (const chunk of pieces(chunks)) yield checked(attempt(decoder, chunk), chunks, encoding);
  yield checked(attempt(decoder, null), chunks, encoding);
}

const PIECE = 1024 * 1024;

function* pieces(chunks: readonly Buffer[]): Generator<Buffer> {
  for (const chunk of chunks) for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
}

function attempt(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | null): string | null {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return null;
  }
}

function checked(text: string | null, chunks: readonly Buffer[], encoding: TableEncoding): string {
  if (text === null) throw new TableFault('bad_byte', { ...placeOf('\ufffd', chunks, encoding), encoding });
  if (text.includes('\u0000')) throw new TableFault('nul', placeOf('\u0000', chunks, encoding));
  return text;
}

/** Read again from the beginning, this time over the fault: the decoder that refused does not say where. */
function placeOf(mark: string, chunks: readonly Buffer[], encoding: TableEncoding): { line?: number; column?: number } {
  const decoder = new TextDecoder(encoding);
  let line = 1;
  let column = 1;
  for (const chunk of [...pieces(chunks), null]) {
    const text = chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
    const at = text.indexOf(mark);
    const [before = ''] = text.split(mark, 1);
    const lines = before.split('\n');
    line += lines.length - 1;
    column = (lines.length > 1 ? 1 : column) + Array.from(lines.at(-1) ?? '').length;
    if (at >= 0) return { line, column };
  }
  return {};
}
