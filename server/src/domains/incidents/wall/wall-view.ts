import { Injectable } from '@nestjs/common';
import type { IncidentSituation, IncidentSummary, Overview } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { notFound } from '../../../platform/problems/index.js';
import { WATCHED } from '../evaluator.js';
import { IncidentsRepository } from '../incidents.repository.js';
import { OverviewService } from '../overview.service.js';
import { SituationService } from '../situation.service.js';

/** What strangers in the corridor may read: numbers and titles, no names of colleagues, no words of customers. */
@Injectable()
export class WallView {
  constructor(
    private readonly overviews: OverviewService,
    private readonly situations: SituationService,
    private readonly incidents: IncidentsRepository,
  ) {}

  async overview(): Promise<z.infer<typeof Overview>> {
    const overview = await this.overviews.read(null);
    return { ...overview, incidents: overview.incidents.map(nameless) };
  }

  async situation(id: IncidentId, hours: number | undefined): Promise<z.infer<typeof IncidentSituation>> {
    const row = (await this.incidents.byIds([id]))[0];
    if (!row || !WATCHED.includes(row.state)) throw notFound();
    const situation = await this.situations.of(row, hours, null);
    return {
      ...situation,
      // Single complaints are no business of a screen that strangers read; it shows none.
      newest: [],
    };
  }
}

const nameless = (incident: IncidentSummary): IncidentSummary => ({
  ...incident,
  commander: null,
  severity: { ...incident.severity, override: null },
});
