export interface NumberedLine {
  line: number;
  /** Null when the line is longer than allowed; what it held was not kept. */
  bytes: Buffer | null;
}

const LF = 10;
const CR = 13;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Lines of a stream of any length in bounded memory, as many at once as a piece of it completes. Blank lines are counted and left out. A stream that breaks off throws, so the piece
 * after its last line feed is never taken for a line; a stream that ends in order may leave its last line feed out.
 */
export async function* linesOf(stream: AsyncIterable<Buffer>, longest: number): AsyncGenerator<NumberedLine[]> {
  let held: Buffer[] = [];
  let size = 0;
  let line = 1;
  const finish = (): NumberedLine | null => {
    const bytes = size > longest ? null : trimmed(held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held), line);
    const number = line++;
    held = [];
    size = 0;
    return bytes?.length === 0 ? null : { line: number, bytes };
  };
  const hold = (piece: Buffer): void => {
    size += piece.length;
    if (size > longest) held = [];
    else if (piece.length > 0) held.push(piece);
  };
  for await (const chunk of stream) {
    const lines: NumberedLine[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      hold(chunk.subarray(from, at));
      from = at + 1;
      const done = finish();
      if (done) lines.push(done);
    }
    hold(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  const last = size > 0 ? finish() : null;
  if (last) yield [last];
}

function trimmed(bytes: Buffer, line: number): Buffer {
  const start = line === 1 && bytes.subarray(0, 3).equals(BOM) ? 3 : 0;
  let end = bytes.length;
  while (end > start && isBlank(bytes[end - 1] as number)) end -= 1;
  return bytes.subarray(start, end);
}

const isBlank = (byte: number): boolean => byte === CR || byte === 32 || byte === 9;
