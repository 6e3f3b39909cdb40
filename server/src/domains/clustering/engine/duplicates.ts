import { agreement, bandKeys, SIGNATURE_BANDS, SIGNATURE_BINS } from './signature.js';
import { grown } from './store/grow.js';
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
  private signatures: Uint16Array;
  private hashes: Uint32Array;
  private signed: Uint8Array;
  private readonly keys = new Uint32Array(SIGNATURE_BANDS);

  constructor(bits: number) {
    this.bands = new Uint32Array(1 << bits);
    this.texts = new Uint32Array(1 << bits);
    this.mask = (1 << bits) - 1;
    this.signatures = new Uint16Array(1_024 * SIGNATURE_BINS);
    this.hashes = new Uint32Array(2 * 1_024);
    this.signed = new Uint8Array(1_024);
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
    while (slot >= this.signed.length) this.grow();
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
    if (slot >= this.signed.length) return;
    this.signed[slot] = 0;
    this.hashes[2 * slot] = 0;
    this.hashes[2 * slot + 1] = 0;
  }

  save(writer: SnapshotWriter): void {
    writer.sparse(this.bands);
    writer.sparse(this.texts);
    writer.numbers(this.signatures);
    writer.numbers(this.hashes);
    writer.numbers(this.signed);
  }

  load(reader: SnapshotReader): void {
    reader.sparseInto(this.bands);
    reader.sparseInto(this.texts);
    this.signatures = reader.uint16();
    this.hashes = reader.uint32();
    this.signed = reader.uint8();
  }

  private grow(): void {
    const slots = Math.ceil(this.signed.length * 1.5);
    this.signatures = grown(this.signatures, slots * SIGNATURE_BINS);
    this.hashes = grown(this.hashes, slots * 2);
    this.signed = grown(this.signed, slots);
  }
}
