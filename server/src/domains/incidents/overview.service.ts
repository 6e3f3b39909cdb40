import { Injectable } from '@nestjs/common';
import type { IncidentSummary, Overview } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import type { IncidentId } from '@tocsin/shared/kernel';
import { OVERVIEW, overviewHead, overviewIncidents } from '@tocsin/shared/live';
import type { z } from 'zod';
import { EventLog } from '../../live/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { Db } from '../../platform/database/db.js';
import { sumTallies, type Tally } from '../clustering/index.js';
import { areasOf } from './areas.rules.js';
import { WATCHED } from './evaluator.js';
import { IncidentPresenter } from './incident.presenter.js';
import { IncidentsRepository } from './incidents.repository.js';
import { type HeadNumbers, OverviewNumbers } from './overview-numbers.js';

type View = z.infer<typeof Overview>;
/** More open at once than any team can hold; head numbers and screens are exact up to here. */
const MOST_INCIDENTS = 1_000;

/** What is not over yet, with everything that can be added up over it. */
@Injectable()
export class OverviewIncidents {
  constructor(
    private readonly rows: IncidentsRepository,
    private readonly presenter: IncidentPresenter,
  ) {}

  async open(brands: Principal['brands']): Promise<{ incidents: IncidentSummary[]; tally: () => Tally }> {
    const rows = await this.rows.gravest({ states: WATCHED, brands, limit: MOST_INCIDENTS });
    const { summaries, numbers } = await this.presenter.counted(rows);
    return { incidents: summaries, tally: () => sumTallies([...numbers.values()].map(({ tally }) => tally)) };
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
    private readonly numbers: OverviewNumbers,
    private readonly events: EventLog,
    private readonly db: Db,
  ) {}

  /** All of one moment, which is its `at`. */
  read(brands: Principal['brands']): Promise<View> {
    return this.db.snapshot(() => this.readNow(brands));
  }

  private async readNow(brands: Principal['brands']): Promise<View> {
    const lastSeq = await this.events.lastSeq(OVERVIEW);
    const now = this.clock.now();
    const [{ incidents, tally }, heads] = await Promise.all([this.incidents.open(brands), this.numbers.read(brands, now)]);
    const { areas, unlocated } = tally();
    return {
      at: now.toISOString(),
      ...overviewHead(incidents),
      ...heads,
      incidents: overviewIncidents(incidents),
      areas: areasOf(areas),
      unlocated,
      lastSeq,
    };
  }

  head(now: Date): Promise<HeadNumbers> {
    return this.numbers.late(now);
  }
}
