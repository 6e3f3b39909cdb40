import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { OUTBOX } from '../database/embedded/archiving.js';
import { positionOf, SEGMENT, type Manifest } from './backup-folder.js';
import { copyHashed, copyTree, type CopiedFiles } from './copy-tree.js';

const CONTROL = 'global/pg_control';
/** Remade by a starting server, or meaningless to another one. */
const EMPTY_FOLDERS = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  OUTBOX,
]);
const SKIPPED_FILES = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'backup_label.old', 'recovery.signal', CONTROL]);

export type CopiedCluster = Pick<Manifest, 'startedAt' | 'endedAt' | 'startSegment' | 'stopSegment' | 'files' | 'bytes'>;

/** One backup at a time; a killed one gives the lock back with its connection. */
export async function lockBackups(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(7461638) AS mine');
  return rows[0]?.mine === true;
}

/**
 * Copies the cluster while it is written to, with the log from the beginning of the copy to its end: together they are the database as it
 * was at the end. A slot of this connection keeps that log from being recycled meanwhile.
 */
export async function copyCluster(client: Client, cluster: string, target: string): Promise<CopiedCluster> {
  await client.query(`SELECT pg_create_physical_replication_slot('tocsin_backup_' || pg_backend_pid(), true, true)`);
  const begun = await one<{ segment: string; at: Date }>(
    client,
    `SELECT pg_walfile_name(pg_backup_start('tocsin', true)) AS segment, clock_timestamp() AS at`,
  );
  const files = await copyTree(cluster, target, (path, isFolder) =>
    isFolder ? EMPTY_FOLDERS.has(path) || path.endsWith('pgsql_tmp') : SKIPPED_FILES.has(path) || path.includes('pgsql_tmp'),
  );
  files[CONTROL] = await copyControl(join(cluster, CONTROL), join(target, CONTROL));
  const ended = await one<{ segment: string; label: string; at: Date }>(
    client,
    `SELECT pg_walfile_name(lsn) AS segment, labelfile AS label, clock_timestamp() AS at FROM pg_backup_stop(false)`,
  );
  await writeFile(join(target, 'backup_label'), ended.label, { mode: 0o600 });
  Object.assign(files, await copyLog(join(cluster, 'pg_wal'), join(target, 'pg_wal'), begun.segment, ended.segment));
  const bytes = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  return {
    startedAt: begun.at.toISOString(),
    endedAt: ended.at.toISOString(),
    startSegment: begun.segment,
    stopSegment: ended.segment,
    files,
    bytes,
  };
}

async function one<T extends object>(client: Client, sql: string): Promise<T> {
  const { rows } = await client.query<T>(sql);
  if (!rows[0]) throw new Error('the database gave no answer');
  return rows[0];
}

/** Small and written often: read until two readings agree, so that no half-written one is kept. */
async function copyControl(from: string, to: string): Promise<CopiedFiles[string]> {
  let last = await readFile(from);
  for (let again = await readFile(from); !again.equals(last); again = await readFile(from)) last = again;
  const draft = `${to}.reading`;
  await writeFile(draft, last, { mode: 0o600 });
  const copied = await copyHashed(draft, to);
  await rm(draft);
  if (!copied) throw new Error(`${from} could not be copied`);
  return copied;
}

async function copyLog(from: string, to: string, first: string, last: string): Promise<CopiedFiles> {
  const copied: CopiedFiles = {};
  for (const name of await readdir(from)) {
    if (/^[0-9A-F]{8}\.history$/.test(name)) await copyFile(join(from, name), join(to, name));
    if (!SEGMENT.test(name) || positionOf(name) < positionOf(first) || positionOf(name) > positionOf(last)) continue;
    const done = await copyHashed(join(from, name), join(to, name));
    if (done) copied[`pg_wal/${name}`] = done;
  }
  if (!copied[`pg_wal/${first}`] || !copied[`pg_wal/${last}`]) throw new Error('the log of the time of the backup is not complete');
  return copied;
}
