import { createHmac, randomBytes } from 'node:crypto';

/** `wrong`: there is one, and it is not the one that sealed the data. */
export type SecretLoss = 'missing' | 'wrong';

export interface DataKey {
  readonly id: number;
  /** 32 bytes, from which the key of each purpose is derived. */
  readonly bytes: Uint8Array;
  /** Whether every node has had the time to learn it: only then it may seal. */
  readonly settled: boolean;
}

/** Names what looks equal values up. It never changes, or nobody would be recognised any more. */
const INDEX_KEY = 0;
export const KEY_BYTES = 32;

/** The data keys: each purpose has a key of its own derived from them, so that a key leaked for one says nothing about the others. */
export class Secrets {
  private readonly keys = new Map<number, DataKey>();
  private sealing = INDEX_KEY;

  /** `lost`: there is no secret that opens what is stored; nothing may be sealed then, and nothing can be opened. */
  constructor(
    keys: readonly DataKey[],
    readonly lost: SecretLoss | null = null,
  ) {
    this.adopt(keys);
  }

  static without(loss: SecretLoss): Secrets {
    return new Secrets([{ id: INDEX_KEY, bytes: randomBytes(KEY_BYTES), settled: true }], loss);
  }

  /** Keys that were added since; those known already stay. */
  adopt(keys: readonly DataKey[]): void {
    for (const key of keys) this.keys.set(key.id, key);
    for (const { id, settled } of this.keys.values()) if (settled && id > this.sealing) this.sealing = id;
  }

  /** The newest key that all nodes know. */
  get sealingId(): number {
    return this.sealing;
  }

  /** For a thread of this process. */
  get all(): DataKey[] {
    return [...this.keys.values()];
  }

  /** For marks, codes and numbers that must come out alike for ever. */
  keyFor(purpose: string): Buffer {
    return this.keyOf(INDEX_KEY, purpose);
  }

  /** HKDF's second step. */
  keyOf(id: number, purpose: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`sealed under the data key ${id}, which this node does not know`);
    return createHmac('sha256', key.bytes).update(purpose).update(Buffer.of(1)).digest();
  }
}
