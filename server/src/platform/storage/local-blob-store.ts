import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock/clock.js';
import { keyIdOf, openSealed, type FileKeys } from '../crypto/sealed-file.js';
import { isStorageFull, storageFull } from '../database/faults.js';
import { notFound, Problem } from '../problems/problem.js';
import { BlobStore, type DeleteOptions, type HeldBlob, type PutOptions, type StoredBlob } from './blob-store.js';
import { syncFolder, writeDraft } from './draft.js';

const HASH = /^[0-9a-f]{64}$/;
const FAN = /^[0-9a-f]{2}$/;
/** An upload that stood still for so long is dead; a younger draft may belong to another node that shares the folder. */
const ABANDONED_MS = 3_600_000;

/** Blobs as read-only, encrypted files under the data folder, fanned out so that no folder grows large. Named for what they hold, not for how it lies there. */
export class LocalBlobStore extends BlobStore {
  private readonly drafts: string;
  /** Where a blob waits while it is being deleted: whoever reads it meanwhile still finds it. */
  private readonly leaving: string;

  private constructor(
    private readonly folder: string,
    private readonly keys: FileKeys,
    private readonly clock: Pick<Clock, 'ms'>,
    private readonly locked: boolean,
  ) {
    super();
    this.drafts = join(folder, 'incoming');
    this.leaving = join(folder, 'leaving');
  }

  /** `keys`: without the same ones nothing can be read again. `alone`: no other process uses the folder, so every draft is dead. */
  static async open(
    folder: string,
    keys: FileKeys,
    clock: Pick<Clock, 'ms'>,
    { alone = false, locked = false } = {},
  ): Promise<LocalBlobStore> {
    const store = new LocalBlobStore(folder, keys, clock, locked);
    for (const inner of [store.drafts, store.leaving]) await mkdir(inner, { recursive: true, mode: 0o700 });
    await store.dropDrafts(new Date(alone ? 8.64e15 : clock.ms() - ABANDONED_MS));
    // A process was killed while it deleted these: whether they go is decided anew by the next sweep.
    for (const name of await readdir(store.leaving)) await store.restore(name);
    return store;
  }

  override async put(bytes: AsyncIterable<Uint8Array>, { maxBytes = Infinity }: PutOptions = {}): Promise<StoredBlob> {
    if (this.locked) throw new Problem('server/secret-lost');
    const draft = join(this.drafts, randomBytes(12).toString('hex'));
    try {
      const written = await writeDraft(draft, bytes, this.keys, maxBytes);
      const putAt = new Date(this.clock.ms());
      const created = await this.keep(draft, written.sha256, putAt);
      if (created) this.stored(written.sha256);
      return { ...written, putAt, created };
    } catch (error) {
      throw isStorageFull(error) ? storageFull(error) : error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  override async get(sha256: string): Promise<Readable> {
    if (this.locked) throw new Problem('server/secret-lost');
    const path = await this.find(sha256);
    if (path === null) throw notFound();
    return openSealed(path, this.keys);
  }

  override async has(sha256: string): Promise<boolean> {
    return (await this.find(sha256)) !== null;
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

  /**
   * Seals a blob under the key now in use; answers whether it was under another. The file changes as a whole, and keeps the time it was put.
   */
  async reseal(sha256: string): Promise<boolean> {
    const path = this.pathOf(sha256);
    if ((await keyIdOf(path)) === this.keys.sealingId) return false;
    const draft = join(this.drafts, randomBytes(12).toString('hex'));
    try {
      const written = await writeDraft(draft, await openSealed(path, this.keys), this.keys, Infinity);
      if (written.sha256 !== sha256) throw new Error(`the stored file ${sha256} holds other bytes than it is named for`);
      const { atime, mtime } = await stat(path);
      await utimes(draft, atime, mtime);
      await chmod(draft, 0o444);
      await rename(draft, path);
      await syncFolder(dirname(path));
      return true;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /**
   * Takes the file out of its place first and decides then: a put of the same bytes that came before has left its time on the file, and
   * one that comes after finds the place empty and stores its own.
   */
  override async delete(sha256: string, { notPutAfter, isNamed }: DeleteOptions): Promise<boolean> {
    if (!HASH.test(sha256)) return false;
    const [path, leaving] = [this.pathOf(sha256), join(this.leaving, sha256)];
    const newer = async (file: string): Promise<boolean> => Math.round((await stat(file)).mtimeMs) > notPutAfter.getTime();
    let gone = false;
    try {
      if (await newer(path)) return false;
      await rename(path, leaving);
      gone = !(await newer(leaving)) && !(await isNamed(sha256));
    } catch (error) {
      if (!isAbsent(error)) throw error;
      return false;
    } finally {
      if (gone) await rm(leaving, { force: true });
      else await this.restore(sha256);
    }
    return gone;
  }

  override async *list(): AsyncGenerator<HeldBlob> {
    for (const first of await folders(this.folder))
      for (const second of await folders(join(this.folder, first)))
        for (const sha256 of await readdir(join(this.folder, first, second)).catch(none)) {
          const found = HASH.test(sha256) ? await stat(this.pathOf(sha256)).catch(() => null) : null;
          if (found) yield { sha256, putAt: new Date(Math.round(found.mtimeMs)) };
        }
  }

  override async dropDrafts(before: Date): Promise<void> {
    for (const name of await readdir(this.drafts)) {
      const path = join(this.drafts, name);
      const found = await stat(path).catch(() => null);
      if (found && found.mtimeMs < before.getTime()) await rm(path, { force: true });
    }
  }

  override async belongsTo(installation: string): Promise<boolean> {
    const mark = join(this.folder, 'installation');
    await writeFile(mark, `${installation}\n`, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return (await readFile(mark, 'utf8')).trim() === installation;
  }

  /**
   * Answers whether the blob is new. The link is the moment it exists, whole; the folders are synced so that it still does after a power
   * cut. One that was there is marked as put again, so that nobody deletes it for its age.
   */
  private async keep(draft: string, sha256: string, putAt: Date): Promise<boolean> {
    const path = this.pathOf(sha256);
    await utimes(draft, putAt, putAt);
    await chmod(draft, 0o444);
    for (;;) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const created = await link(draft, path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
          return false;
        },
      );
      // Looked at once more after the touch: a delete that took the file away in between did not see it.
      if (!created && !((await touch(path, putAt)) && (await isThere(path)))) continue;
      for (const folder of [dirname(path), dirname(dirname(path)), this.folder]) await syncFolder(folder);
      return created;
    }
  }

  /** Puts back what is being deleted, unless the same bytes were stored anew meanwhile. */
  private async restore(sha256: string): Promise<void> {
    const leaving = join(this.leaving, sha256);
    if (HASH.test(sha256))
      await link(leaving, this.pathOf(sha256)).catch((error: unknown) => (isAbsent(error) ? undefined : orThere(error)));
    await rm(leaving, { force: true });
  }

  private async find(sha256: string): Promise<string | null> {
    if (!HASH.test(sha256)) return null;
    const path = this.pathOf(sha256);
    for (const place of [path, join(this.leaving, sha256), path]) if (await isThere(place)) return place;
    return null;
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

const none = (): string[] => [];
const folders = async (folder: string): Promise<string[]> => (await readdir(folder).catch(none)).filter((name) => FAN.test(name));
const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function orThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

const isThere = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

/** Always later than before, so that whoever put the file first can tell that somebody else did after. False when the file is gone. */
async function touch(path: string, at: Date): Promise<boolean> {
  try {
    const time = new Date(Math.max(at.getTime(), Math.round((await stat(path)).mtimeMs) + 1));
    await utimes(path, time, time);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
