import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Db } from '../../../platform/database/db.js';
import { Readiness, type PartHealth } from '../../../platform/http/readiness.js';
import { log } from '../../../platform/logging/log.js';
import { Metrics } from '../../../platform/metrics/metrics.js';
import { workerModule } from '../../complaints/enrichment/index.js';
import { Consumer } from './consumer.js';
import { ThreadFaults } from './thread-faults.js';
import { WatchedThread, type Ending, type ThreadData } from './watched-thread.js';

export type FromConsumer = 'ready' | 'stopped';
export interface ConsumerThreadData extends ThreadData {
  /** The thread before it was lost over something unknown: see `Consumer.start`. */
  careful: boolean;
}

const PART = 'clusterer';
const RESTART_MS = 1_000;
const STOP_MS = 15_000;
const logger = log('clustering');

/** Runs the consumer on nodes with that role: in a thread of its own, which is watched, and started anew whenever it hangs or ends unasked. */
@Injectable()
export class ConsumerHost implements OnApplicationBootstrap, OnApplicationShutdown {
  /** The code of the thread. */
  module = workerModule('../../../clusterer.worker.js', import.meta.url);
  private thread: WatchedThread | null = null;
  private stopping = false;
  /** From a hang until a thread has worked for as long as the limit. */
  private stuck = false;
  private hangs = 0;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly consumer: Consumer,
    private readonly faults: ThreadFaults,
    private readonly readiness: Readiness,
    metrics: Metrics,
  ) {
    metrics.gauge('clustering_engine_stuck', '1 from a hang of the engine until it has worked well for as long as the limit', () =>
      this.isStuck() ? 1 : 0,
    );
  }

  onApplicationBootstrap(): void {
    if (!this.config.plays('clusterer')) return;
    this.readiness.expect(PART);
    if (this.config.clusterer === 'inline') {
      this.consumer.start(() => this.readiness.report(PART));
      return;
    }
    this.readiness.watch('engine', () => Promise.resolve(this.report()));
    this.startThread(false);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.config.plays('clusterer') && this.config.clusterer === 'inline') await this.consumer.stop();
    await this.stopThread();
  }

  private report(): PartHealth {
    return { ok: !this.isStuck(), silentSeconds: this.thread?.watch.seconds ?? 0, hangs: this.hangs };
  }

  private isStuck(): boolean {
    if (this.stuck && this.thread?.watch.well) this.stuck = false;
    return this.stuck;
  }

  private startThread(careful: boolean): void {
    const thread = new WatchedThread<ConsumerThreadData>({
      module: this.module,
      name: 'clusterer',
      data: { config: { ...this.config }, connection: { ...this.db.connection }, careful },
      limitMs: this.config.hangSeconds * 1_000,
    });
    this.thread = thread;
    thread.worker.on('message', (message: FromConsumer) => message === 'ready' && this.readiness.report(PART));
    void thread.ended.then((ending) => this.ended(thread, ending));
  }

  private async ended(thread: WatchedThread, ending: Ending): Promise<void> {
    if (this.thread !== thread) return;
    this.thread = null;
    if (this.stopping) return;
    this.readiness.report(PART, false);
    if (ending.hang) {
      this.stuck = true;
      this.hangs += 1;
    }
    const known = await this.faults.blame('clusterer', ending);
    await sleep(RESTART_MS, undefined, { ref: false });
    if (this.stopping) return;
    logger.info({ careful: !known }, 'the clustering thread is started anew');
    this.startThread(!known);
  }

  private async stopThread(): Promise<void> {
    const { thread } = this;
    if (!thread) return;
    thread.worker.postMessage('stop');
    const inTime = await Promise.race([thread.ended, sleep(STOP_MS, null, { ref: false })]);
    if (inTime === null) await thread.worker.terminate();
  }
}
