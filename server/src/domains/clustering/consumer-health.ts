import { Injectable } from '@nestjs/common';
import { SET_ASIDE_STAGES, type ClusteringHealth } from '@tocsin/shared/clustering';
import { may, type Principal } from '@tocsin/shared/identity';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Readiness } from '../../platform/http/readiness.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { ProgressRepository } from './consumer/progress.repository.js';
import { SetAsideRepository } from './set-aside/set-aside.repository.js';

/** Whether complaints still become groups, read from rows. Where the role is played, `/readyz` says so and depends on it. */
@Injectable()
export class ConsumerHealth {
  constructor(
    readiness: Readiness,
    metrics: Metrics,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly progress: ProgressRepository,
    private readonly setAside: SetAsideRepository,
  ) {
    metrics.gauges('set_aside_total', 'Complaints set aside and not resolved, by stage', 'stage', () => this.byStage());
    metrics.gauge('clustering_stalled_seconds', 'How long complaints have waited without any of them being put into a group', () =>
      this.stalled(),
    );
    if (config.plays('clusterer')) readiness.watch('consumer', () => this.report());
  }

  /** For a screen; how many are set aside is told to those who may see the list. */
  async tell(me: Principal): Promise<ClusteringHealth> {
    const now = this.clock.now();
    const [counts, { backlog }, stalledSeconds] = await Promise.all([this.setAside.counts(), this.progress.read(now), this.stalled()]);
    const sum = [...counts.values()].reduce((a, b) => a + b, 0);
    const setAside = me.brands === null && may(me, 'group:read') ? sum : null;
    return { at: now.toISOString(), backlog, stalledSeconds, stalled: stalledSeconds >= this.config.stalledAfterMinutes * 60, setAside };
  }

  private async report(): Promise<{ ok: boolean; setAside: number; stalledSeconds: number }> {
    const [counts, stalledSeconds] = await Promise.all([this.setAside.counts(), this.stalled()]);
    const setAside = [...counts.values()].reduce((sum, n) => sum + n, 0);
    return { ok: stalledSeconds < this.config.stalledAfterMinutes * 60, setAside, stalledSeconds };
  }

  private async byStage(): Promise<ReadonlyMap<string, number>> {
    const counts = await this.setAside.counts();
    return new Map(SET_ASIDE_STAGES.map((stage) => [stage, counts.get(stage) ?? 0]));
  }

  /** A backlog that is worked on is no stall, however long it is. */
  private async stalled(): Promise<number> {
    const { backlog, lagSeconds, at } = await this.progress.read(this.clock.now());
    return backlog === 0 ? 0 : Math.floor(Math.max(0, Math.min(lagSeconds, this.clock.ms() / 1_000 - at)));
  }
}
