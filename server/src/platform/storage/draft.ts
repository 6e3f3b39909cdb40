import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { FileSeal, type FileKeys } from '../crypto/sealed-file.js';
import { Problem } from '../problems/problem.js';

export interface Written {
  readonly sha256: string;
  readonly size: number;
}

/** Seals the bytes into a new file as they come; durable when it answers. */
export async function writeDraft(draft: string, bytes: AsyncIterable<Uint8Array>, keys: FileKeys, maxBytes: number): Promise<Written> {
  const hash = createHash('sha256');
  const seal = new FileSeal(keys);
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

export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
