import { createCipheriv, createDecipheriv, randomBytes, type CipherGCM } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE;

/** A file as it lies on disk: a version, a nonce, the encrypted bytes, and at its end the tag that proves them. */
export class FileSeal {
  readonly head: Buffer;
  private readonly cipher: CipherGCM;

  constructor(key: Buffer) {
    const nonce = randomBytes(NONCE);
    this.head = Buffer.concat([Buffer.of(VERSION), nonce]);
    this.cipher = createCipheriv(ALGORITHM, key, nonce);
  }

  update(chunk: Uint8Array): Buffer {
    return this.cipher.update(chunk);
  }

  /** The last bytes of the file. */
  end(): Buffer {
    return Buffer.concat([this.cipher.final(), this.cipher.getAuthTag()]);
  }
}

/** The plain bytes of a sealed file; the stream ends with an error when they are not what was written. */
export async function openSealed(path: string, key: Buffer): Promise<Readable> {
  const { nonce, tag, end } = await endsOf(path);
  const decipher = createDecipheriv(ALGORITHM, key, nonce).setAuthTag(tag);
  // Whoever reads the answer hears of a failure of either part through it.
  return end < HEAD ? decipher.end() : pipeline(createReadStream(path, { start: HEAD, end }), decipher, () => undefined);
}

async function endsOf(path: string): Promise<{ nonce: Buffer; tag: Buffer; end: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const [head, tag] = [Buffer.alloc(HEAD), Buffer.alloc(TAG)];
    if (size < HEAD + TAG) throw new Error('a sealed file is cut short');
    await file.read(head, 0, HEAD, 0);
    await file.read(tag, 0, TAG, size - TAG);
    if (head[0] !== VERSION) throw new Error(`sealed with unknown version ${String(head[0])}`);
    return { nonce: head.subarray(1), tag, end: size - TAG - 1 };
  } finally {
    await file.close();
  }
}
