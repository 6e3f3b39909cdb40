import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { APP_ROLE } from '../roles.js';
import type { Identity } from './identity.js';
import { own, OWNER } from './initialise.js';

/**
 * Who may connect: on a socket, the system user this server runs as, proven by the kernel, so there is no password
 * to leak; over TCP (Windows has no peer proof), the roles with the password kept in the data folder.
 */
export function writeAccessFiles(cluster: string, identity: Identity, transport: 'socket' | 'tcp'): boolean {
  const rule = transport === 'socket' ? 'local all all peer map=tocsin' : 'host all all 127.0.0.1/32 scram-sha-256';
  const users = [...new Set([userInfo().username, identity.name])];
  const map = users.flatMap((user) => [OWNER, APP_ROLE].map((role) => `tocsin "${user}" ${role}`));
  const changed = [put(join(cluster, 'pg_hba.conf'), `${rule}\n`), put(join(cluster, 'pg_ident.conf'), `${map.join('\n')}\n`)];
  for (const name of ['pg_hba.conf', 'pg_ident.conf']) own(join(cluster, name), identity);
  return changed.includes(true);
}

function put(path: string, text: string): boolean {
  if (readFileSync(path, 'utf8') === text) return false;
  writeFileSync(path, text, { mode: 0o600 });
  return true;
}
