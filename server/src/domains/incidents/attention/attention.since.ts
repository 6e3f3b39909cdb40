import { Injectable } from '@nestjs/common';
import { DEMANDS, type ComplaintFilter, type Demand } from '@tocsin/shared/complaints';
import type { Person } from '@tocsin/shared/identity';
import type { SinceLooked } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import { incidentStream, type LiveEvent } from '@tocsin/shared/live';
import { audienceOf, EventLog } from '../../../live/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ComplaintCounts } from '../../complaints/index.js';
import { IncidentsService } from '../incidents.service.js';
import { AttentionRepository } from './attention.repository.js';

/** What changed since somebody's last visit, counted anew for each who asks: by the same rules as the lists that the numbers open. */
@Injectable()
export class AttentionSince {
  constructor(
    private readonly clock: Clock,
    private readonly rows: AttentionRepository,
    private readonly incidents: IncidentsService,
    private readonly events: EventLog,
    private readonly complaints: ComplaintCounts,
  ) {}

  async of(me: Person, id: IncidentId): Promise<SinceLooked> {
    const row = await this.incidents.visible(me, id);
    const now = this.clock.now();
    const visit = await this.rows.lastVisit(me.id, id, now);
    const nothing = { id, at: now.toISOString(), since: null, complaints: 0, demands: [], severity: null, state: null };
    if (visit === null) return { ...nothing, statuses: 0, notes: 0, words: 0 };
    const stream = audienceOf(me, incidentStream(id));
    const behind = await this.events.positionIn(stream, visit.seq, visit.at);
    const [tally, first] = await Promise.all([
      this.events.tallyBehind(stream, behind, me.id),
      this.events.firstBehind(stream, behind, ['incident.severity-changed', 'incident.moved', 'incident.declared'], me.id),
    ]);
    const since = visit.at.toISOString();
    const fresh: ComplaintFilter = { incidentId: id, repost: false, history: false, from: since };
    const complaints = await this.complaints.count(me, fresh);
    return {
      ...nothing,
      since,
      complaints,
      demands: complaints === 0 ? [] : await this.newDemands(me, fresh, since),
      severity: changed(severityBefore(first), row.severity.level),
      state: changed(stateBefore(first), row.state),
      statuses: tally.get('complaint.status-changed') ?? 0,
      notes: tally.get('note.added') ?? 0,
      words: tally.get('complaint.complainant-spoke') ?? 0,
    };
  }

  private async newDemands(me: Person, fresh: ComplaintFilter, since: string): Promise<{ demand: Demand; count: number }[]> {
    const { from: _, ...whole } = fresh;
    const found: { demand: Demand; count: number }[] = [];
    for (const demand of DEMANDS) {
      const count = await this.complaints.count(me, { ...fresh, demand: [demand] });
      if (count > 0 && (await this.complaints.count(me, { ...whole, demand: [demand], to: since })) === 0) found.push({ demand, count });
    }
    return found;
  }
}

type First = ReadonlyMap<LiveEvent['type'], LiveEvent>;

function severityBefore(first: First): NonNullable<SinceLooked['severity']>['from'] | null {
  const event = first.get('incident.severity-changed');
  return event?.type === 'incident.severity-changed' ? event.payload.from : null;
}

/** Whichever of the two came first: a declaration moves the state as well. */
function stateBefore(first: First): NonNullable<SinceLooked['state']>['from'] | null {
  const [moved, declared] = [first.get('incident.moved'), first.get('incident.declared')];
  if (declared?.type === 'incident.declared' && (moved === undefined || declared.seq < moved.seq)) return declared.payload.from;
  return moved?.type === 'incident.moved' ? moved.payload.from : null;
}

/** There and back again is no change. */
const changed = <T>(from: T | null, to: T): { from: T; to: T } | null => (from === null || from === to ? null : { from, to });
