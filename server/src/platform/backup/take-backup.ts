import { copyFile, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { syncFolder } from '../storage/draft.js';
import { BackupFolder, blobsIn, FORMAT, type Manifest } from './backup-folder.js';
import { copyCluster, lockBackups } from './base-backup.js';
import { copyTree, copyWhole, writeWhole } from './copy-tree.js';

export interface BackupRequest {
  readonly dataDir: string;
  readonly owner: PoolConfig;
  readonly cluster: string;
  readonly folder: BackupFolder;
  readonly withSecret: boolean;
}

export interface BackupMade {
  readonly name: string;
  readonly manifest: Manifest;
}

/** A complete copy, made while the database may be written to. Under its final name only once everything is on disk. */
export async function takeBackup({ dataDir, owner, cluster, folder, withSecret }: BackupRequest): Promise<BackupMade> {
  await folder.make();
  const client = new Client({ ...owner, application_name: 'tocsin-backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (!(await lockBackups(client))) throw new Error('Another backup of this database is under way.');
    await folder.dropDrafts();
    const draft = folder.pathOf(`.${process.pid}`);
    await mkdir(draft, { mode: 0o700 });
    const { rows } = await client.query<{ id: string; secret_check: string | null }>('SELECT id, secret_check FROM installation');
    const copied = await copyCluster(client, cluster, join(draft, 'postgres'));
    await copyTree(join(dataDir, 'engine'), join(draft, 'engine'), (path) => path.startsWith('.'));
    const blobs = await copyBlobs(dataDir, folder);
    await writeFile(join(draft, 'blobs.txt'), blobs.map((sha256) => `${sha256}\n`).join(''), { mode: 0o600 });
    if (withSecret) await copyFile(join(dataDir, 'secret'), join(draft, 'secret'));
    const manifest: Manifest = {
      format: FORMAT,
      installation: rows[0]?.id ?? '',
      secretCheck: rows[0]?.secret_check ?? null,
      ...copied,
      blobs: blobs.length,
      includesSecret: withSecret,
    };
    await writeWhole(join(draft, 'manifest.json'), JSON.stringify(manifest));
    const name = manifest.endedAt.replace(/[-:]/g, '').replace(/\.(\d+)Z$/, '$1Z');
    await rename(draft, folder.pathOf(name));
    await syncFolder(join(folder.dir, 'base'));
    return { name, manifest };
  } finally {
    await client.end();
  }
}

/** After the rows: a row that was copied names bytes that are still there, unless nobody ever sent the form they belong to. */
export async function copyBlobs(dataDir: string, folder: BackupFolder): Promise<string[]> {
  const copied: string[] = [];
  for await (const { sha256, path } of blobsIn(join(dataDir, 'blobs'))) {
    if (await copyBlob(path, folder.blobPath(sha256))) copied.push(sha256);
  }
  return copied;
}

/** What the number of a key adds to a sealed file. */
const KEY_NUMBER = 4;

/** False when it was deleted meanwhile. */
export async function copyBlob(from: string, to: string): Promise<boolean> {
  try {
    const { size } = await stat(from);
    const there = await stat(to).catch(() => null);
    // One that was sealed before keys had numbers stays when the other names its key: every restored database has the first key, not the later ones.
    const same = there?.size === size || there?.size === size - KEY_NUMBER;
    if (!same) await copyWhole(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
