import { Client, type PoolConfig } from 'pg';
import type { DatabaseConfig } from '../config/config.js';
import type { Log } from './log.js';
import type { PostgresServer } from './postgres-server.js';
import { APP_ROLE } from './roles.js';

const OLDEST = 150_000;

export class UnfitDatabase extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnfitDatabase';
  }
}

/** A PostgreSQL someone else runs. */
export class ExternalPostgres implements PostgresServer {
  readonly kind = 'external';
  readonly owner: PoolConfig;

  private constructor(
    private readonly config: DatabaseConfig,
    private readonly url: string,
    private readonly log: Log,
  ) {
    this.owner = { connectionString: config.migrationUrl ?? url };
  }

  static async reach(config: DatabaseConfig, url: string, log: Log): Promise<ExternalPostgres> {
    const server = new ExternalPostgres(config, url, log);
    await server.check();
    return server;
  }

  /**
   * The login of `DATABASE_URL` owns the tables it migrated, and an owner may do anything; so sessions step down to the
   * application's role. Where that role could not be made the insert-only triggers are the only lock, and we say so.
   */
  async app(): Promise<PoolConfig> {
    if (this.config.migrationUrl !== null) return { connectionString: this.url };
    const [row] = await this.ask<{ may: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}' AND pg_has_role(current_user, oid, 'MEMBER')) AS may`,
    );
    if (row?.may === true) return { connectionString: withRole(this.url) };
    this.log.warn(
      {},
      `This database login may not use the role ${APP_ROLE}, so the product runs as the owner of its tables and only triggers guard insert-only records. ` +
        `Let an administrator run: CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO <this login>; before the first start.`,
    );
    return { connectionString: this.url };
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  private async check(): Promise<void> {
    const [row] = await this.ask<{ version: number; encoding: string; read_only: string }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding, current_setting('transaction_read_only') AS read_only`,
    );
    if (row === undefined || row.version < OLDEST)
      throw new UnfitDatabase(`DATABASE_URL: PostgreSQL 15 or newer is needed, this is ${row?.version}`);
    if (row.encoding !== 'UTF8') throw new UnfitDatabase(`DATABASE_URL: the database must have encoding UTF8, it has ${row.encoding}`);
    if (row.read_only === 'on') throw new UnfitDatabase('DATABASE_URL points to a read-only replica; the primary is needed');
  }

  private async ask<T>(sql: string): Promise<T[]> {
    const client = new Client({ ...this.owner, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(sql)).rows as T[];
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** As a start-up option, so that every session of the pool has it before its first statement. */
export function withRole(url: string): string {
  const option = encodeURIComponent(`-c role=${APP_ROLE}`);
  if (/[?&]options=/.test(url)) return url.replace(/([?&]options=)/, `$1${option}%20`);
  return `${url}${url.includes('?') ? '&' : '?'}options=${option}`;
}
