import { crc32 } from 'node:zlib';
import type { ZipPart } from './zip-check.js';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const DAY_ONE = 0x21;

/** The parts as an archive that packs nothing: what a reader unpacks of it is exactly what was checked. */
export function packed(parts: readonly ZipPart[]): Buffer {
  const out: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of parts) {
    const fields = fieldsOf(name, bytes);
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    local.writeUInt16LE(VERSION, 4);
    fields.copy(local, 6);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(VERSION, 4);
    central.writeUInt16LE(VERSION, 6);
    fields.copy(central, 8);
    central.writeUInt32LE(at, 42);
    out.push(local, path, bytes);
    directory.push(central, path);
    at += local.length + path.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...out, ...directory, end]);
}

/** What both headers of a part say, in the same order: flags, method, time, date, checksum, both sizes, lengths of name and extra. */
function fieldsOf(name: string, bytes: Buffer): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(FLAGS, 0);
  fields.writeUInt16LE(DAY_ONE, 6);
  fields.writeUInt32LE(crc32(bytes), 8);
  fields.writeUInt32LE(bytes.length, 12);
  fields.writeUInt32LE(bytes.length, 16);
  fields.writeUInt16LE(Buffer.byteLength(name), 20);
  return fields;
}
