import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Db } from '../../../platform/database/db.js';
import { defineQueue, Handles } from '../../../platform/jobs/index.js';
import { log } from '../../../platform/logging/log.js';
import { workerModule } from '../../complaints/enrichment/index.js';
import { ReclusterWork } from './recluster-work.js';
import { RunsRepository } from './runs.repository.js';

export const recluster = defineQueue('clustering.recluster');
export interface ReclusterThreadData {
  config: object;
  connection: object;
  run: string;
  holder: string;
}

/** A run that nobody works on, because its node was killed, is found this soon. */
const LOOK_MS = 3_000;
const MOST_ATTEMPTS = 3;
const STOP_MS = 15_000;
const logger = log('recluster');

/** Sees to it on worker nodes that a run under way is worked on, by one node at a time, in a thread of its own. */
@Injectable()
export class ReclusterAttendant implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leaving = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private busy: Promise<void> | null = null;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly runs: RunsRepository,
    private readonly work: ReclusterWork,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.plays('worker')) return;
    this.timer = setInterval(() => this.attend(), LOOK_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.leaving.abort();
    await this.busy;
  }

  /** The job only knocks: a run takes longer than a job may, and outlives the node that began it. */
  @Handles(recluster)
  start(): Promise<void> {
    this.attend();
    return Promise.resolve();
  }

  private attend(): void {
    if (this.busy !== null || this.leaving.signal.aborted) return;
    this.busy = this.next()
      .catch((error: unknown) => logger.warn({ err: error }, 'runs of re-clustering could not be looked after'))
      .finally(() => (this.busy = null));
  }

  private async next(): Promise<void> {
    const id = await this.runs.unattended();
    if (id === null) return;
    const before = await this.runs.one(id);
    if (before && before.attempts >= MOST_ATTEMPTS) {
      logger.error({ run: id, attempts: before.attempts }, 'a run of re-clustering was given up');
      await this.runs.fail(id, this.clock.now());
      return;
    }
    const holder = `${String(process.pid)}-${randomBytes(4).toString('hex')}`;
    try {
      if (this.config.clusterer === 'inline') await this.work.run(id, holder, this.leaving.signal);
      else await this.inThread(id, holder);
    } catch (error) {
      logger.error({ err: error, run: id }, 'a run of re-clustering failed and is tried again');
    } finally {
      await this.runs.release(id, holder);
    }
  }

  private async inThread(run: string, holder: string): Promise<void> {
    const workerData: ReclusterThreadData = { config: { ...this.config }, connection: { ...this.db.connection }, run, holder };
    const thread = new Worker(workerModule('../../../recluster.worker.js', import.meta.url), { workerData, name: 'recluster' });
    const { signal } = this.leaving;
    let late: NodeJS.Timeout | undefined;
    const stop = (): void => {
      thread.postMessage('stop');
      late = setTimeout(() => void thread.terminate(), STOP_MS);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        thread.once('error', reject);
        thread.once('exit', (code) =>
          code === 0 || signal.aborted ? resolve() : reject(new Error(`the thread ended with ${String(code)}`)),
        );
      });
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
    }
  }
}
