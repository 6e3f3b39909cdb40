import { Injectable } from '@nestjs/common';
import type { IncidentSummary, Overview } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { startOfDay, type IncidentId } from '@tocsin/shared/kernel';
import { OVERVIEW, overviewHead, overviewIncidents } from '@tocsin/shared/live';
import type { z } from 'zod';
import { EventLog } from '../../live/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { ProgressRepository, sumTallies, type Tally } from '../clustering/index.js';
import { areasOf } from './areas.rules.js';
import { WATCHED } from './evaluator.js';
import { IncidentPresenter } from './incident.presenter.js';
import { IncidentsRepository } from './incidents.repository.js';
import { SituationRepository } from './situation.repository.js';

type View = z.infer<typeof Overview>;
const STEP_MINUTES = 5;
const STEPS = 24;
const DAY_MINUTES = 1_440;
/** Older complaints without an answer are no longer news. */
const UNANSWERED_DAYS = 30;
const MOST_INCIDENTS = 200;

export type HeadNumbers = Pick<View, 'lastTenMinutes' | 'previousTenMinutes'>;

/** What is not over yet, with everything that is added up over it. */
@Injectable()
export class OverviewIncidents {
  constructor(
    private readonly rows: IncidentsRepository,
    private readonly presenter: IncidentPresenter,
  ) {}

  async open(brands: Principal['brands']): Promise<{ incidents: IncidentSummary[]; tally: Tally }> {
    const rows = await this.rows.list({ states: WATCHED, brands, q: null, after: null, limit: MOST_INCIDENTS });
    const { summaries, numbers } = await this.presenter.counted(rows);
    return { incidents: summaries, tally: sumTallies([...numbers.values()].map(({ tally }) => tally)) };
  }

  async byIds(ids: readonly IncidentId[]): Promise<IncidentSummary[]> {
    return this.presenter.summaries(await this.rows.byIds(ids));
  }
}

@Injectable()
export class OverviewService {
  constructor(
    private readonly clock: Clock,
    private readonly incidents: OverviewIncidents,
    private readonly situations: SituationRepository,
    private readonly progress: ProgressRepository,
    private readonly events: EventLog,
  ) {}

  async read(brands: Principal['brands']): Promise<View> {
    const lastSeq = await this.events.lastSeq(OVERVIEW);
    const now = this.clock.now();
    const minute = Math.floor(now.getTime() / 60_000);
    const midnight = startOfDay(now);
    const [{ incidents, tally }, head, velocity, today, grouped, { backlog }, unanswered24h] = await Promise.all([
      this.incidents.open(brands),
      this.head(minute),
      this.velocity(minute),
      this.situations.intakeBetween(midnight, minute + 1),
      this.situations.groupedSince(midnight),
      this.progress.read(now),
      this.unanswered(minute, now),
    ]);
    return {
      at: now.toISOString(),
      ...overviewHead(incidents),
      today,
      ...head,
      unanswered24h,
      ungrouped: Math.max(0, today - grouped),
      backlog,
      incidents: overviewIncidents(incidents),
      areas: areasOf(tally.areas),
      unlocated: tally.unlocated,
      velocity,
      lastSeq,
    };
  }

  async head(minute: number): Promise<HeadNumbers> {
    const { last, previous } = await this.situations.intakeOfLate(minute);
    return { lastTenMinutes: last, previousTenMinutes: previous };
  }

  private async velocity(minute: number): Promise<View['velocity']> {
    const from = Math.floor(minute / STEP_MINUTES) * STEP_MINUTES - (STEPS - 1) * STEP_MINUTES;
    const buckets = Array.from({ length: STEPS }, (_, i) => ({
      at: new Date((from + i * STEP_MINUTES) * 60_000).toISOString(),
      total: 0,
      byChannel: {} as Record<string, number>,
    }));
    for (const { bucket, channel, posts } of await this.situations.intake(from, STEP_MINUTES)) {
      const at = buckets[Math.min(bucket, STEPS - 1)];
      if (!at) continue;
      at.total += posts;
      at.byChannel[channel] = (at.byChannel[channel] ?? 0) + posts;
    }
    return { bucketSeconds: STEP_MINUTES * 60, buckets };
  }

  private async unanswered(minute: number, now: Date): Promise<number> {
    const day = 86_400_000;
    const [from, to] = [new Date(now.getTime() - UNANSWERED_DAYS * day), new Date(now.getTime() - day)];
    const [received, answered] = await Promise.all([
      this.situations.intakeBetween(minute - UNANSWERED_DAYS * DAY_MINUTES, minute - DAY_MINUTES),
      this.situations.answeredBetween(from, to),
    ]);
    return Math.max(0, received - answered);
  }
}
