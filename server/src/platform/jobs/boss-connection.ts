import type PgBoss from 'pg-boss';
import type { Db, Tx } from '../database/db.js';

interface RawClient {
  query: (text: string, values?: unknown[]) => Promise<{ rows: never[] }>;
}

// The schema was made by a migration; the application role may not create one, and PostgreSQL refuses before it looks whether it exists.
const CREATE_SCHEMA = /CREATE SCHEMA IF NOT EXISTS \w+\s*;/;

/** Lets pg-boss use our pool instead of opening a second one. */
export function bossConnection(db: Db): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      const runner = db.source.createQueryRunner();
      try {
        const client = (await runner.connect()) as RawClient;
        return await run(client, text.replace(CREATE_SCHEMA, ''), values as unknown[] | undefined);
      } finally {
        await runner.release();
      }
    },
  };
}

/** The connection of an open transaction: the job exists when, and only when, the transaction commits. */
export function transactionConnection(tx: Tx): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      const client = (await tx.queryRunner?.connect()) as RawClient | undefined;
      if (!client) throw new Error('a job is sent inside an open transaction');
      return client.query(text, values);
    },
  };
}

/** Some of its statements are scripts with their own BEGIN: a failed one must not leave the pooled connection in that transaction. */
async function run(client: RawClient, text: string, values?: unknown[]): Promise<{ rows: never[] }> {
  try {
    return await client.query(text, values?.length ? values : undefined);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
