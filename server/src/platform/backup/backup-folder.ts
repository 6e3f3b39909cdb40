import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopiedFiles } from './copy-tree.js';

export const FORMAT = 1;
/** The last sixteen digits say where in the log a segment lies, whatever timeline it is on. */
export const SEGMENT = /^[0-9A-F]{24}$/;
export const positionOf = (segment: string): string => segment.slice(8, 24);

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly installation: string;
  /** What the secret that sealed these rows leaves as its mark; it tells the secret apart and not what it is. */
  readonly secretCheck: string | null;
  readonly startedAt: string;
  /** From this moment on the backup can be brought to any time that the archive covers. */
  readonly endedAt: string;
  readonly startSegment: string;
  readonly stopSegment: string;
  readonly bytes: number;
  readonly blobs: number;
  readonly includesSecret: boolean;
  /** Of the folder `postgres`. */
  readonly files: CopiedFiles;
}

export interface Base {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * base/<time>/{manifest.json, blobs.txt, postgres/, engine/}: one complete copy each; wal/: the log since; blobs/: files by their hash,
 * shared by all.
 */
export class BackupFolder {
  readonly wal: string;
  readonly blobs: string;

  constructor(readonly dir: string) {
    this.wal = join(dir, 'wal');
    this.blobs = join(dir, 'blobs');
  }

  async make(): Promise<void> {
    for (const folder of [this.dir, join(this.dir, 'base'), this.wal, this.blobs]) await mkdir(folder, { recursive: true, mode: 0o700 });
  }

  pathOf(name: string): string {
    return join(this.dir, 'base', name);
  }

  blobPath(sha256: string): string {
    return join(this.blobs, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  /** A backup that was cut off has no manifest under its final name. */
  hasBase(): boolean {
    const folder = join(this.dir, 'base');
    return existsSync(folder) && readdirSync(folder).some((name) => existsSync(join(folder, name, 'manifest.json')) && !isDraft(name));
  }

  /** When the newest complete backup ended, told by its name: asked every few seconds, and a manifest is long. */
  async lastEnd(): Promise<Date | null> {
    const names = await readdir(join(this.dir, 'base')).catch(() => []);
    const last = names
      .filter((name) => !isDraft(name))
      .sort()
      .at(-1);
    const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z$/.exec(last ?? '');
    return parts ? new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}.${parts[7]}Z`) : null;
  }

  /** Oldest first. */
  async bases(): Promise<Base[]> {
    const names = await readdir(join(this.dir, 'base')).catch(() => []);
    const bases: Base[] = [];
    for (const name of names.filter((found) => !isDraft(found)).sort()) {
      const manifest = await this.manifestOf(name);
      if (manifest) bases.push({ name, folder: this.pathOf(name), manifest });
    }
    return bases;
  }

  /** What a killed backup left, or one that was copied half-way. */
  async incomplete(): Promise<string[]> {
    const names = await readdir(join(this.dir, 'base')).catch(() => []);
    const found: string[] = [];
    for (const name of names) if (isDraft(name) || !(await this.manifestOf(name))) found.push(name);
    return found.sort();
  }

  /** Null when there is none, or the half of one. */
  private async manifestOf(name: string): Promise<Manifest | null> {
    const text = await readFile(join(this.pathOf(name), 'manifest.json'), 'utf8').catch(() => '');
    try {
      return JSON.parse(text) as Manifest;
    } catch {
      return null;
    }
  }

  /** What a killed backup left. */
  async dropDrafts(): Promise<void> {
    for (const name of await readdir(join(this.dir, 'base')))
      if (isDraft(name)) await rm(this.pathOf(name), { recursive: true, force: true });
  }

  /** Keeps what is needed to go back to any moment of the time given; answers how many backups went. */
  async prune(keepFrom: Date): Promise<number> {
    const bases = await this.bases();
    const before = bases.filter(({ manifest }) => manifest.endedAt < keepFrom.toISOString());
    const gone = before.slice(0, -1);
    for (const { folder } of gone) await rm(folder, { recursive: true, force: true });
    const kept = bases.slice(gone.length);
    await this.pruneLog(kept);
    if (kept.length > 0) await this.pruneBlobs(kept, keepFrom);
    return gone.length;
  }

  private async pruneLog(kept: readonly Base[]): Promise<void> {
    const first = kept.map(({ manifest }) => positionOf(manifest.startSegment)).sort()[0];
    for (const name of await readdir(this.wal).catch(() => [])) {
      const segment = /^[0-9A-F]{24}/.exec(name)?.[0];
      if (segment !== undefined && (first === undefined || positionOf(segment) < first)) await rm(join(this.wal, name), { force: true });
    }
  }

  private async pruneBlobs(kept: readonly Base[], keepFrom: Date): Promise<void> {
    const named = new Set<string>();
    for (const { folder } of kept)
      for (const line of (await readFile(join(folder, 'blobs.txt'), 'utf8').catch(() => '')).split('\n')) named.add(line);
    for await (const { sha256, path } of blobsIn(this.blobs))
      if (!named.has(sha256) && (await stat(path)).mtimeMs < keepFrom.getTime()) await rm(path, { force: true });
  }
}

const isDraft = (name: string): boolean => name.startsWith('.');

/** Every blob below the folder, by name. */
export async function* blobsIn(folder: string): AsyncGenerator<{ sha256: string; path: string }> {
  const inner = async (at: string): Promise<string[]> => (await readdir(at).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name));
  for (const first of await inner(folder))
    for (const second of await inner(join(folder, first)))
      for (const sha256 of await readdir(join(folder, first, second)).catch(() => []))
        if (/^[0-9a-f]{64}$/.test(sha256)) yield { sha256, path: join(folder, first, second, sha256) };
}
