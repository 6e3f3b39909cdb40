import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Metrics } from '../../../platform/metrics/metrics.js';
import { Problem } from '../../../platform/problems/index.js';
import { IntakeStore } from './intake.store.js';
import type { Outcome, Pending } from './intake.types.js';

const MOST_ROWS = 500;
const MOST_WAITING = 5_000;
/** One is executed while the other is parsed and sent; more would only queue up at the counter's lock. */
const AT_ONCE = 2;

interface Waiting extends Pending {
  settle: (outcome: Outcome) => void;
}

/**
 * Group commit. A lone complaint is written at once; under load whatever arrives while a batch is being committed makes up the next one,
 * so batches grow with the load and nobody waits for a timer.
 */
@Injectable()
export class IntakeWriter implements BeforeApplicationShutdown {
  private waiting: Waiting[] = [];
  private running = 0;
  private scheduled = false;
  private leaving = false;
  private idle: (() => void)[] = [];
  private readonly sizes;

  constructor(
    private readonly store: IntakeStore,
    metrics: Metrics,
  ) {
    this.sizes = metrics.histogram('intake_batch_rows', 'Complaints committed together', [1, 2, 5, 10, 20, 50, 100, 200, 500]);
    metrics.gauge('intake_waiting', 'Complaints received and not yet committed', () => this.waiting.length);
  }

  /** Settles after the commit. */
  add(pending: Pending): Promise<Outcome> {
    return new Promise((resolve) => this.enter(pending, resolve));
  }

  /** The same without a promise; `settle` may be called at once. */
  enter(pending: Pending, settle: (outcome: Outcome) => void): void {
    if (this.leaving) return settle({ kind: 'failed', error: new Problem('server/draining', {}, { retryAfter: 5 }) });
    if (this.waiting.length >= MOST_WAITING) return settle({ kind: 'failed', error: new Problem('server/busy', {}, { retryAfter: 1 }) });
    this.waiting.push({ ...pending, settle });
    this.schedule();
  }

  /** What is already accepted is still committed and answered. */
  async beforeApplicationShutdown(): Promise<void> {
    this.leaving = true;
    while (this.running > 0 || this.waiting.length > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled || this.running >= AT_ONCE) return;
    this.scheduled = true;
    // After the requests that arrived in the same turn of the event loop have been added.
    setImmediate(() => {
      this.scheduled = false;
      void this.flush();
    });
  }

  private async flush(): Promise<void> {
    if (this.running >= AT_ONCE || this.waiting.length === 0) return;
    const batch = this.waiting.splice(0, MOST_ROWS);
    this.running += 1;
    this.sizes.observe(batch.length);
    try {
      const outcomes = await this.outcomesOf(batch);
      batch.forEach(({ settle }, i) => settle(outcomes[i] as Outcome));
    } finally {
      this.running -= 1;
      if (this.waiting.length > 0) this.schedule();
      else if (this.running === 0) for (const done of this.idle.splice(0)) done();
    }
  }
  private async outcomesOf(batch: readonly Pending[]): Promise<Outcome[]> {
    try {
      return await this.store.write(batch);
    } catch (error) {
      return batch.map(() => ({ kind: 'failed', error }));
    }
  }
}
