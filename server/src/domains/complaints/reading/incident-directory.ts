import { Injectable } from '@nestjs/common';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import type { z } from 'zod';

type Summary = z.infer<typeof IncidentSummary>;

/** The incident a complaint counts to, and the brand that says who may know of it. */
export interface IncidentRef {
  id: IncidentId;
  no: string;
  brand: string | null;
}

export interface IncidentLookup {
  groupsOf(incident: IncidentId): Promise<GroupId[]>;
  /** The groups of every incident, open or over; or of the open ones only. */
  taken?(only?: 'open'): Promise<GroupId[]>;
  incidentsOf(groups: readonly GroupId[]): Promise<Map<GroupId, IncidentRef>>;
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

  taken(only?: 'open'): Promise<GroupId[]> {
    return this.lookup?.taken?.(only) ?? Promise.resolve([]);
  }

  /** By group; those that people of these brands may not know of are left out. */
  async incidentsOf(groups: readonly (GroupId | null)[], brands: Principal['brands']): Promise<Map<GroupId, IncidentRef>> {
    const distinct = [...new Set(groups.filter((group): group is GroupId => group !== null))];
    if (distinct.length === 0 || !this.lookup) return new Map();
    const found = await this.lookup.incidentsOf(distinct);
    return new Map([...found].filter(([, { brand }]) => seesBrand({ brands }, brand)));
  }

  search(me: Principal, typed: string, limit: number): Promise<Summary[]> {
    return this.lookup?.search?.(me, typed, limit) ?? Promise.resolve([]);
  }
}
