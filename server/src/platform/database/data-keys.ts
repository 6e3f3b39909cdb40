import { randomBytes } from 'node:crypto';
import { Client, type PoolConfig } from 'pg';
import { knownSecrets, type RootSecret } from '../config/root-secret.js';
import type { Config } from '../config/config.js';
import { KEY_BYTES, Secrets, type DataKey } from '../config/secrets.js';
import type { Db } from './db.js';
import { UnfitDatabase } from './external.js';

/** Until every node has asked for new keys; they ask more often than that. */
const SETTLED_AFTER = '60 seconds';

interface Installation {
  id: string;
  secret_check: string | null;
  has_data_keys: boolean;
}
interface KeyRow {
  id: number;
  wrapped: Buffer;
  settled: boolean;
}
export type Ask = <T extends object>(sql: string, params?: unknown[]) => Promise<T[]>;

export interface SecretSources {
  /** Of an installation that has none yet. */
  readonly first: () => Promise<RootSecret>;
  readonly known: () => Promise<readonly RootSecret[]>;
}

export interface OpenedKeys {
  readonly secrets: Secrets;
  /** What opened them; null when nothing did. */
  readonly root: RootSecret | null;
}

/**
 * The keys that the database holds, opened with whichever known secret it was put under. The first start makes them; a database from before
 * there were any gets the key that its secret always stood for. Where no known secret fits, nothing is made and nothing is written.
 */
export async function openDataKeys(owner: PoolConfig, { first: makeFirst, known: readKnown }: SecretSources): Promise<OpenedKeys> {
  return inTransaction(owner, async (ask) => {
    const installation = await lockInstallation(ask);
    const first = installation.secret_check === null ? await makeFirst() : null;
    if (first) await ask('UPDATE installation SET secret_check = $1', [first.mark]);
    const check = first?.mark ?? installation.secret_check;
    const known = await readKnown();
    const root = known.find(({ mark }) => mark === check) ?? null;
    if (!root) return { secrets: Secrets.without(known.length > 0 ? 'wrong' : 'missing'), root: null };
    if (!installation.has_data_keys) {
      // Random for a new installation, so that nothing hangs on the secret but the wrapping.
      const bytes = first ? randomBytes(KEY_BYTES) : root.firstDataKey();
      await addKey(ask, root, { id: 0, bytes }, installation.id);
      await ask('UPDATE installation SET has_data_keys = true');
    }
    return { secrets: new Secrets(await readKeys(ask, [root], installation.id)), root };
  });
}

/** Asked again and again by a running node, whose secrets may meanwhile be others. Keys it cannot open are left out. */
export async function readKnownKeys(ask: Ask, config: Config): Promise<DataKey[]> {
  const [installation] = await ask<Installation>('SELECT id, secret_check, has_data_keys FROM installation');
  const roots = (await knownSecrets(config)).filter(({ mark }) => mark === installation?.secret_check);
  return installation ? readKeys(ask, roots, installation.id) : [];
}

/** For a thread of a node that has opened them. */
export async function secretsOf(db: Db, config: Config): Promise<Secrets> {
  const keys = await readKnownKeys((sql, params) => db.query(sql, params), config);
  if (keys.length === 0) throw new Error('the secret does not open the keys of the database');
  return new Secrets(keys);
}

export interface Rotation {
  readonly from: readonly RootSecret[];
  readonly to: RootSecret;
}

/**
 * Puts every data key under another secret and adds a new one for what is sealed from now on: in one transaction, all at once or not at all.
 * False when the new secret was in force already.
 */
export async function rewrapKeys(ask: Ask, { from, to }: Rotation): Promise<boolean> {
  const installation = await lockInstallation(ask);
  if (installation.secret_check === to.mark) return false;
  const old = from.find(({ mark }) => mark === installation.secret_check);
  if (!old || !installation.has_data_keys) throw new UnfitDatabase(NONE_FITS);
  const keys = await readKeys(ask, [old], installation.id);
  for (const key of keys) await ask('UPDATE data_key SET wrapped = $2 WHERE id = $1', [key.id, to.wrap(key, installation.id)]);
  const id = Math.max(...keys.map((key) => key.id)) + 1;
  await addKey(ask, to, { id, bytes: randomBytes(KEY_BYTES) }, installation.id);
  await ask('UPDATE installation SET secret_check = $1', [to.mark]);
  return true;
}

export const NONE_FITS = 'None of the secrets given opens this database: nothing was changed. TOCSIN_SECRET_PREVIOUS must be the old one.';

async function lockInstallation(ask: Ask): Promise<Installation> {
  const [installation] = await ask<Installation>('SELECT id, secret_check, has_data_keys FROM installation FOR UPDATE');
  if (!installation) throw new UnfitDatabase('The row that names this installation is missing: restore a backup.');
  return installation;
}

async function readKeys(ask: Ask, roots: readonly RootSecret[], installation: string): Promise<DataKey[]> {
  const rows = await ask<KeyRow>(
    `SELECT id, wrapped, id = 0 OR created_at < now() - interval '${SETTLED_AFTER}' AS settled FROM data_key ORDER BY id`,
  );
  if (rows[0]?.id !== 0)
    throw new UnfitDatabase('The keys of this database are missing (table data_key): restore a backup, or personal data cannot be read.');
  return roots.flatMap((root) => rows.map(({ id, wrapped, settled }) => ({ id, bytes: root.unwrap(id, wrapped, installation), settled })));
}

async function addKey(ask: Ask, root: RootSecret, key: Pick<DataKey, 'id' | 'bytes'>, installation: string): Promise<void> {
  await ask('INSERT INTO data_key (id, wrapped) VALUES ($1, $2)', [key.id, root.wrap(key, installation)]);
}

async function inTransaction<T>(owner: PoolConfig, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new Client(owner);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    const done = await work(async <R extends object>(sql: string, params: unknown[] = []) => (await client.query<R>(sql, params)).rows);
    await client.query('COMMIT');
    return done;
  } finally {
    // A transaction that was not committed ends with its connection.
    await client.end().catch(() => undefined);
  }
}
