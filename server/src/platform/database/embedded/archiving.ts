import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type PoolConfig } from 'pg';
import type { Identity } from './identity.js';
import { own } from './initialise.js';

/**
 * PostgreSQL hands finished segments of its log over in this folder of the cluster, where it may always write; the server carries them to
 * the backup folder, which may lie where PostgreSQL's own user cannot go.
 */
export const OUTBOX = 'tocsin_archive';

/** `archive_mode` alone needs a restart, so it is always on; the rest is switched while the server runs. */
export const ARCHIVE_SETTINGS = { archive_mode: 'on', 'basic_archive.archive_directory': OUTBOX };

export function makeOutbox(cluster: string, identity: Identity): void {
  const outbox = join(cluster, OUTBOX);
  mkdirSync(outbox, { recursive: true, mode: 0o700 });
  own(outbox, identity);
}

/** False: this server was started by an older release and archives nothing until it is started again. */
export async function switchArchiving(owner: PoolConfig, on: boolean, seconds: number): Promise<boolean> {
  const client = new Client({ ...owner, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ mode: string }>(`SELECT current_setting('archive_mode') AS mode`);
    if (rows[0]?.mode === 'off') return !on;
    const set = async (name: string, value: string): Promise<unknown> => client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
    // Both empty would keep every segment for ever; this command takes each for archived.
    await set('archive_command', on ? '' : 'exit 0');
    await set('archive_library', on ? 'basic_archive' : '');
    await set('archive_timeout', on ? `${seconds}s` : '0');
    await client.query('SELECT pg_reload_conf()');
    return true;
  } finally {
    await client.end();
  }
}
