import type { PoolConfig } from 'pg';

/** A PostgreSQL we may use, whoever runs it. */
export interface PostgresServer {
  readonly kind: 'embedded' | 'external';
  /** For migrations. */
  readonly owner: PoolConfig;
  /** For the running product; complete only once the migrations have run. */
  app(): Promise<PoolConfig>;
  stop(): Promise<void>;
}
