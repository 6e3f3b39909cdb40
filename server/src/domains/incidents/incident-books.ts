import { Injectable } from '@nestjs/common';
import { alarmAfter, type DetectionCause, type IncidentSummary, type Scenario, type Severity } from '@tocsin/shared/incidents';
import { newId, type IncidentId } from '@tocsin/shared/kernel';
import { incidentStream, OVERVIEW, type StreamId } from '@tocsin/shared/live';
import type { z } from 'zod';
import { EventLog, type Actor, type BrandEvent } from '../../live/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/db.js';
import { mostFrequent, sumTallies } from '../clustering/index.js';
import { DetectionRepository, type SeenGroup } from './detection.repository.js';
import { IncidentPresenter } from './incident.presenter.js';
import { type IncidentRow, IncidentsRepository } from './incidents.repository.js';
import { severityOf } from './metrics.rules.js';

export interface NewIncident {
  groups: readonly SeenGroup[];
  title: string;
  scenario: Scenario;
  state: 'detected' | 'declared';
  cause: z.infer<typeof DetectionCause>;
  /** A person's word for it, with the reason. */
  severity?: { level: z.infer<typeof Severity>; override: NonNullable<IncidentRow['severity']['override']> };
}
export const bothStreams = (id: IncidentId): StreamId[] => [OVERVIEW, incidentStream(id)];

/** Opens incidents and tells of them: used by the detector and by people alike. */
@Injectable()
export class IncidentBooks {
  constructor(
    private readonly clock: Clock,
    private readonly incidents: IncidentsRepository,
    private readonly detection: DetectionRepository,
    private readonly presenter: IncidentPresenter,
    private readonly events: EventLog,
  ) {}

  async open(
    tx: Tx,
    { groups, title, scenario, state, cause, severity }: NewIncident,
  ): Promise<{ row: IncidentRow; incident: IncidentSummary }> {
    const now = this.clock.now();
    const id = newId<IncidentId>(this.clock.ms());
    const blank: IncidentRow = {
      ...{ id, no: await this.incidents.nextNo(tx, now), title, scenario, state, cause, version: 1 },
      brand: mostFrequent(sumTallies(groups.map(({ tally }) => tally)).brands),
      severity: { level: 'S4', computed: 'S4', points: 0, reasons: [], override: null },
      detected_at: now,
      declared_at: state === 'declared' ? now : null,
      closed_at: null,
      commander_id: null,
      commander_name: null,
      ...{ velocity_level: 'normal', milestone: 0, peak: 0, provinces: 0, calm_since: null, dismissed_at_size: null, folded_into: null },
      alarm: null,
    };
    await this.incidents.insert(tx, blank);
    await this.detection.attach(
      tx,
      groups.map((group) => group.id),
      id,
    );
    const summary = await this.presenter.summary(blank, tx);
    const { severity: computed, points, reasons } = severityOf(summary.metrics);
    const judged = { level: severity?.level ?? computed, computed, points, reasons, override: severity?.override ?? null };
    const alarm = alarmAfter(null, judged.level, summary.metrics.safety, judged.override?.at ?? now.toISOString());
    const row = await this.incidents.update(tx, blank, { severity: judged, alarm }, false);
    return { row, incident: { ...summary, severity: judged, alarm } };
  }

  /** `forBrand`: the event for readers of the incident's own brand, where the whole one names what is not theirs. */
  async tell(tx: Tx, actor: Actor, id: IncidentId, event: BrandEvent, forBrand = event): Promise<void> {
    await this.events.append(tx, actor, bothStreams(id), event);
    await this.events.appendForBrand(tx, actor, id, forBrand);
  }

  summary(row: IncidentRow, tx: Tx): Promise<IncidentSummary> {
    return this.presenter.summary(row, tx);
  }
}
