import { deflateRawSync } from 'node:zlib';
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  name: string;
  bytes: Buffer | string;
  /** What the directory claims, where it shall not be the truth. */
  claims?: { size?: number; crc?: number; at?: number };
}

/** A small archive, its parts deflated. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const out: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, claims = {} } of entries) {
    const plain = Buffer.from(bytes);
    const packed = deflateRawSync(plain, { level: 9 });
    const path = Buffer.from(name);
    const fields = Buffer.alloc(24);
    fields.writeUInt16LE(0x0800, 0);
    fields.writeUInt16LE(8, 2);
    fields.writeUInt32LE(claims.crc ?? crc32(plain), 8);
    fields.writeUInt32LE(packed.length, 12);
    fields.writeUInt32LE(claims.size ?? plain.length, 16);
    fields.writeUInt16LE(path.length, 20);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    fields.copy(local, 6);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    fields.copy(central, 8);
    central.writeUInt32LE(claims.at ?? at, 42);
    out.push(local, path, packed);
    directory.push(central, path);
    at += local.length + path.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...out, ...directory, end]);
}
