import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../storage/draft.js';

export interface CopiedFile {
  readonly size: number;
  readonly sha256: string;
}

export type CopiedFiles = Record<string, CopiedFile>;

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Copies a folder and tells the hash of each file. `skip` sees paths relative to it; folders skipped stay as empty folders. */
export async function copyTree(from: string, to: string, skip: (path: string, isFolder: boolean) => boolean): Promise<CopiedFiles> {
  const copied: CopiedFiles = {};
  const walk = async (at: string): Promise<void> => {
    await mkdir(join(to, at), { recursive: true, mode: 0o700 });
    for (const entry of await readdir(join(from, at), { withFileTypes: true }).catch(absentAsNone)) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) {
        if (skip(path, true)) await mkdir(join(to, path), { recursive: true, mode: 0o700 });
        else await walk(path);
      } else if (entry.isFile() && !skip(path, false)) {
        const done = await copyHashed(join(from, path), join(to, path));
        if (done) copied[path] = done;
      }
    }
    await syncFolder(join(to, at));
  };
  await walk('');
  return copied;
}

function absentAsNone(error: unknown): never[] {
  if (isAbsent(error)) return [];
  throw error;
}

/** Null when the file went away meanwhile, as a running database's may. */
export async function copyHashed(from: string, to: string): Promise<CopiedFile | null> {
  const hash = createHash('sha256');
  let size = 0;
  const source = await open(from, 'r').catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  if (!source) return null;
  const sink = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of source.createReadStream({ highWaterMark: 1 << 20, autoClose: false }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      await sink.writeFile(chunk);
    }
    await sink.sync();
  } finally {
    await source.close();
    await sink.close();
  }
  return { size, sha256: hash.digest('hex') };
}

/** Appears whole or not at all. */
export async function writeWhole(path: string, bytes: string | Uint8Array): Promise<void> {
  const draft = join(dirname(path), `.${process.pid}-${path.slice(dirname(path).length + 1)}.part`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** For files that never change: copied aside, then put in place. */
export async function copyWhole(from: string, to: string): Promise<void> {
  const draft = `${to}.${process.pid}.part`;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await copyFile(from, draft);
    const file = await open(draft, 'r');
    await file.sync().finally(() => file.close());
    await rename(draft, to);
  } finally {
    await rm(draft, { force: true });
  }
}
