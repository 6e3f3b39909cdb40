import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { ProgressRepository } from './consumer/progress.repository.js';

/** Read from rows, so that every node tells the same, whichever of them leads. */
@Injectable()
export class ClusteringGauges {
  private last = { docs: 0, at: 0 };

  constructor(
    metrics: Metrics,
    private readonly clock: Clock,
    private readonly progress: ProgressRepository,
  ) {
    metrics.gauge('clustering_backlog', 'Accepted complaints that are not in a group yet', () => this.read(({ backlog }) => backlog));
    metrics.gauge('clustering_lag_seconds', 'Age of the oldest complaint that waits for its group', () =>
      this.read(({ lagSeconds }) => lagSeconds),
    );
    metrics.gauge('clustering_docs_total', 'Complaints put into groups so far', () => this.read(({ docs }) => docs));
    metrics.gauge('clustering_docs_per_second', 'Since the last reading', () => this.rate());
    metrics.gauge('clustering_checkpoint_seconds', 'When the last batch was written, in Unix seconds', () => this.read(({ at }) => at));
  }

  private async read(pick: (progress: Awaited<ReturnType<ProgressRepository['read']>>) => number): Promise<number> {
    return pick(await this.progress.read(this.clock.now()));
  }

  private async rate(): Promise<number> {
    const { docs } = await this.progress.read(this.clock.now());
    const [now, before] = [this.clock.ms(), this.last];
    this.last = { docs, at: now };
    return before.at === 0 || now <= before.at ? 0 : (Math.max(0, docs - before.docs) * 1_000) / (now - before.at);
  }
}
