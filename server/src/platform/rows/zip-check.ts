import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { TableFault } from './table-fault.js';

/** What a real workbook stays far below. A sheet of a million rows has some 60 MB, and text packs about ten to one. */
export const ZIP_LIMITS = {
  entries: 5_000,
  /** Of the parts that are read, unpacked. */
  bytes: 256 * 1024 * 1024,
  /** Unpacked to packed, of parts large enough to matter. */
  ratio: 250,
  ratioFrom: 8 * 1024 * 1024,
};
export type ZipLimits = typeof ZIP_LIMITS;

export interface ZipPart {
  name: string;
  bytes: Buffer;
}

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/**
 * The parts of an archive that are wanted, unpacked. What the directory tells is checked before anything is unpacked, and each part must
 * then be as long as it was told to be and have its checksum.
 */
export async function unzipped(bytes: Buffer, wanted: (name: string) => boolean, limits: ZipLimits = ZIP_LIMITS): Promise<ZipPart[]> {
  const zip = await opened(bytes);
  const entries = await entriesOf(zip, limits);
  refuseOverlaps(entries);
  const taken = entries.filter(({ fileName }) => !fileName.endsWith('/') && wanted(fileName));
  refuseExcess(taken, limits);
  const parts: ZipPart[] = [];
  for (const entry of taken) parts.push({ name: entry.fileName, bytes: await unpacked(zip, bytes, entry) });
  return parts;
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(new TableFault('damaged', {}, error));
      else resolve(zip);
    });
  });
}

async function entriesOf(zip: ZipFile, { entries: most }: ZipLimits): Promise<Entry[]> {
  if (zip.entryCount > most) throw new TableFault('too_many_parts');
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: unknown) => reject(new TableFault('damaged', {}, error)));
    zip.readEntry();
  });
}

/** One packed stretch that stands for many parts is how a small file unpacks to a huge one. */
function refuseOverlaps(entries: readonly Entry[]): void {
  const names = new Set(entries.map(({ fileName }) => fileName.toLowerCase()));
  const sorted = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  const overlaps = sorted.some((entry, i) => {
    const next = sorted[i + 1];
    return next !== undefined && entry.relativeOffsetOfLocalHeader + entry.compressedSize + 30 > next.relativeOffsetOfLocalHeader;
  });
  if (overlaps || names.size < entries.length) throw new TableFault('overlapping_parts');
}

function refuseExcess(entries: readonly Entry[], limits: ZipLimits): void {
  let total = 0;
  for (const { fileName, uncompressedSize, compressedSize } of entries) {
    total += uncompressedSize;
    if (uncompressedSize >= limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio)
      throw new TableFault('too_dense', { part: fileName });
    if (total > limits.bytes) throw new TableFault('too_large', { part: fileName });
  }
}

async function unpacked(zip: ZipFile, bytes: Buffer, entry: Entry): Promise<Buffer> {
  const { fileName: part, compressionMethod, compressedSize, uncompressedSize } = entry;
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new TableFault('encrypted');
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw new TableFault('damaged', { part });
  const start = await startOf(zip, entry);
  const packed = bytes.subarray(start, start + compressedSize);
  const plain = compressionMethod === STORED ? packed : inflated(packed, uncompressedSize, part);
  if (plain.length !== uncompressedSize || crc32(plain) !== entry.crc32) throw new TableFault('damaged', { part });
  return plain;
}

function inflated(packed: Buffer, size: number, part: string): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: size + 1 });
  } catch (error) {
    throw new TableFault('damaged', { part }, error);
  }
}

function startOf(zip: ZipFile, entry: Entry): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.readLocalFileHeader(entry, (error, header) => {
      if (error) reject(new TableFault('damaged', { part: entry.fileName }, error));
      else resolve(header.fileDataStart);
    });
  });
}
