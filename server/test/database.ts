import { randomBytes } from 'node:crypto';
import { Client, type PoolConfig } from 'pg';
import { entities } from '../src/entities.js';
import { Db } from '../src/platform/database/db.js';
import { APP_ROLE } from '../src/platform/database/roles.js';

export interface TestDatabase {
  readonly name: string;
  /** May do anything, for arranging and for looking. */
  readonly owner: PoolConfig;
  /** What the product connects as. */
  readonly app: PoolConfig;
  /** The same as `owner`, for a `Config`. */
  readonly url: string;
  openDb(poolSize?: number): Promise<Db>;
  /** Closes what `openDb` opened and drops the database. */
  drop(): Promise<void>;
}

interface Harness extends PoolConfig {
  template: string;
}

/** A migrated database of its own, copied from the template in a few tens of milliseconds. */
export async function createTestDatabase(from: 'template' | 'empty' = 'template'): Promise<TestDatabase> {
  const { template, ...server } = harness();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE ${from === 'template' ? template : 'template0'}`);
  const owner = { ...server, database: name };
  const app = { ...owner, user: APP_ROLE };
  const opened: Db[] = [];
  return {
    name,
    owner,
    app,
    url: `postgres://${server.user}@${encodeURIComponent(server.host ?? '')}:${server.port}/${name}`,
    openDb: async (poolSize = 10) => {
      const db = await Db.open({ connection: app, entities, poolSize });
      opened.push(db);
      return db;
    },
    drop: async () => {
      await Promise.all(opened.map((db) => db.close()));
      await asAdmin(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

export async function asAdmin(server: PoolConfig, sql: string): Promise<void> {
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Runs one statement as the owner of a test database. */
export async function asOwner<T>(database: TestDatabase, sql: string, params: unknown[] = []): Promise<T[]> {
  const client = new Client(database.owner);
  await client.connect();
  try {
    return (await client.query(sql, params)).rows as T[];
  } finally {
    await client.end();
  }
}

function harness(): Harness {
  const given = process.env['TOCSIN_TEST_DATABASE'];
  if (given === undefined) throw new Error('integration tests run through jest.int.config.js, which starts the database');
  return JSON.parse(given) as Harness;
}
