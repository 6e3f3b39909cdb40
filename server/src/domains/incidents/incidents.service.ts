import { Injectable } from '@nestjs/common';
import type { IncidentDetail, IncidentQuery, IncidentSummary } from '@tocsin/shared/incidents';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import type { IncidentId, Page } from '@tocsin/shared/kernel';
import { incidentStream, type LiveEvent } from '@tocsin/shared/live';
import { audienceOf, EventLog } from '../../live/index.js';
import type { Tx } from '../../platform/database/db.js';
import { timeCursor } from '../../platform/http/time-cursor.js';
import { notFound } from '../../platform/problems/index.js';
import { IncidentPresenter } from './incident.presenter.js';
import { type IncidentRow, IncidentsRepository } from './incidents.repository.js';

export interface Timeline {
  items: LiveEvent[];
  nextCursor: string | null;
}

/** Incidents as people read them. Who may not see a brand is told the same as for an incident that doesn't exist. */
@Injectable()
export class IncidentsService {
  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly presenter: IncidentPresenter,
    private readonly events: EventLog,
  ) {}

  async list(me: Principal, query: IncidentQuery): Promise<Page<IncidentSummary>> {
    const rows = await this.incidents.list({
      states: query.state ?? null,
      brands: me.brands,
      q: query.q ?? null,
      after: query.cursor === undefined ? null : timeCursor(query.cursor),
      limit: query.limit + 1,
    });
    const last = rows[query.limit - 1];
    const nextCursor = rows.length > query.limit && last ? `${last.detected_at.toISOString()}~${last.id}` : null;
    const page = rows.slice(0, query.limit);
    return { items: await (query.q === undefined ? this.presenter.summaries(page) : this.presenter.found(me, page)), nextCursor };
  }

  async detail(me: Principal, id: IncidentId): Promise<IncidentDetail> {
    // The position first: what happens in between is then told twice, never left out.
    const lastSeq = await this.events.lastSeq(audienceOf(me, incidentStream(id)));
    const row = await this.visible(me, id);
    return { ...(await this.presenter.summary(row)), lastSeq };
  }

  /** After a command, from inside its transaction. */
  async changed(me: Principal, tx: Tx, row: IncidentRow): Promise<IncidentDetail> {
    const lastSeq = await this.events.lastSeq(audienceOf(me, incidentStream(row.id)), tx);
    return { ...(await this.presenter.summary(row, tx)), lastSeq };
  }

  async timeline(me: Principal, id: IncidentId, afterSeq: number, limit: number): Promise<Timeline> {
    await this.visible(me, id);
    const stream = incidentStream(id);
    const items = (await this.events.after(audienceOf(me, stream), afterSeq, limit)).map((event) => ({ ...event, stream }));
    const last = items.at(-1);
    return { items, nextCursor: items.length === limit && last ? String(last.seq) : null };
  }

  async visible(me: Principal, id: IncidentId, tx?: Tx): Promise<IncidentRow> {
    const row = (await this.incidents.byIds([id], tx))[0];
    if (!row || !mayRead(me, row)) throw notFound();
    return row;
  }
}

export const mayRead = (me: Principal, { brand }: Pick<IncidentRow, 'brand'>): boolean => seesBrand(me, brand);
