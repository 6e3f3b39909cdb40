import { createCipheriv, createDecipheriv, randomBytes, type CipherGCM } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';

const ALGORITHM = 'aes-256-gcm';
/** Without the number of its key: sealed under the key 0. */
const UNNUMBERED = 1;
const NUMBERED = 2;
const KEY_ID = 4;
const NONCE = 12;
const TAG = 16;

/** The keys of files by the number of their data key. */
export interface FileKeys {
  readonly sealingId: number;
  readonly keyOf: (id: number) => Buffer;
}

/** A file as it lies on disk: a version, the number of its key, a nonce, the encrypted bytes, and at its end the tag that proves them. */
export class FileSeal {
  readonly head: Buffer;
  private readonly cipher: CipherGCM;

  constructor(keys: FileKeys) {
    const nonce = randomBytes(NONCE);
    const id = keys.sealingId;
    const numbered = Buffer.alloc(1 + KEY_ID, NUMBERED);
    numbered.writeUInt32BE(id, 1);
    this.head = Buffer.concat([numbered, nonce]);
    this.cipher = createCipheriv(ALGORITHM, keys.keyOf(id), nonce);
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
export async function openSealed(path: string, keys: FileKeys): Promise<Readable> {
  const file = await open(path, 'r');
  try {
    const { id, nonce, tag, start, end } = await endsOf(file);
    const decipher = createDecipheriv(ALGORITHM, keys.keyOf(id), nonce).setAuthTag(tag);
    if (end < start) {
      await file.close();
      return decipher.end();
    }
    // The handle, not the path: a file sealed anew meanwhile takes its place. Whoever reads the answer hears of a failure of either part.
    return pipeline(file.createReadStream({ start, end }), decipher, () => undefined);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The number of the key that a file was sealed under. */
export async function keyIdOf(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    return (await endsOf(file)).id;
  } finally {
    await file.close();
  }
}

async function endsOf(file: FileHandle): Promise<{ id: number; nonce: Buffer; tag: Buffer; start: number; end: number }> {
  const { size } = await file.stat();
  const [head, tag] = [Buffer.alloc(1 + KEY_ID + NONCE), Buffer.alloc(TAG)];
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  const numbered = head[0] === NUMBERED;
  if (bytesRead > 0 && !numbered && head[0] !== UNNUMBERED) throw new Error(`sealed with unknown version ${String(head[0])}`);
  const from = numbered ? 1 + KEY_ID : 1;
  const start = from + NONCE;
  if (size < start + TAG) throw new Error('a sealed file is cut short');
  await file.read(tag, 0, TAG, size - TAG);
  return { id: numbered ? head.readUInt32BE(1) : 0, nonce: head.subarray(from, start), tag, start, end: size - TAG - 1 };
}
