import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { CannotRunDatabase, canReach, type Identity } from './identity.js';

export const OWNER = 'tocsin';
export const MAJOR = '18';

/** Chinese text has trigrams only where the character class is UTF-8's: under plain C there are none at all. */
const CHARACTER_TYPES = process.platform === 'win32' ? ['en-US.UTF-8', 'C'] : ['C.UTF-8', 'en_US.UTF-8', 'C'];

export interface Creation {
  readonly password: string | null;
  readonly durable: boolean;
}

/** Makes the cluster in a folder aside and renames it when complete, so a kill half-way leaves nothing that looks like a database. */
export function initialise(cluster: string, binaries: Binaries, identity: Identity, { password, durable }: Creation): void {
  removeDrafts(cluster);
  if (isCluster(cluster)) return;
  const draft = `${cluster}.init-${process.pid}-${randomBytes(3).toString('hex')}`;
  mkdirSync(draft, { mode: 0o700 });
  own(draft, identity);
  let failure = '';
  for (const type of CHARACTER_TYPES) {
    failure = runInitdb(draft, binaries, identity, { password, durable }, type);
    if (failure === '') {
      renameSync(draft, cluster);
      syncFolder(dirname(cluster));
      return;
    }
  }
  rmSync(draft, { recursive: true, force: true });
  throw new CannotRunDatabase(`The database could not be created: ${failure}`);
}

/** A folder for the PostgreSQL user; on Linux it may lie where that user cannot walk to, see `pathFor`. */
export function own(path: string, identity: Identity): void {
  if (identity.drop) chownSync(path, identity.drop.uid, identity.drop.gid);
}

/**
 * How the server is told its folder. Below a home folder closed to it, the folder is reached through the working
 * directory, which the kernel resolves without walking the path; elsewhere the plain path reads better in `ps`.
 */
export function pathFor(folder: string, identity: Identity): string {
  if (canReach(identity, folder)) return folder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new CannotRunDatabase(
    `User ${identity.name}, who runs the database, cannot reach ${folder}. Set TOCSIN_DATA to a folder outside of closed home folders`,
  );
}

function isCluster(cluster: string): boolean {
  if (!existsSync(cluster)) return false;
  const marker = join(cluster, 'PG_VERSION');
  if (existsSync(marker)) {
    const version = readFileSync(marker, 'utf8').trim();
    if (version === MAJOR) return true;
    throw new CannotRunDatabase(
      `${cluster} was made by PostgreSQL ${version}, this release runs ${MAJOR}. Export it with the release that made it, or serve it yourself and set DATABASE_URL`,
    );
  }
  if (readdirSync(cluster).length > 0)
    throw new CannotRunDatabase(`${cluster} holds files but no database. Move it away or set TOCSIN_DATA`);
  rmdirSync(cluster);
  return false;
}

/** The initdb of a killed start lives on for a moment and writes into the folder being removed, until it finds its files gone. */
function removeDrafts(cluster: string): void {
  const prefix = `${basename(cluster)}.init-`;
  for (const name of readdirSync(dirname(cluster))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

function runInitdb(draft: string, binaries: Binaries, identity: Identity, { password, durable }: Creation, type: string): string {
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${type}`];
  const args = [
    '-D',
    pathFor(draft, identity),
    '-U',
    OWNER,
    '--encoding=UTF8',
    ...locale,
    '--auth-local=peer',
    '--auth-host=scram-sha-256',
  ];
  if (!durable) args.push('--no-sync');
  const passwordFile = `${draft}.password`;
  if (password !== null) {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    own(passwordFile, identity);
    args.push(`--pwfile=${passwordFile}`);
  }
  const done = spawnSync(binaries.initdb, args, { ...identity.drop, cwd: draft, env: childEnv(), encoding: 'utf8', windowsHide: true });
  rmSync(passwordFile, { force: true });
  if (done.status === 0) return '';
  return done.error?.message ?? (done.stderr.trim() || `initdb ended with ${done.status ?? done.signal}`);
}

/** Nothing of our environment reaches PostgreSQL: secrets stay here, and PG* variables of the user's shell change nothing. */
export function childEnv(): Record<string, string> {
  const { SystemRoot = '' } = process.platform === 'win32' ? { SystemRoot: 'C:\\Windows' } : {};
  return { PATH: '/usr/bin:/bin', LC_ALL: '', ...(SystemRoot === '' ? {} : { SystemRoot }) };
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
