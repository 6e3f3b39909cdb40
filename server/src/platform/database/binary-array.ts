/** PostgreSQL's numbers for the types that travel in arrays. */
const OID = { uuid: 2950, text: 25, bytea: 17, jsonb: 3802, bigint: 20, timestamptz: 1184 } as const;

export type ElementType = keyof typeof OID;
export type Element = string | number | Buffer | null;

const HEADER = 20;
const LENGTH = 4;
const NULL = -1;
const JSONB_VERSION = 1;
const HYPHEN = 0x2d;
const SHORT = 40;
/** Of 64 bits. */
const HALF = 2 ** 32;
/** PostgreSQL counts microseconds from here. */
const MILLENNIUM = Date.UTC(2000, 0, 1);

/**
 * One array parameter in the binary format. As text every element would be quoted here and unquoted there, and bytes would travel as twice
 * as many hexadecimal digits: for rows of a kilobyte and more that was most of the cost of an insert on this side.
 */
export function binaryArray(type: ElementType, values: readonly Element[]): Buffer {
  const out = Buffer.allocUnsafe(spaceFor(values));
  const write = WRITERS[type];
  let hasNull = 0;
  let at = HEADER;
  for (const value of values) {
    let size = NULL;
    if (value === null) hasNull = 1;
    else if (typeof value === 'number') size = writeNumber(out, at + LENGTH, value);
    else if (typeof value === 'string') size = write(out, at + LENGTH, value);
    else {
      out.set(value, at + LENGTH);
      size = value.length;
    }
    out.writeInt32BE(size, at);
    at += LENGTH + Math.max(size, 0);
  }
  out.writeInt32BE(1, 0);
  out.writeInt32BE(hasNull, 4);
  out.writeInt32BE(OID[type], 8);
  out.writeInt32BE(values.length, 12);
  out.writeInt32BE(1, 16);
  return out.subarray(0, at);
}

/** At most: three bytes of UTF-8 for each unit of UTF-16, and one for the version of a document. */
function spaceFor(values: readonly Element[]): number {
  let sum = HEADER;
  for (const value of values) {
    sum += LENGTH;
    if (typeof value === 'string') sum += Math.max(8, value.length * 3 + 1);
    else if (value !== null) sum += typeof value === 'number' ? 8 : value.length;
  }
  return sum;
}

type Writer = (out: Buffer, at: number, value: string) => number;

const WRITERS: Record<ElementType, Writer> = {
  uuid: writeUuid,
  text: writeText,
  bytea: writeText,
  jsonb: (out, at, value) => {
    out[at] = JSONB_VERSION;
    return 1 + writeText(out, at + 1, value);
  },
  bigint: writeText,
  timestamptz: (out, at, value) => writeMicroseconds(out, at, Date.parse(value) - MILLENNIUM),
};

/** A call into the runtime costs as much as forty turns of the loop, and most texts are short and plain. */
function writeText(out: Buffer, at: number, value: string): number {
  const { length } = value;
  if (length > SHORT) return out.write(value, at);
  for (let i = 0; i < length; i++) {
    const unit = value.charCodeAt(i);
    if (unit > 0x7f) return out.write(value, at);
    out[at + i] = unit;
  }
  return length;
}

function writeUuid(out: Buffer, at: number, value: string): number {
  let to = at;
  for (let i = 0; i < value.length; i += 2) {
    if (value.charCodeAt(i) === HYPHEN) i++;
    out[to++] = (digit(value.charCodeAt(i)) << 4) | digit(value.charCodeAt(i + 1));
  }
  return to - at;
}

/** Of a hexadecimal digit in either case. */
const digit = (unit: number): number => (unit & 0xf) + (unit > 0x40 ? 9 : 0);

function writeNumber(out: Buffer, at: number, value: number): number {
  const high = Math.floor(value / HALF);
  out.writeInt32BE(high, at);
  out.writeUInt32BE(value - high * HALF, at + 4);
  return 8;
}

/** A product of both would not be exact beyond the year 2255, and BigInt takes ten times as long. */
function writeMicroseconds(out: Buffer, at: number, milliseconds: number): number {
  const high = Math.floor(milliseconds / HALF);
  const low = (milliseconds - high * HALF) * 1_000;
  const carry = Math.floor(low / HALF);
  out.writeInt32BE(high * 1_000 + carry, at);
  out.writeUInt32BE(low - carry * HALF, at + 4);
  return 8;
}
