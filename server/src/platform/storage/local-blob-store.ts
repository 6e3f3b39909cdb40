import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileSeal, openSealed } from '../crypto/sealed-file.js';
import { isStorageFull, storageFull } from '../database/faults.js';
import { notFound, Problem } from '../problems/problem.js';
import { BlobStore, type PutOptions, type StoredBlob } from './blob-store.js';

const HASH = /^[0-9a-f]{64}$/;
const ABANDONED_MS = 24 * 3_600_000;

/** Blobs as read-only, encrypted files under the data folder, fanned out so that no folder grows large. Named for what they hold, not for how it lies there. */
export class LocalBlobStore extends BlobStore {
  private readonly drafts: string;

  private constructor(
    private readonly folder: string,
    private readonly key: Buffer,
  ) {
    super();
    this.drafts = join(folder, 'incoming');
  }

  /** `key`: 32 bytes; without the same ones nothing can be read again. */
  static async open(folder: string, key: Buffer): Promise<LocalBlobStore> {
    const store = new LocalBlobStore(folder, key);
    await mkdir(store.drafts, { recursive: true, mode: 0o700 });
    await store.sweep();
    return store;
  }

  override async put(bytes: AsyncIterable<Uint8Array>, { maxBytes = Infinity }: PutOptions = {}): Promise<StoredBlob> {
    const draft = join(this.drafts, randomBytes(12).toString('hex'));
    try {
      const stored = await write(draft, bytes, new FileSeal(this.key), maxBytes);
      await this.keep(draft, stored.sha256);
      return stored;
    } catch (error) {
      throw isStorageFull(error) ? storageFull(error) : error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  override async get(sha256: string): Promise<Readable> {
    if (!(await this.has(sha256))) throw notFound();
    return openSealed(this.pathOf(sha256), this.key);
  }

  override async has(sha256: string): Promise<boolean> {
    if (!HASH.test(sha256)) return false;
    return access(this.pathOf(sha256), constants.R_OK).then(
      () => true,
      () => false,
    );
  }

  override async verify(sha256: string): Promise<boolean> {
    if (!(await this.has(sha256))) throw notFound();
    const hash = createHash('sha256');
    try {
      for await (const chunk of await this.get(sha256)) hash.update(chunk as Buffer);
    } catch {
      // Bytes that no longer open are no longer those that were written.
      return false;
    }
    return hash.digest('hex') === sha256;
  }

  /** The rename is the moment it exists, whole; the folders are synced so that it still does after a power cut. */
  private async keep(draft: string, sha256: string): Promise<void> {
    const path = this.pathOf(sha256);
    if (!(await this.has(sha256))) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await chmod(draft, 0o444);
      await rename(draft, path);
    }
    for (const folder of [dirname(path), dirname(dirname(path)), this.folder]) await syncFolder(folder);
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  /** What uploads left behind when the process was killed; a fresh one may belong to another node that shares the folder. */
  private async sweep(): Promise<void> {
    for (const name of await readdir(this.drafts)) {
      const path = join(this.drafts, name);
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true });
    }
  }
}

async function write(draft: string, bytes: AsyncIterable<Uint8Array>, seal: FileSeal, maxBytes: number): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(draft, 'wx', 0o600);
  try {
    await writeAll(file, seal.head);
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new Problem('complaint/attachment-too-large', { maxBytes });
      hash.update(chunk);
      await writeAll(file, seal.update(chunk));
    }
    await writeAll(file, seal.end());
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let from = 0; from < chunk.byteLength;) from += (await file.write(chunk, from)).bytesWritten;
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
