import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { Listening } from '../../../platform/database/listener.js';
import { log } from '../../../platform/logging/log.js';
import { COMMAND_CHANNEL } from '../commands/commands.repository.js';
import { EngineOutdated, SHARD, Term } from './leader.js';
import { LeaderParts } from './leader-parts.js';
import { failureOf } from '../set-aside/failure.rules.js';
import { LeaseLost, type Lease } from './lease.repository.js';
import { Pace } from './pace.rules.js';
import { Poisoned } from './poisoned.js';
import { Waker } from './waker.js';

const LEASE = `clusterer:${SHARD}`;
const STAND_BY_MS = 1_000;
const AFTER_FAILURE_MS = 500;
const logger = log('clustering');

/** The one ordered reader of the intake log. Stands by while another node leads, and takes over when its lease runs out. */
@Injectable()
export class Consumer {
  private readonly holder = `${process.pid}-${randomBytes(4).toString('hex')}`;
  private readonly waker = new Waker();
  private readonly stopping = new AbortController();
  private readonly hearing: Listening[] = [];
  private pace = new Pace();
  private running: Promise<void> | null = null;

  constructor(
    private readonly parts: LeaderParts,
    private readonly config: Config,
  ) {}

  /**
   * `onReady` is called once this node leads or knows that another one does. `careful`, after a hang that no complaint could be blamed for:
   * the engine is rebuilt from the rows, without playing again what people did, and complaints are taken one by one for a while.
   */
  start(onReady: () => void, careful = false): void {
    this.pace = new Pace(careful);
    this.hearing.push(
      this.parts.cases.onIntake(() => this.waker.wake()),
      this.parts.db.listen(COMMAND_CHANNEL, () => this.waker.wakeForCommands()),
    );
    this.parts.preparer.warm();
    this.running = this.serve(onReady);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.hearing.map((one) => one.stop()));
    await this.parts.preparer.close();
  }

  private async serve(onReady: () => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        // The embedded database serves one server only, which its lock on the data folder sees to.
        const lease = await this.parts.leases.take(LEASE, this.holder, this.config.database.url === null);
        if (lease) await this.lead(lease, onReady);
        else {
          onReady();
          await sleep(STAND_BY_MS, undefined, { signal }).catch(() => undefined);
        }
      } catch (error) {
        if (error instanceof LeaseLost) logger.warn('another node leads now');
        else if (error instanceof EngineOutdated) logger.info('complaints were regrouped; the engine is rebuilt from the rows');
        else if (error instanceof Poisoned)
          logger.warn(
            { failure: failureOf(error.fault), stage: error.stage, complaint: error.complaint },
            'a complaint failed; clustering goes on from the rows',
          );
        else logger.error({ err: error }, 'clustering stopped and starts anew from the rows');
        await sleep(AFTER_FAILURE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Before the lease is given back, so that whoever leads next knows of it. */
  private async note(lease: Lease, { complaint, stage, fault, attempts }: Poisoned): Promise<void> {
    await this.parts.db.transaction(async (tx) => {
      await this.parts.leases.fence(tx, lease);
      await this.parts.setAside.fail(tx, { complaint, stage, failure: failureOf(fault), attempts });
    });
  }

  private async lead(lease: Lease, onReady: () => void): Promise<void> {
    const renewing = setInterval(() => void this.parts.leases.renew(lease).catch(() => undefined), STAND_BY_MS);
    try {
      const restored = await this.parts.recovery.restore(SHARD, this.pace.careful);
      clearInterval(renewing);
      logger.info({ seq: restored.seq, how: restored.how }, 'clustering leads');
      onReady();
      this.waker.wakeForCommands();
      const term = new Term(this.parts, lease, restored, this.waker, this.pace, this.stopping.signal);
      await term.run();
      await term.leave();
    } catch (error) {
      if (error instanceof Poisoned) await this.note(lease, error);
      throw error;
    } finally {
      clearInterval(renewing);
      await this.parts.leases.release(lease).catch(() => undefined);
    }
  }
}
