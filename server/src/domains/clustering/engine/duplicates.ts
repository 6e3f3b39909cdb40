import { agreement, bandKeys, SIGNATURE_BANDS, SIGNATURE_BINS } from './signature.js';
import type { SnapshotReader, SnapshotWriter } from './store/codec.js';

export interface Twin {
  slot: number;
  similarity: number;
}

/** Finds re-posts: equal texts by hash, lightly edited ones by banded MinHash. Both tables overwrite the older entry, so memory is fixed. */
export class DuplicateIndex {
  private readonly bands: Uint32Array;
  private readonly texts: Uint32Array;
  private readonly mask: number;
  private readonly signatures: Uint16Array;
  private readonly hashes: Uint32Array;
  private readonly signed: Uint8Array;
  /** Slots ever written to. */
  private used = 0;
  private readonly keys = new Uint32Array(SIGNATURE_BANDS);

  constructor(bits: number, capacity: number) {
    this.bands = new Uint32Array(1 << bits);
    this.texts = new Uint32Array(1 << bits);
    this.mask = (1 << bits) - 1;
    this.signatures = new Uint16Array(capacity * SIGNATURE_BINS);
    this.hashes = new Uint32Array(2 * capacity);
    this.signed = new Uint8Array(capacity);
  }

  /** Up to `limit` earlier documents that could be the original, most similar first. */
  find(signature: Uint32Array, textHash: readonly [number, number], alive: (slot: number) => boolean, threshold: number): Twin[] {
    const exact = (this.texts[textHash[0] & this.mask] as number) - 1;
    if (exact >= 0 && this.hashes[2 * exact] === textHash[0] && this.hashes[2 * exact + 1] === textHash[1] && alive(exact))
      return [{ slot: exact, similarity: 1 }];
    if (signature.length === 0) return [];
    bandKeys(signature, this.keys);
    const twins: Twin[] = [];
    for (const key of this.keys) {
      const slot = (this.bands[key & this.mask] as number) - 1;
      if (slot < 0 || this.signed[slot] !== 1 || twins.some((twin) => twin.slot === slot) || !alive(slot)) continue;
      const similarity = agreement(signature, this.signatures, slot * SIGNATURE_BINS);
      if (similarity >= threshold) twins.push({ slot, similarity });
    }
    return twins.sort((a, b) => b.similarity - a.similarity || a.slot - b.slot);
  }

  add(slot: number, signature: Uint32Array, textHash: readonly [number, number]): void {
    this.used = Math.max(this.used, slot + 1);
    this.hashes[2 * slot] = textHash[0];
    this.hashes[2 * slot + 1] = textHash[1];
    this.texts[textHash[0] & this.mask] = slot + 1;
    this.signed[slot] = signature.length > 0 ? 1 : 0;
    if (signature.length === 0) return;
    for (let i = 0; i < SIGNATURE_BINS; i++) this.signatures[slot * SIGNATURE_BINS + i] = (signature[i] as number) & 0xffff;
    bandKeys(signature, this.keys);
    for (const key of this.keys) this.bands[key & this.mask] = slot + 1;
  }

  /** The slot was taken over by a document that is not an original. */
  forget(slot: number): void {
    this.signed[slot] = 0;
    this.hashes[2 * slot] = 0;
    this.hashes[2 * slot + 1] = 0;
  }

  save(writer: SnapshotWriter): void {
    writer.sparse(this.bands);
    writer.sparse(this.texts);
    writer.numbers(this.signatures.subarray(0, this.used * SIGNATURE_BINS));
    writer.numbers(this.hashes.subarray(0, this.used * 2));
    writer.numbers(this.signed.subarray(0, this.used));
  }

  load(reader: SnapshotReader): void {
    reader.sparseInto(this.bands);
    reader.sparseInto(this.texts);
    this.signatures.set(reader.uint16());
    this.hashes.set(reader.uint32());
    const signed = reader.uint8();
    this.signed.set(signed);
    this.used = signed.length;
  }
}
