import type { Config } from '../config/config.js';
import { Db } from './db.js';
import { EmbeddedPostgres } from './embedded/supervisor.js';
import { ExternalPostgres } from './external.js';
import { watchDiskWith } from './faults.js';
import type { Log } from './log.js';
import { migrate, type Schema } from './migrate.js';
import type { PostgresServer } from './postgres-server.js';

export interface RunningDatabase {
  readonly db: Db;
  readonly server: PostgresServer;
  /** Closes the pool, then stops the embedded server and waits for it. Call it last. */
  stop(): Promise<void>;
}

/** Database server, schema and pool, in that order; whatever fails half-way is put down again. */
export async function startDatabase(config: Config, schema: Schema, log: Log): Promise<RunningDatabase> {
  const server = await openServer(config, log);
  try {
    await migrate(server.owner, schema, log);
    const db = await Db.open({
      connection: await server.app(),
      entities: schema.entities,
      poolSize: config.database.poolSize,
      onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    });
    await warnOfPlainCharacters(db, log);
    return { db, server, stop: () => db.close().finally(() => server.stop()) };
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
  return server;
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
