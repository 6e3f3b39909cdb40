import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotRunDatabase, canReach, type Identity } from './identity.js';
import { own } from './initialise.js';

export type Transport = 'socket' | 'tcp';

const SOCKET_NAME = '/.s.PGSQL.5432.lock';
/** sun_path of the narrowest system we run on (macOS: 104 with its end mark). */
const LONGEST = 103;

/** A folder for the socket that only the database's user and we can enter, with a name the kernel accepts. */
export function prepareSocketDir(dataDir: string, identity: Identity): string {
  const near = join(dataDir, 'run');
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const candidates = [near, join(tmpdir(), `tocsin-${hash}`), `/tmp/tocsin-${hash}`];
  const faults: string[] = [];
  for (const folder of candidates) {
    if (folder.length + SOCKET_NAME.length > LONGEST) continue;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      ours(folder, identity);
      own(folder, identity);
      chmodSync(folder, 0o700);
      if (canReach(identity, folder)) return folder;
    } catch (error) {
      faults.push((error as Error).message);
    }
  }
  throw new CannotRunDatabase(`No folder for the database's socket could be made: ${faults.join('; ')}`);
}

/** In a folder everyone may write to, the name may have been taken by someone else, or be a link to elsewhere. */
function ours(folder: string, identity: Identity): void {
  const found = lstatSync(folder);
  const allowed = [process.getuid?.(), identity.drop?.uid];
  if (!found.isDirectory() || (process.getuid && !allowed.includes(found.uid))) throw new Error(`${folder} belongs to someone else`);
}

export function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
