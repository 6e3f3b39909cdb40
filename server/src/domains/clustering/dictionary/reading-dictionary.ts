import { spellingKey, type NewObjectEntry } from '@tocsin/shared/clustering';
import type { ObjectDictionary } from '../engine/index.js';

/** One version of the dictionary on its way to the threads that read: in memory they share, so that it is not copied for every batch. */
export interface ReadingDictionary {
  readonly version: number;
  readonly packed: Uint8Array;
}

export function packDictionary(version: number, entries: readonly NewObjectEntry[]): ReadingDictionary {
  const bytes = Buffer.from(JSON.stringify(entries));
  const packed = new Uint8Array(new SharedArrayBuffer(bytes.length));
  packed.set(bytes);
  return { version, packed };
}

export const NO_DICTIONARY = packDictionary(0, []);

export interface OpenDictionary {
  readonly version: number;
  readonly engine: ObjectDictionary;
  /** A brand that a field gives by one of its other names, by its name. */
  brandOf: (spelling: string | null) => string | null;
}

let open: OpenDictionary | undefined;

/** Unpacked once a thread. An earlier version that comes back is unpacked anew: what the thread was taught follows the dictionary at hand. */
export function openDictionary({ version, packed }: ReadingDictionary): OpenDictionary {
  if (open?.version === version) return open;
  const entries = JSON.parse(Buffer.from(packed).toString('utf8')) as NewObjectEntry[];
  const brands = new Map<string, string>();
  for (const { kind, name, aliases } of entries)
    if (kind === 'brand') for (const spelling of [name, ...aliases]) brands.set(spellingKey(spelling), name);
  const brandOf = (spelling: string | null): string | null => (spelling === null ? null : (brands.get(spellingKey(spelling)) ?? spelling));
  return (open = { version, engine: { version: String(version), entries }, brandOf });
}
