import type { Readable } from 'node:stream';

export interface StoredBlob {
  /** Hex. Also the blob's name: the same bytes are stored once. */
  readonly sha256: string;
  readonly size: number;
  /** False: the same bytes were here already. */
  readonly created: boolean;
  readonly putAt: Date;
}

export interface HeldBlob {
  readonly sha256: string;
  /** When these bytes were put for the last time. */
  readonly putAt: Date;
}

export interface DeleteOptions {
  /** Bytes that somebody put after this stay: the row that names them may not be committed yet. */
  readonly notPutAfter: Date;
  /** Asked when a put can no longer go unnoticed: whether any row names the bytes. */
  readonly isNamed: (sha256: string) => Promise<boolean>;
}

export interface PutOptions {
  /** Refuses with `complaint/attachment-too-large` once more bytes than this came; nothing is kept then. */
  readonly maxBytes?: number;
}

/** Bytes by their own hash: written once, never changed, no name that could point to other content. */
export abstract class BlobStore {
  private readonly listeners: ((sha256: string) => void)[] = [];

  /** Heard after each put that stored something new. */
  onStored(listener: (sha256: string) => void): void {
    this.listeners.push(listener);
  }

  protected stored(sha256: string): void {
    for (const listener of this.listeners) listener(sha256);
  }

  /** Answers only after the bytes are durable. Hashing happens on the way, before anything else sees them. */
  abstract put(bytes: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredBlob>;
  /** Fails with `resource/not-found` when there is no such blob. */
  abstract get(sha256: string): Promise<Readable>;
  abstract has(sha256: string): Promise<boolean>;
  /** Reads the blob again and compares: false when its bytes are no longer those it is named for. */
  abstract verify(sha256: string): Promise<boolean>;
  /** Answers whether the bytes are gone. A concurrent put of the same bytes either keeps them or stores them anew. */
  abstract delete(sha256: string, options: DeleteOptions): Promise<boolean>;
  /** Everything that is held, in no order. */
  abstract list(): AsyncIterable<HeldBlob>;
  /** Removes what broken uploads left behind before the time given. */
  abstract dropDrafts(before: Date): Promise<void>;
  /** False: these bytes belong to another installation, whose rows are not in our database. The first to ask owns them. */
  abstract belongsTo(installation: string): Promise<boolean>;
}
