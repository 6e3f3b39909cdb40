import 'reflect-metadata';
import { join } from 'node:path';
import { AuditRepository } from '../audit/audit.repository.js';
import { verdictLine, witnessIn } from '../audit/verify.js';
import { verifyLog, type Witness } from '../audit/walk.js';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { loadConfig, type Config } from '../platform/config/config.js';
import { findRunning } from '../platform/database/embedded/postmaster.js';
import { ExternalPostgres } from '../platform/database/external.js';
import { Db, startDatabase, type DbOptions } from '../platform/database/index.js';
import { silent } from '../platform/database/log.js';
import { APP_ROLE } from '../platform/database/roles.js';

const USAGE = 'usage: verify-audit [--head STREAM:SEQ:HASH]   (a head noted earlier, kept outside the database)';

interface Reading {
  db: Db;
  close: () => Promise<void>;
}

/** Beside a running server it reads through the same PostgreSQL; otherwise it starts it for the time of the walk. */
async function open(config: Config): Promise<Reading> {
  const { url } = config.database;
  // Never through the start of the product, which would migrate what is to be looked at.
  if (url !== null) return reading(await (await ExternalPostgres.reach(config.database, url, silent)).app());
  const running = findRunning(join(config.dataDir, 'postgres'));
  if (running && running.socketDir !== '')
    return reading({ host: running.socketDir, port: running.port, database: 'tocsin', user: APP_ROLE });
  const { db, stop } = await startDatabase(config, { migrations, entities }, silent);
  return { db, close: stop };
}

async function reading(connection: DbOptions['connection']): Promise<Reading> {
  const db = await Db.open({ connection, entities, poolSize: 2 });
  return { db, close: () => db.close() };
}

function witnessFrom(args: readonly string[]): Witness | undefined {
  if (args.length === 0) return undefined;
  const given = args[0]?.startsWith('--head=') ? args[0].slice('--head='.length) : args[0] === '--head' ? args[1] : undefined;
  const witness = witnessIn(given ?? '');
  if (!witness) throw new Error(USAGE);
  return witness;
}

async function main(): Promise<number> {
  const witness = witnessFrom(process.argv.slice(2));
  const { db, close } = await open(loadConfig(process.env));
  try {
    const verdicts = await verifyLog(new AuditRepository(db), witness);
    for (const verdict of verdicts) console.log(verdictLine(verdict));
    if (witness && !verdicts.some(({ stream }) => stream === witness.stream)) {
      console.log(`${witness.stream}: BROKEN: the whole stream is missing`);
      return 1;
    }
    return verdicts.some(({ broken }) => broken) ? 1 : 0;
  } finally {
    await close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
