import { hashPair } from './hash.js';

/** One-permutation MinHash: every shingle is hashed once and falls into a bin, so the cost is that of one hash function. */
export const SIGNATURE_BINS = 64;
export const SIGNATURE_BANDS = 16;
const ROWS = SIGNATURE_BINS / SIGNATURE_BANDS;
const MIN_SHINGLES = 16;
const SHINGLE = 4;
const EMPTY = 0xffffffff;

export function isContent(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0xc0 && code < 0x2000) ||
    (code >= 0x3040 && code <= 0x30ff) ||
    code >= 0xac00
  );
}

export function signatureOf(text: string): Uint32Array {
  const bins = new Uint32Array(SIGNATURE_BINS).fill(EMPTY);
  const window = [0, 0, 0, 0];
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isContent(code)) continue;
    window[seen % SHINGLE] = code;
    seen++;
    if (seen < SHINGLE) continue;
    const at = (back: number): number => window[(seen - 1 - back) % SHINGLE] as number;
    const hash = hashPair(at(3) * 65_599 + at(2), at(1) * 65_599 + at(0));
    const bin = hash >>> 26;
    if (hash < (bins[bin] as number)) bins[bin] = hash;
  }
  if (seen - SHINGLE + 1 < MIN_SHINGLES) return new Uint32Array(0);
  fillEmptyBins(bins);
  return bins;
}

/** An empty bin borrows from its right neighbour, marked by the distance, so that short texts keep unbiased agreement. */
function fillEmptyBins(bins: Uint32Array): void {
  const before = bins.slice();
  for (let bin = 0; bin < SIGNATURE_BINS; bin++) {
    if (before[bin] !== EMPTY) continue;
    let distance = 1;
    while (distance < SIGNATURE_BINS && before[(bin + distance) % SIGNATURE_BINS] === EMPTY) distance++;
    bins[bin] = hashPair(before[(bin + distance) % SIGNATURE_BINS] as number, distance);
  }
}

export function bandKeys(signature: ArrayLike<number>, into: Uint32Array): void {
  for (let band = 0; band < SIGNATURE_BANDS; band++) {
    let key = band;
    for (let row = 0; row < ROWS; row++) key = hashPair(key, (signature[band * ROWS + row] as number) & 0xffff);
    into[band] = key;
  }
}

/** Share of equal bins estimates the Jaccard similarity of the shingle sets. */
export function agreement(a: ArrayLike<number>, b: ArrayLike<number>, bStart = 0): number {
  let equal = 0;
  for (let i = 0; i < SIGNATURE_BINS; i++) if (((a[i] as number) & 0xffff) === ((b[bStart + i] as number) & 0xffff)) equal++;
  return equal / SIGNATURE_BINS;
}
