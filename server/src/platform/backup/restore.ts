import { chmodSync, existsSync } from 'node:fs';
import { chown, cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { chooseIdentity, type Identity, type RunAs } from '../database/embedded/identity.js';
import { EmbeddedPostgres } from '../database/embedded/supervisor.js';
import type { Log } from '../database/log.js';
import { syncFolder } from '../storage/draft.js';
import type { BackupFolder, Base } from './backup-folder.js';
import { copyTree, type CopiedFiles } from './copy-tree.js';
import { unpackLog } from './log-archive.js';

const STAGED = 'restore-wal';

export interface RestoreRequest extends RunAs {
  readonly folder: BackupFolder;
  /** Null: to the end of what was archived. */
  readonly at: Date | null;
  readonly dataDir: string;
  readonly log: Log;
  /** Looks at the restored database while it runs; what it throws fails the restore and leaves no folder. */
  readonly check: (owner: PoolConfig, base: Base) => Promise<void>;
  /** Changes what must not come back as it was, once `check` was content; what it throws fails the restore like that. */
  readonly settle: (owner: PoolConfig, base: Base) => Promise<void>;
}

export class CannotRestore extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotRestore';
  }
}

/** Into a folder that does not exist yet; it has its name only when everything in it is whole and was looked at. */
export async function restoreBackup(request: RestoreRequest): Promise<Base> {
  const { folder, at, dataDir } = request;
  if (existsSync(dataDir) && (await readdir(dataDir)).length > 0)
    throw new CannotRestore(`${dataDir} is not empty; nothing is ever overwritten.`);
  const base = baseFor(await folder.bases(), at, await folder.incomplete());
  const draft = `${dataDir}.restoring-${process.pid}`;
  await dropDrafts(dataDir);
  await mkdir(draft, { recursive: true, mode: 0o755 });
  try {
    await copyBase(base, draft);
    await recover(request, base, draft);
    await copyFiles(folder, base, draft);
    await syncFolder(draft);
    await rm(dataDir, { recursive: true, force: true });
    await rename(draft, dataDir);
    await syncFolder(dirname(dataDir));
  } catch (error) {
    await rm(draft, { recursive: true, force: true, maxRetries: 20 });
    throw error;
  }
  return base;
}

function baseFor(bases: readonly Base[], at: Date | null, incomplete: readonly string[]): Base {
  const fit = bases.filter(({ manifest }) => at === null || manifest.endedAt <= at.toISOString()).at(-1);
  if (fit) return fit;
  const first = bases[0];
  throw new CannotRestore(
    first
      ? `The oldest backup ended at ${first.manifest.endedAt}; nothing before can be restored.`
      : `There is no complete backup in this folder${incomplete.length > 0 ? `, only what was cut off: ${incomplete.join(', ')}` : ''}.`,
  );
}

/** A restore that was killed left its folder, and perhaps its server: neither has a name that anybody uses. */
async function dropDrafts(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}.restoring-`;
  for (const name of await readdir(dirname(dataDir)).catch(() => [])) {
    const pid = Number(name.slice(prefix.length));
    if (!name.startsWith(prefix) || isRunning(pid)) continue;
    await rm(join(dirname(dataDir), name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function copyBase(base: Base, draft: string): Promise<void> {
  const copied = await copyTree(join(base.folder, 'postgres'), join(draft, 'postgres'), () => false);
  const damaged = differences(base.manifest.files, copied);
  if (damaged.length > 0)
    throw new CannotRestore(
      `The backup ${base.name} is damaged (${damaged.slice(0, 3).join(', ')}). Restore another one of this folder with --at.`,
    );
}

function differences(expected: CopiedFiles, found: CopiedFiles): string[] {
  return Object.entries(expected).flatMap(([path, { sha256 }]) => (found[path]?.sha256 === sha256 ? [] : [path]));
}

/** PostgreSQL replays the log up to the moment asked for, and goes on from there on a timeline of its own. */
async function recover(request: RestoreRequest, base: Base, draft: string): Promise<void> {
  const { at, runAs, invokedBy, log } = request;
  const cluster = join(draft, 'postgres');
  const staged = join(cluster, STAGED);
  await mkdir(staged, { mode: 0o700 });
  const { damaged } = await unpackLog(request.folder.wal, staged, base.manifest.startSegment);
  if (damaged.length > 0) log.warn({ damaged }, 'parts of the archived log are damaged: nothing after them can be restored');
  await writeFile(join(cluster, 'recovery.signal'), '');
  const identity = chooseIdentity(join(draft, 'absent'), { runAs, invokedBy });
  await handOver(cluster, identity);
  chmodSync(cluster, 0o700);
  const server = await EmbeddedPostgres.start({
    dataDir: draft,
    runAs,
    invokedBy,
    log,
    // One attempt: it waits as long as the server lives, and a server that gives up will do so again.
    startPatienceMs: 0,
    settings: { ...recoverySettings(at), archive_mode: 'off' },
  }).catch((error: unknown) => {
    throw new CannotRestore(explained(error as Error, at));
  });
  try {
    await request.check(server.owner, base);
    await request.settle(server.owner, base);
    await startNewEpoch(server.owner);
  } finally {
    await server.stop();
  }
  await rm(staged, { recursive: true, force: true });
}

function recoverySettings(at: Date | null): Record<string, string> {
  const fetch = process.platform === 'win32' ? `copy "${STAGED}\\%f" "%p"` : `cp "${STAGED}/%f" "%p"`;
  const usual = { restore_command: fetch, recovery_target_timeline: 'latest' };
  return at === null
    ? usual
    : { ...usual, recovery_target_time: at.toISOString().replace('T', ' ').replace('Z', '+00'), recovery_target_action: 'promote' };
}

function explained(error: Error, at: Date | null): string {
  if (at !== null && error.message.includes('before configured recovery target'))
    return `Nothing was archived that reaches ${at.toISOString()}. Restore without --at to get the last moment there is.`;
  return `The database could not be brought up: ${error.message}`;
}

async function handOver(folder: string, { drop }: Identity): Promise<void> {
  if (!drop) return;
  await chown(folder, drop.uid, drop.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await handOver(path, { name: '', drop });
    else await chown(path, drop.uid, drop.gid);
  }
}

/** What screens learnt after the moment restored did not happen: a new epoch makes each of them read everything anew. */
async function startNewEpoch(owner: PoolConfig): Promise<void> {
  const client = new Client(owner);
  await client.connect();
  try {
    // The time, so that two restores of one backup do not share an epoch.
    await client.query('UPDATE installation SET epoch = GREATEST(epoch + 1, extract(epoch FROM clock_timestamp())::bigint)');
  } finally {
    await client.end();
  }
}

async function copyFiles(folder: BackupFolder, base: Base, draft: string): Promise<void> {
  const whole = { recursive: true, preserveTimestamps: true } as const;
  if (existsSync(folder.blobs)) await cp(folder.blobs, join(draft, 'blobs'), whole);
  if (existsSync(join(base.folder, 'engine'))) await cp(join(base.folder, 'engine'), join(draft, 'engine'), whole);
  if (base.manifest.includesSecret) await cp(join(base.folder, 'secret'), join(draft, 'secret'), whole);
}
