import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Audit } from '../audit/audit.js';
import { AuditRepository } from '../audit/audit.repository.js';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { Clock } from '../platform/clock/clock.js';
import { loadConfig, type Config } from '../platform/config/config.js';
import { knownSecrets, RootSecret, SecretFile } from '../platform/config/root-secret.js';
import { Secrets } from '../platform/config/secrets.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { EmbeddedPostgres } from '../platform/database/embedded/supervisor.js';
import { ExternalPostgres } from '../platform/database/external.js';
import { Db, NONE_FITS, openDataKeys, readKnownKeys, rewrapKeys, type Ask, type Tx } from '../platform/database/index.js';
import { silent } from '../platform/database/log.js';
import { migrate } from '../platform/database/migrate.js';
import type { PostgresServer } from '../platform/database/postgres-server.js';
import { fileKeysOf, LocalBlobStore } from '../platform/storage/index.js';
import { resealFiles, resealRows } from './reseal.js';

const USAGE = `Puts the database under another secret. With the embedded database, stop the server first.

  npm run rotate-secret -- [--reseal | --reseal-only]

The secret lies in the data folder: a new one is made there, the old one is kept under another name.
The secret comes from TOCSIN_SECRET: set it to the new one and TOCSIN_SECRET_PREVIOUS to the old one.

  --reseal        afterwards encrypts everything that is stored anew, so that the old secret opens none of it
  --reseal-only   that alone, without another secret: for a --reseal that was cut off
`;
const FLAGS = {
  reseal: { type: 'boolean', default: false },
  'reseal-only': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;
/** How often the other nodes are given the time to learn a new key. */
const ASK_MS = 2_000;

const clock = new Clock();

async function openServer(config: Config): Promise<PostgresServer> {
  const { url, runAs, invokedBy } = config.database;
  if (url !== null) return ExternalPostgres.reach(config.database, url, silent);
  if (!existsSync(join(config.dataDir, 'postgres', 'PG_VERSION')))
    throw new Error(`There is no database in ${config.dataDir}. Set TOCSIN_DATA to the data folder.`);
  return EmbeddedPostgres.start({ dataDir: config.dataDir, runAs, invokedBy, log: silent });
}

const askOf =
  (tx: Tx): Ask =>
  (sql, params = []) =>
    tx.query(sql, params);

/** The secrets that may be in force now, and the one that shall be. */
class Change {
  private readonly file: SecretFile;

  constructor(private readonly config: Config) {
    this.file = new SecretFile(config.dataDir);
  }

  /** With `TOCSIN_SECRET` the file is no source of the product; here it may hold the old one. */
  async known(): Promise<RootSecret[]> {
    const inFolder = [await this.file.read(), await this.file.readNext()];
    return [...(await knownSecrets(this.config)), ...inFolder.filter((found) => found !== null)];
  }

  async wanted(inForce: RootSecret): Promise<RootSecret> {
    if (this.config.secret !== null) return new RootSecret(this.config.secret);
    const next = await this.file.readNext();
    // A rotation that was cut off after the database was changed: this is the rest of it.
    return next?.mark === inForce.mark ? next : this.file.makeNext();
  }

  /** Answers where the old secret is kept now. */
  async settle(): Promise<string | null> {
    if (this.config.secret === null) return existsSync(this.file.next) ? this.file.promoteNext(clock.now()) : null;
    const kept = await this.file.keepOld(clock.now());
    await rm(this.file.path, { force: true });
    return kept;
  }
}

async function rotate(db: Db, change: Change, inForce: RootSecret): Promise<void> {
  const to = await change.wanted(inForce);
  const changed = await db.transaction(async (tx) => {
    const done = await rewrapKeys(askOf(tx), { from: [inForce], to });
    if (done) await new Audit(new AuditRepository(db), clock).record(tx, 'system', 'secret.rotated', null);
    return done;
  });
  console.log(changed ? 'the keys are under the new secret' : 'the keys were under the new secret already');
  const kept = await change.settle();
  if (kept) console.log(`the old secret is kept in ${kept}`);
  console.log('backups made before now open with the old secret only: keep it as long as the last of them, and make a new backup now');
}

async function reseal(db: Db, config: Config): Promise<void> {
  const secrets = new Secrets(await newestSettled(db, config));
  const sealer = new Sealer(secrets);
  const record = (action: 'secret.reseal-started' | 'secret.resealed', detail: object): Promise<void> =>
    db.transaction((tx) => new Audit(new AuditRepository(db), clock).record(tx, 'system', action, null, detail));
  // Before the first value: one that is cut off changed something too, and a start without an end says so.
  await record('secret.reseal-started', { key: secrets.sealingId });
  const values = await resealRows((work) => db.transaction((tx) => work(askOf(tx))), sealer);
  console.log(`${values} values were sealed anew`);
  const blobs = await LocalBlobStore.open(join(config.dataDir, 'blobs'), fileKeysOf(secrets), clock);
  const files = await resealFiles(blobs);
  console.log(`${files} stored files were sealed anew`);
  await record('secret.resealed', { key: secrets.sealingId, entries: values + files });
}

/** Nobody else runs the embedded database; elsewhere no node may meet a value under a key that it has not heard of. */
async function newestSettled(db: Db, config: Config) {
  for (let said = false; ; said = true) {
    const keys = await readKnownKeys((sql, params) => db.query(sql, params), config);
    if (config.database.url === null) return keys.map((key) => ({ ...key, settled: true }));
    if (keys.every(({ settled }) => settled)) return keys;
    if (!said) console.log('waiting a minute, until every node has learnt the new key');
    await sleep(ASK_MS);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(2), options: FLAGS, strict: true });
  if (values.help) return console.log(USAGE);
  const config = loadConfig(process.env);
  const server = await openServer(config);
  // The supervisor's own waiting does not hold a process open.
  const awake = setInterval(() => undefined, 1_000);
  try {
    await migrate(server.owner, { migrations }, silent);
    const change = new Change(config);
    const never = (): never => {
      throw new Error('Nothing was ever started with this database: there is no secret to change.');
    };
    const { root } = await openDataKeys(server.owner, { first: never, known: () => change.known() });
    if (!root) throw new Error(NONE_FITS);
    const db = await Db.open({ connection: server.owner, entities, poolSize: 2 });
    try {
      if (!values['reseal-only']) await rotate(db, change, root);
      if (values.reseal || values['reseal-only']) await reseal(db, config);
    } finally {
      await db.close();
    }
  } finally {
    await server.stop();
    clearInterval(awake);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
