import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import PgBoss from 'pg-boss';
import { Config } from '../config/config.js';
import { Db, type Tx } from '../database/db.js';
import { Readiness } from '../http/readiness.js';
import { inContext } from '../logging/context.js';
import { log } from '../logging/log.js';
import { bossConnection, transactionConnection } from './boss-connection.js';
import { Handlers, type Handler } from './handlers.js';
import type { Queue } from './queue.js';

const logger = log('jobs');
const GRACE_MS = 15_000;

export interface SendOptions {
  /** Not before. */
  startAfter?: Date;
  /** At most one waiting job a queue has this key. */
  onlyOne?: string;
  priority?: number;
}

@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly boss: PgBoss;
  private readonly leaving = new AbortController();
  private started = false;

  constructor(
    db: Db,
    private readonly config: Config,
    private readonly handlers: Handlers,
    private readonly readiness: Readiness,
  ) {
    this.boss = new PgBoss({ db: bossConnection(db), schema: 'pgboss', schedule: config.plays('worker') });
    this.boss.on('error', (error) => logger.warn({ err: error }, 'queue maintenance failed and will be tried again'));
    readiness.expect('jobs');
  }

  /** Enqueues in the caller's transaction: rolled back with it, visible to workers when it commits. */
  async send<T extends object>(tx: Tx, queue: Queue<T>, data: T, options: SendOptions = {}): Promise<void> {
    await this.boss.send(queue.name, data, {
      db: transactionConnection(tx),
      ...(options.startAfter ? { startAfter: options.startAfter } : {}),
      ...(options.onlyOne ? { singletonKey: options.onlyOne } : {}),
      ...(options.priority ? { priority: options.priority } : {}),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const handlers = this.handlers.all();
    await this.boss.start();
    for (const handler of handlers) await this.open(handler);
    this.started = true;
    this.readiness.report('jobs');
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.leaving.abort();
    if (this.started) await this.boss.stop({ graceful: true, wait: true, close: false, timeout: GRACE_MS });
  }

  private async open(handler: Handler): Promise<void> {
    const { name, options } = handler.queue;
    const settings = { name, retryLimit: options.retries ?? 5, retryBackoff: true, expireInSeconds: options.expireSeconds ?? 300 };
    await this.boss.createQueue(name, settings);
    await this.boss.updateQueue(name, settings);
    if (!this.config.plays('worker')) return;
    if (options.every) await this.boss.schedule(name, options.every);
    for (let i = 0; i < (options.concurrency ?? 1); i++)
      await this.boss.work<object>(name, { batchSize: 1, pollingIntervalSeconds: 0.5 }, ([job]) => this.run(handler, job));
  }

  private run({ queue, run }: Handler, job: PgBoss.Job | undefined): Promise<void> {
    if (!job) return Promise.resolve();
    return inContext({ requestId: `job:${job.id}` }, async () => {
      try {
        await run(job.data, { id: job.id, signal: this.leaving.signal });
      } catch (error) {
        logger.error({ err: error, queue: queue.name, job: job.id }, 'job failed');
        throw error;
      }
    });
  }
}
