import { BackupFolder } from '../backup/backup-folder.js';
import type { Config } from '../config/config.js';
import { firstSecret, knownSecrets, RootSecret, SecretFile } from '../config/root-secret.js';
import type { Secrets } from '../config/secrets.js';
import { openDataKeys } from './data-keys.js';
import { Db } from './db.js';
import { switchArchiving } from './embedded/archiving.js';
import { EmbeddedPostgres } from './embedded/supervisor.js';
import { ExternalPostgres, UnfitDatabase } from './external.js';
import { watchDiskWith } from './faults.js';
import type { Log } from './log.js';
import { migrate, type Schema } from './migrate.js';
import type { PostgresServer } from './postgres-server.js';

export interface RunningDatabase {
  readonly db: Db;
  readonly server: PostgresServer;
  readonly secrets: Secrets;
  /** Closes the pool, then stops the embedded server and waits for it. Call it last. */
  stop(): Promise<void>;
}

/** Database server, schema and pool, in that order; whatever fails half-way is put down again. */
export async function startDatabase(config: Config, schema: Schema, log: Log): Promise<RunningDatabase> {
  const server = await openServer(config, log);
  try {
    await migrate(server.owner, schema, log);
    const secrets = await openSecrets(server, config, log);
    const db = await Db.open({
      connection: await server.app(),
      entities: schema.entities,
      poolSize: config.database.poolSize,
      onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    });
    await warnOfPlainCharacters(db, log);
    return { db, server, secrets, stop: () => db.close().finally(() => server.stop()) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function openServer(config: Config, log: Log): Promise<PostgresServer> {
  const { url, runAs, invokedBy } = config.database;
  if (url !== null) return ExternalPostgres.reach(config.database, url, log);
  const server = await EmbeddedPostgres.start({ dataDir: config.dataDir, runAs, invokedBy, log });
  watchDiskWith(() => server.diskIsFull());
  const { archive, dir, archiveSeconds } = config.backup;
  const wanted = archive === 'on' || (archive === 'auto' && new BackupFolder(dir).hasBase());
  if (!(await switchArchiving(server.owner, wanted, archiveSeconds)))
    log.warn({}, 'the running PostgreSQL archives nothing until it was stopped in order and started again');
  return server;
}

/**
 * Personal data is encrypted under keys that the secret opens. Where none of the known secrets does, none is made: the embedded database opens
 * without, to be read only. A node of several is refused, since the others have the right one.
 */
async function openSecrets({ owner, kind }: PostgresServer, config: Config, log: Log): Promise<Secrets> {
  const { secrets, root } = await openDataKeys(owner, { first: () => firstSecret(config), known: () => knownSecrets(config) });
  if (root && config.secret !== null && root.mark !== new RootSecret(config.secret).mark)
    log.warn({}, 'the database is still under TOCSIN_SECRET_PREVIOUS: run npm run rotate-secret, then unset it');
  if (root && config.secret === null) await finishRotation(config.dataDir, root);
  if (!secrets.lost || kind === 'embedded') return secrets;
  throw new UnfitDatabase(
    'This database was set up with another secret. Give TOCSIN_SECRET (or the file `secret` of the data folder) the value it had: personal data cannot be read without it.',
  );
}

/** A rotation was cut off after the database was put under the new secret and before the file had its name. */
async function finishRotation(dataDir: string, root: RootSecret): Promise<void> {
  const file = new SecretFile(dataDir);
  const next = await file.readNext().catch(() => null);
  // Of several nodes that share the folder another one may have done it already.
  if (next?.mark === root.mark) await file.promoteNext(new Date()).catch(ignoreAbsent);
}

function ignoreAbsent(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** Where the character type is plain C, a Chinese text has no trigrams and search by fragment finds nothing, silently. */
async function warnOfPlainCharacters(db: Db, log: Log): Promise<void> {
  const [row] = await db.query<{ similar: number }>(`SELECT similarity('航空公司退款', '航空公司') AS similar`);
  if (row === undefined || row.similar > 0) return;
  log.warn(
    {},
    'This database cannot compare Chinese text: create it anew with LC_CTYPE C.UTF-8 (or another UTF-8 locale), or search by fragment will find nothing.',
  );
}
