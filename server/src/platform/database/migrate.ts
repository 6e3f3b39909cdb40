import type { PoolConfig } from 'pg';
import { DataSource, MigrationExecutor } from 'typeorm';
import type { Entities } from './db.js';
import type { Log } from './log.js';
import type { Migration } from './migration.js';
import { PostgresNaming } from './naming.js';
import { quiet } from './quiet-logger.js';

export interface Schema {
  readonly entities: Entities;
  readonly migrations: readonly Migration[];
}

/** Any number that only we use: two nodes starting at once must not migrate at once. */
const LOCK = 7_461_637;

/** Brings the schema up to this release; answers the names of the migrations that ran. */
export async function migrate(owner: PoolConfig, { migrations }: Pick<Schema, 'migrations'>, log: Log): Promise<string[]> {
  return withOwner(owner, { entities: [], migrations }, async (source) => {
    const runner = source.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
      const executor = new MigrationExecutor(source, runner);
      executor.transaction = 'each';
      await refuseNewer(
        executor,
        source.migrations.map(({ name }) => name ?? ''),
      );
      const done = await executor.executePendingMigrations();
      for (const { name } of done) log.info({ migration: name }, 'migrated');
      return done.map(({ name }) => name);
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
      await runner.release();
    }
  });
}

/** Takes back every migration, newest first; for tests that each one can be undone. */
export async function revertAll(owner: PoolConfig, { migrations }: Pick<Schema, 'migrations'>): Promise<void> {
  await withOwner(owner, { entities: [], migrations }, async (source) => {
    for (let left = (await new MigrationExecutor(source).getExecutedMigrations()).length; left > 0; left -= 1)
      await source.undoLastMigration({ transaction: 'each' });
  });
}

/** What the entities say and the tables lack, or say otherwise. Constraints and indexes that only the SQL knows are no drift. */
export async function schemaDrift(owner: PoolConfig, { entities }: Pick<Schema, 'entities'>): Promise<string[]> {
  return withOwner(owner, { entities, migrations: [] }, async (source) => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query).filter((query) => !/^(DROP INDEX|ALTER TABLE \S+ DROP CONSTRAINT) /.test(query));
  });
}

async function withOwner<T>(owner: PoolConfig, { entities, migrations }: Schema, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = new DataSource({
    type: 'postgres',
    entities: [...entities] as never[],
    migrations: [...migrations] as never[],
    migrationsTableName: 'schema_migration',
    namingStrategy: new PostgresNaming(),
    logger: quiet,
    installExtensions: false,
    poolSize: 2,
    poolErrorHandler: () => undefined,
    extra: { ...owner, application_name: 'tocsin-migrate' },
  });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

/** An older release must not write into tables it does not understand. */
async function refuseNewer(executor: MigrationExecutor, known: readonly string[]): Promise<void> {
  const unknown = (await executor.getExecutedMigrations()).filter(({ name }) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(
      `The database was already migrated by a newer release (${unknown.map(({ name }) => name).join(', ')}). Start that release, or restore a backup from before it.`,
    );
}
