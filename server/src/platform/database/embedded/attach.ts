import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import type { Config } from '../../config/config.js';
import type { Log } from '../log.js';
import { OWNER } from './initialise.js';
import { findRunning } from './postmaster.js';
import { EmbeddedPostgres } from './supervisor.js';

export interface Attached {
  readonly owner: PoolConfig;
  readonly cluster: string;
  /** Whether somebody else runs it, and goes on when we leave. */
  readonly shared: boolean;
  readonly stop: () => Promise<void>;
}

/** The embedded database, beside the server that runs it or, when none does, started for as long as it is needed. */
export async function attach(config: Pick<Config, 'dataDir' | 'database'>, log: Log): Promise<Attached> {
  const { dataDir, database } = config;
  const cluster = join(dataDir, 'postgres');
  if (!existsSync(join(cluster, 'PG_VERSION'))) throw new Error(`There is no database in ${dataDir}. Set TOCSIN_DATA to the data folder.`);
  const running = findRunning(cluster);
  if (running) {
    const password = join(dataDir, 'postgres-password');
    const secret = existsSync(password) ? { password: readFileSync(password, 'utf8').trim() } : {};
    const owner = { host: running.socketDir || '127.0.0.1', port: running.port, user: OWNER, database: 'tocsin', ...secret };
    return { owner, cluster, shared: true, stop: () => Promise.resolve() };
  }
  const server = await EmbeddedPostgres.start({ dataDir, runAs: database.runAs, invokedBy: database.invokedBy, log });
  return { owner: server.owner, cluster, shared: false, stop: () => server.stop() };
}
