import type { Readable } from 'node:stream';

export interface StoredBlob {
  /** Hex. Also the blob's name: the same bytes are stored once. */
  readonly sha256: string;
  readonly size: number;
}

export interface PutOptions {
  /** Refuses with `complaint/attachment-too-large` once more bytes than this came; nothing is kept then. */
  readonly maxBytes?: number;
}

/** Bytes by their own hash: written once, never changed, no name that could point to other content. */
export abstract class BlobStore {
  /** Answers only after the bytes are durable. Hashing happens on the way, before anything else sees them. */
  abstract put(bytes: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredBlob>;
  /** Fails with `resource/not-found` when there is no such blob. */
  abstract get(sha256: string): Promise<Readable>;
  abstract has(sha256: string): Promise<boolean>;
  /** Reads the blob again and compares: false when its bytes are no longer those it is named for. */
  abstract verify(sha256: string): Promise<boolean>;
}
