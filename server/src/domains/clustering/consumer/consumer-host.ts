import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Db } from '../../../platform/database/db.js';
import { Readiness } from '../../../platform/http/readiness.js';
import { log } from '../../../platform/logging/log.js';
import { workerModule } from '../../complaints/enrichment/index.js';
import { Consumer } from './consumer.js';

export type FromConsumer = 'ready' | 'stopped';
/** What a thread is given: it opens a pool of its own on the same database. */
export interface ConsumerThreadData {
  config: object;
  connection: object;
}

const PART = 'clusterer';
const RESTART_MS = 1_000;
const STOP_MS = 15_000;
const logger = log('clustering');

/** Runs the consumer on nodes with that role: in a thread of its own, started anew whenever it ends unasked. */
@Injectable()
export class ConsumerHost implements OnApplicationBootstrap, OnApplicationShutdown {
  private thread: Worker | null = null;
  private stopping = false;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly consumer: Consumer,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.plays('clusterer')) return;
    this.readiness.expect(PART);
    if (this.config.clusterer === 'inline') this.consumer.start(() => this.readiness.report(PART));
    else this.startThread();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.config.plays('clusterer') && this.config.clusterer === 'inline') await this.consumer.stop();
    await this.stopThread();
  }

  private startThread(): void {
    const workerData: ConsumerThreadData = { config: { ...this.config }, connection: { ...this.db.connection } };
    const thread = new Worker(workerModule('../../../clusterer.worker.js', import.meta.url), { workerData, name: 'clusterer' });
    this.thread = thread;
    thread.on('message', (message: FromConsumer) => message === 'ready' && this.readiness.report(PART));
    thread.on('error', (error) => logger.error({ err: error }, 'the clustering thread failed'));
    thread.on('exit', (code) => void this.ended(thread, code));
  }

  private async ended(thread: Worker, code: number): Promise<void> {
    if (this.thread !== thread) return;
    this.thread = null;
    if (this.stopping) return;
    this.readiness.report(PART, false);
    logger.error({ code }, 'the clustering thread ended and is started anew');
    await sleep(RESTART_MS, undefined, { ref: false });
    if (!this.stopping) this.startThread();
  }

  private async stopThread(): Promise<void> {
    const { thread } = this;
    if (!thread) return;
    const ended = new Promise<boolean>((resolve) => thread.once('exit', () => resolve(true)));
    thread.postMessage('stop');
    const inTime = await Promise.race([ended, sleep(STOP_MS, false, { ref: false })]);
    if (!inTime) await thread.terminate();
  }
}
