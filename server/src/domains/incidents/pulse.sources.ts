import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import { IncidentId } from '@tocsin/shared/kernel';
import type { Pulse, StreamId } from '@tocsin/shared/live';
import { PulseRelay, StreamAccess } from '../../live/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { Db } from '../../platform/database/db.js';
import { Cases } from '../complaints/index.js';
import { ProgressRepository } from '../clustering/index.js';
import { IncidentsRepository } from './incidents.repository.js';
import { mayRead } from './incidents.service.js';
import { OverviewIncidents, OverviewService } from './overview.service.js';

const NEWEST = 10;
const add = (incidents: readonly IncidentSummary[], pick: (one: IncidentSummary['metrics']) => number): number =>
  incidents.reduce((sum, { metrics }) => sum + pick(metrics), 0);

@Injectable()
export class PulseReading {
  constructor(
    private readonly summaries: OverviewIncidents,
    private readonly head: OverviewService,
    private readonly progress: ProgressRepository,
    private readonly cases: Cases,
    private readonly db: Db,
  ) {}

  overview(stream: StreamId, now: Date): Promise<Pulse> {
    return this.db.snapshot(() => this.overviewNow(stream, now));
  }

  private async overviewNow(stream: StreamId, now: Date): Promise<Pulse> {
    const [{ incidents }, { today, ...velocity }, { backlog }, newest] = await Promise.all([
      this.summaries.open(null),
      this.head.head(now),
      this.progress.read(now),
      this.cases.newestOfAll(NEWEST),
    ]);
    const counts = {
      posts: add(incidents, ({ posts }) => posts),
      complaints: add(incidents, ({ complaints }) => complaints),
      complainants: add(incidents, ({ complainants }) => complainants),
      backlog,
      today,
    };
    const moved = incidents.map(({ id, metrics }) => ({ id, metrics }));
    return { stream, at: now.toISOString(), counts, velocity, emotion: {}, newest, incidents: moved };
  }

  async incident(stream: StreamId, id: string, brands: Principal['brands'], now: Date): Promise<Pulse | null> {
    const [summary] = await this.summaries.byIds([IncidentId.parse(id)]);
    if (!summary) return null;
    const { metrics } = summary;
    const { posts, complaints, complainants, lastTenMinutes, previousTenMinutes, emotion } = metrics;
    return {
      stream,
      at: now.toISOString(),
      counts: { posts, complaints, complainants },
      velocity: { lastTenMinutes, previousTenMinutes },
      emotion,
      newest: await this.cases.newest(summary.groupIds, NEWEST, brands),
      metrics,
    };
  }
}

/** The numbers that travel in pulses, and who may hear which incident. */
@Injectable()
export class PulseSources implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly reading: PulseReading,
    private readonly relay: PulseRelay,
    private readonly access: StreamAccess,
    private readonly incidents: IncidentsRepository,
  ) {}

  onModuleInit(): void {
    this.relay.register('overview', (stream) => this.reading.overview(stream, this.clock.now()));
    for (const kind of ['incident', 'brand'] as const)
      this.relay.register(kind, (stream, id, brands) => this.reading.incident(stream, id, brands, this.clock.now()));
    this.access.incidentsSeenBy(async (who, id) => {
      const row = (await this.incidents.byIds([id]))[0];
      return row !== undefined && mayRead(who, row);
    });
  }
}
