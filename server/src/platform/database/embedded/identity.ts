import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** The system user the embedded server runs as. `drop` is set when we are root and must hand over. */
export interface Identity {
  readonly name: string;
  readonly drop: { readonly uid: number; readonly gid: number } | null;
}

export class CannotRunDatabase extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotRunDatabase';
  }
}

export interface RunAs {
  readonly runAs: string | null;
  /** Who called sudo, if anyone did. */
  readonly invokedBy: string | null;
}

export function chooseIdentity(clusterDir: string, { runAs, invokedBy }: RunAs): Identity {
  const owner = ownerOf(clusterDir);
  if (process.getuid?.() !== 0) return ownIdentity(clusterDir, owner);
  if (runAs !== null) return named(runAs) ?? refuse(`TOCSIN_POSTGRES_USER names ${runAs}, which is no user of this system`);
  // The files of an existing database decide: another user could not even read them.
  if (owner !== null && owner !== 0)
    return (
      named(String(owner)) ??
      refuse(`${clusterDir} belongs to user id ${owner}, which has no name on this system. Set TOCSIN_POSTGRES_USER`)
    );
  for (const name of ['postgres', invokedBy, 'nobody']) {
    const found = name === null ? null : named(name);
    if (found !== null) return found;
  }
  return refuse(
    'PostgreSQL does not run as root and no user to run it as was found. Start as another user, or create one (useradd --system postgres), or name one with TOCSIN_POSTGRES_USER',
  );
}

/** Whether that user can walk down to the folder. */
export function canReach(identity: Identity, folder: string): boolean {
  const { drop } = identity;
  if (drop === null) return true;
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === drop.uid ? 0o100 : gid === drop.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function ownIdentity(clusterDir: string, owner: number | null): Identity {
  const self = process.getuid?.();
  if (owner !== null && self !== undefined && owner !== self) {
    const name = userInfo().username;
    refuse(
      `The database in ${clusterDir} belongs to another user, perhaps because it was first started by root. Start as that user again, or hand it over: chown -R ${name} ${clusterDir}`,
    );
  }
  return { name: userInfo().username, drop: null };
}

function named(user: string): Identity | null {
  try {
    const ask = (flag: string): string =>
      execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const uid = Number(ask('-u'));
    return uid === 0 ? null : { name: ask('-un'), drop: { uid, gid: Number(ask('-g')) } };
  } catch {
    return null;
  }
}

function ownerOf(folder: string): number | null {
  try {
    return statSync(folder).uid;
  } catch {
    return null;
  }
}

function refuse(message: string): never {
  throw new CannotRunDatabase(`${message}. Any PostgreSQL from 15 on will do as well: set DATABASE_URL.`);
}
