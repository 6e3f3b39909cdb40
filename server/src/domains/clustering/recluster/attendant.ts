import { randomBytes } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Db } from '../../../platform/database/db.js';
import { defineQueue, Handles } from '../../../platform/jobs/index.js';
import { log } from '../../../platform/logging/log.js';
import { workerModule } from '../../complaints/enrichment/index.js';
import { ThreadFaults } from '../consumer/thread-faults.js';
import { WatchedThread, type Ending, type ThreadData } from '../consumer/watched-thread.js';
import { ReclusterWork } from './recluster-work.js';
import { RunsRepository } from './runs.repository.js';

export const recluster = defineQueue('clustering.recluster');
export interface ReclusterThreadData extends ThreadData {
  run: string;
  holder: string;
}

/** A run that nobody works on, because its node was killed, is found this soon. */
const LOOK_MS = 3_000;
const MOST_ATTEMPTS = 3;
const STOP_MS = 15_000;
/** It runs with low priority, so that a piece of work may take this many times as long before it counts as a hang. */
const PATIENCE = 3;
const logger = log('recluster');

/** Sees to it on worker nodes that a run under way is worked on, by one node at a time, in a thread of its own. */
@Injectable()
export class ReclusterAttendant implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** The code of the thread. */
  module = workerModule('../../../recluster.worker.js', import.meta.url);
  private readonly leaving = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private busy: Promise<void> | null = null;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly runs: RunsRepository,
    private readonly work: ReclusterWork,
    private readonly faults: ThreadFaults,
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
    const thread = new WatchedThread<ReclusterThreadData>({
      module: this.module,
      name: 'recluster',
      data: { config: { ...this.config }, connection: { ...this.db.connection }, run, holder },
      limitMs: this.config.hangSeconds * PATIENCE * 1_000,
    });
    const { signal } = this.leaving;
    let late: NodeJS.Timeout | undefined;
    const stop = (): void => {
      thread.worker.postMessage('stop');
      late = setTimeout(() => void thread.worker.terminate(), STOP_MS);
    };
    signal.addEventListener('abort', stop, { once: true });
    const ending = await thread.ended;
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    if (ending.code === 0 || signal.aborted) return;
    if (ending.hang || ending.item) await this.blame(run, ending);
    else throw ending.error ?? new Error(`the thread ended with ${String(ending.code)}`);
  }

  /** An attempt that brought to light whom to leave out is none that failed: the run is begun again, at last without this complaint. */
  private async blame(run: string, ending: Ending): Promise<void> {
    if (await this.faults.blame('recluster', ending, 'reclustering')) await this.db.transaction((tx) => this.runs.forgive(tx, run));
  }
}
