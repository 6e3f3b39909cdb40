import { Injectable } from '@nestjs/common';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';

export interface IncidentLookup {
  groupsOf(incident: IncidentId): Promise<GroupId[]>;
  incidentsOf(groups: readonly GroupId[]): Promise<Map<GroupId, IncidentId>>;
}

/** Incidents stand above complaints, so complaints may not ask them; the incidents domain registers here who can answer. */
@Injectable()
export class IncidentDirectory {
  private lookup: IncidentLookup | null = null;

  use(lookup: IncidentLookup): void {
    this.lookup = lookup;
  }

  groupsOf(incident: IncidentId): Promise<GroupId[]> {
    return this.lookup?.groupsOf(incident) ?? Promise.resolve([]);
  }

  async incidentsOf(groups: readonly (GroupId | null)[]): Promise<Map<GroupId, IncidentId>> {
    const distinct = [...new Set(groups.filter((group): group is GroupId => group !== null))];
    return distinct.length === 0 || !this.lookup ? new Map() : this.lookup.incidentsOf(distinct);
  }
}
