import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip as gunzipCallback, gzip as gzipCallback } from 'node:zlib';
import { OUTBOX } from '../database/embedded/archiving.js';
import { positionOf, SEGMENT } from './backup-folder.js';
import { writeWhole } from './copy-tree.js';

const [gzip, gunzip] = [promisify(gzipCallback), promisify(gunzipCallback)];
/** Segments, the marks of a new timeline, and the labels of backups. */
const FINISHED = /^([0-9A-F]{24}(\.[0-9A-F]{8}\.backup|\.partial)?|[0-9A-F]{8}\.history)$/;
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** Another database already archived other content under this name. */
export class ForeignLog extends Error {
  constructor(name: string, folder: string) {
    super(`${folder} already holds another ${name}: a second database archives there. Give each its own TOCSIN_BACKUP_DIR.`);
    this.name = 'ForeignLog';
  }
}

/** Carries what PostgreSQL handed over to the backup folder, packed; answers how many segments. */
export async function carryLog(cluster: string, wal: string): Promise<number> {
  const outbox = join(cluster, OUTBOX);
  const names = (await readdir(outbox).catch(() => [])).filter((name) => FINISHED.test(name)).sort();
  for (const name of names) {
    const bytes = await readFile(join(outbox, name));
    const packed = join(wal, `${name}.gz`);
    const there = await readFile(packed).catch(() => null);
    if (there === null) await writeWhole(packed, await gzip(bytes, { level: 1 }));
    else if (!(await gunzip(there).catch(() => Buffer.alloc(0))).equals(bytes)) throw new ForeignLog(name, wal);
    await rm(join(outbox, name));
  }
  return names.length;
}

/** What waits to be archived, in PostgreSQL's own folder and in the one it hands over by. */
export async function waitingBytes(cluster: string): Promise<number> {
  const ready = (await readdir(join(cluster, 'pg_wal', 'archive_status')).catch(() => [])).filter((name) => name.endsWith('.ready'));
  let bytes = ready.length * SEGMENT_BYTES;
  for (const name of await readdir(join(cluster, OUTBOX)).catch(() => []))
    bytes += await stat(join(cluster, OUTBOX, name)).then(
      ({ size }) => size,
      () => 0,
    );
  return bytes;
}

/** Unpacks what a recovery from this segment on may ask for; one that cannot be unpacked ends what can be recovered. */
export async function unpackLog(wal: string, target: string, fromSegment: string): Promise<{ damaged: string[] }> {
  const damaged: string[] = [];
  for (const file of (await readdir(wal).catch(() => [])).sort()) {
    const name = file.replace(/\.gz$/, '');
    if (name === file || !FINISHED.test(name)) continue;
    if (SEGMENT.test(name) && positionOf(name) < positionOf(fromSegment)) continue;
    const bytes = await gunzip(await readFile(join(wal, file))).catch(() => null);
    if (bytes) await writeWhole(join(target, name), bytes);
    else damaged.push(file);
  }
  return { damaged };
}
