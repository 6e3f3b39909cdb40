import { Injectable } from '@nestjs/common';
import { GroupPort } from '../clustering/index.js';
import { IncidentDirectory, type IncidentLookup, type IncidentRef } from '../complaints/index.js';
import type { Principal } from '@tocsin/shared/identity';
import { INCIDENT_STATES, isOver, type IncidentSummary } from '@tocsin/shared/incidents';
import { incidentNoOf, type GroupId, type IncidentId } from '@tocsin/shared/kernel';
import { DetectionRepository } from './detection.repository.js';
import { Detector, DetectorParts } from './detector.js';
import { Evaluator } from './evaluator.js';
import { IncidentBooks } from './incident-books.js';
import { IncidentPresenter } from './incident.presenter.js';
import { IncidentsRepository } from './incidents.repository.js';
import { NumbersRepository } from './numbers.repository.js';
import { DetectionPolicyRepository } from './policy/detection-policy.repository.js';
import { Scrutiny } from './scrutiny.js';
import { TitleKeeper } from './title-keeper.js';

/** Tells the domains before this one who answers for incidents. */
@Injectable()
export class IncidentPorts implements IncidentLookup {
  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly presenter: IncidentPresenter,
    groups: GroupPort,
    detector: Detector,
    directory: IncidentDirectory,
  ) {
    groups.register(detector);
    directory.use(this);
  }

  async groupsOf(incident: IncidentId): Promise<GroupId[]> {
    return (await this.incidents.groupsOf([incident])).map(({ id }) => id);
  }

  taken(only?: 'open'): Promise<GroupId[]> {
    return this.incidents.taken(only === undefined ? [] : INCIDENT_STATES.filter(isOver));
  }

  async incidentsOf(groups: readonly GroupId[]): Promise<Map<GroupId, IncidentRef>> {
    return new Map((await this.incidents.incidentsOf(groups)).map(({ group, ...incident }) => [group, incident]));
  }

  /** Incidents whose number or title holds what was typed, or one of whose groups is titled like it. */
  async search(me: Principal, typed: string, limit: number): Promise<IncidentSummary[]> {
    return this.presenter.found(me, await this.incidents.search(me.brands, incidentNoOf(typed) ?? typed, limit));
  }
}

/** What the consumer's transaction needs of incidents, in a server or alone in a thread. */
export const DETECTION_PROVIDERS = [
  ...[IncidentsRepository, NumbersRepository, DetectionRepository, DetectionPolicyRepository],
  ...[IncidentPresenter, IncidentBooks, Evaluator, Scrutiny, TitleKeeper, DetectorParts, Detector, IncidentPorts],
];
