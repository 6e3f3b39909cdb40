import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolConfig } from 'pg';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { copyFrom, copyTo } from './copy.js';
import { asProblem, isConflict, isUnavailable, wasNeverSent } from './faults.js';
import { type Listening, listenOn } from './listener.js';
import { PostgresNaming } from './naming.js';
import { quiet } from './quiet-logger.js';

/** The open transaction, handed down to every repository call that belongs to it. */
export type Tx = EntityManager;
export type Entities = readonly EntityTarget<ObjectLiteral>[];
export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

const ATTEMPTS = 5;
type Read = <R>(sql: string, params: readonly unknown[]) => Promise<R[]>;

export interface DbOptions {
  readonly connection: PoolConfig;
  readonly entities: Entities;
  readonly poolSize: number;
  readonly onPoolError?: (error: Error) => void;
}

/** The one door to PostgreSQL. */
@Injectable()
export class Db {
  /** The moment that whoever runs here reads at. */
  private readonly reading = new AsyncLocalStorage<Read>();

  private constructor(
    readonly source: DataSource,
    /** For a thread that opens a pool of its own on the same database. */
    readonly connection: PoolConfig,
  ) {}

  static async open({ connection, entities, poolSize, onPoolError }: DbOptions): Promise<Db> {
    const source = new DataSource({
      type: 'postgres',
      entities: [...entities] as never[],
      namingStrategy: new PostgresNaming(),
      logger: quiet,
      synchronize: false,
      // The application makes its own UUIDv7; without this TypeORM tries to create an extension at every start.
      installExtensions: false,
      poolSize,
      connectTimeoutMS: 10_000,
      poolErrorHandler: onPoolError ?? ignore,
      extra: { ...connection, application_name: 'tocsin', idleTimeoutMillis: 60_000 },
    });
    await source.initialize();
    return new Db(source, connection);
  }

  /**
   * Runs the work in one transaction. A deadlock or serialization failure runs it anew, so the work may touch nothing
   * but the database. A connection lost half-way is not retried: the commit may have happened.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>, isolation: Isolation = 'READ COMMITTED'): Promise<T> {
    let begun = false;
    const run = () =>
      this.source.transaction(isolation, (tx) => {
        begun = true;
        return work(tx);
      });
    return retrying(run, (error) => isConflict(error) || (!begun && isUnavailable(error)));
  }

  /**
   * Everything read inside `work` is read at one moment: numbers of one screen agree with each other. Its queries take turns on one
   * connection, whoever makes them.
   */
  async snapshot<T>(work: () => Promise<T>): Promise<T> {
    if (this.reading.getStore()) return work();
    return this.transaction(async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      let turn: Promise<unknown> = Promise.resolve();
      const read: Read = <R>(sql: string, params: readonly unknown[]): Promise<R[]> => {
        const answer = turn.then(() => tx.query<R[]>(sql, [...params]));
        turn = answer.catch(() => undefined);
        return answer;
      };
      return this.reading.run(read, work);
    }, 'REPEATABLE READ');
  }

  query<T = unknown>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    const read = this.reading.getStore();
    if (read) return read<T>(sql, params);
    return retrying(() => this.source.query<T[]>(sql, [...params]), wasNeverSent);
  }

  /**
   * A statement that each connection parses and plans only once, under the name given. For statements that write: a plan made for a table
   * of ten rows must not be what looks through a million.
   */
  prepared<T extends object>(name: string, sql: string, params: readonly unknown[]): Promise<T[]> {
    return retrying(async () => (await this.pool.query<T>({ name, text: sql, values: [...params] })).rows, wasNeverSent);
  }

  /** `COPY … FROM STDIN` inside the given transaction; answers the number of rows. */
  async copyIn(tx: Tx, sql: string, chunks: AsyncIterable<string | Buffer> | Iterable<string | Buffer>): Promise<number> {
    try {
      return await copyFrom(tx, sql, chunks);
    } catch (error) {
      throw await asProblem(error);
    }
  }

  /** `COPY … TO STDOUT` inside the given transaction, as the bytes come. */
  copyOut(tx: Tx, sql: string): AsyncIterable<Buffer> {
    return copyTo(tx, sql);
  }

  /**
   * Hears NOTIFY on its own connection. Notifications sent while that connection was down are lost, so after each
   * (re)connect `onPayload('')` is called: the hearer must then look for itself.
   */
  listen(channel: string, onPayload: (payload: string) => void): Listening {
    return listenOn(this.connection, channel, onPayload);
  }

  /** Whether a query is answered now, within the time given. */
  async answers(withinMs = 2_000): Promise<boolean> {
    const answer = this.source.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, sleep(withinMs, false, { ref: false })]);
  }

  /** TypeORM keeps it and knows no named statements. */
  private get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

async function retrying<T>(run: () => Promise<T>, mayRetry: (error: unknown) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!mayRetry(error) || attempt === ATTEMPTS) throw await asProblem(error);
      await sleep((0.5 + Math.random() / 2) * 20 * 2 ** attempt);
    }
  }
}

/** A broken idle connection is replaced by the pool on the next query; without a listener it would end the process. */
function ignore(): void {
  return undefined;
}
