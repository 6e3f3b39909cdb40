import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import type { z } from 'zod';

type Summary = z.infer<typeof IncidentSummary>;

export interface IncidentLookup {
  groupsOf(incident: IncidentId): Promise<GroupId[]>;
  /** The groups of every incident, open or over. */
  taken?(): Promise<GroupId[]>;
  incidentsOf(groups: readonly GroupId[]): Promise<Map<GroupId, IncidentId>>;
  /** Those whose number, title or groups match what was typed, and which this person may see. */
  search?(me: Principal, typed: string, limit: number): Promise<Summary[]>;
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

  taken(): Promise<GroupId[]> {
    return this.lookup?.taken?.() ?? Promise.resolve([]);
  }

  async incidentsOf(groups: readonly (GroupId | null)[]): Promise<Map<GroupId, IncidentId>> {
    const distinct = [...new Set(groups.filter((group): group is GroupId => group !== null))];
    return distinct.length === 0 || !this.lookup ? new Map() : this.lookup.incidentsOf(distinct);
  }

  search(me: Principal, typed: string, limit: number): Promise<Summary[]> {
    return this.lookup?.search?.(me, typed, limit) ?? Promise.resolve([]);
  }
}
