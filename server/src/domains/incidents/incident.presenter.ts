import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { IncidentCore, IncidentSummary } from '@tocsin/shared/incidents';
import { maskText } from '@tocsin/shared/complaints';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import type { Tx } from '../../platform/database/db.js';
import { type IncidentRow, IncidentsRepository } from './incidents.repository.js';
import { metricsOf } from './metrics.rules.js';
import { NumbersRepository, type RawNumbers } from './numbers.repository.js';
import { Clock } from '../../platform/clock/clock.js';

/** The next thing due on each incident; the deadlines domain registers itself. */
export type NextDeadlines = (ids: readonly IncidentId[]) => Promise<Map<IncidentId, { at: string; title: string }>>;

/** The only way a row of an incident becomes what people see. */
@Injectable()
export class IncidentPresenter {
  private deadlines: NextDeadlines | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly incidents: IncidentsRepository,
    private readonly numbers: NumbersRepository,
  ) {}

  useDeadlines(source: NextDeadlines): void {
    this.deadlines = source;
  }

  async summaries(rows: readonly IncidentRow[], tx?: Tx): Promise<IncidentSummary[]> {
    return (await this.counted(rows, tx)).summaries;
  }

  /** With what the numbers were made of, for whoever adds them up further. */
  async counted(
    rows: readonly IncidentRow[],
    tx?: Tx,
  ): Promise<{ summaries: IncidentSummary[]; numbers: ReadonlyMap<IncidentId, RawNumbers> }> {
    if (rows.length === 0) return { summaries: [], numbers: new Map() };
    const ids = rows.map(({ id }) => id);
    const now = this.clock.now();
    const groups = byIncident(await this.incidents.groupsOf(ids, tx));
    const numbers = await this.numbers.read(ids, now, tx);
    const due = (await this.deadlines?.(ids)) ?? new Map<IncidentId, { at: string; title: string }>();
    const summaries = rows.map((row) => ({
      ...coreOf(row, groups.get(row.id) ?? []),
      metrics: metricsOf(numbers.get(row.id) as RawNumbers, row.peak, now),
      nextDeadline: due.get(row.id) ?? null,
    }));
    return { summaries, numbers };
  }

  /** With the numbers of those that became part of each: what is looked for by such a number is found. */
  async found({ brands }: Principal, rows: readonly IncidentRow[]): Promise<IncidentSummary[]> {
    const summaries = await this.summaries(rows);
    const absorbed = await this.incidents.absorbedBy(
      rows.map(({ id }) => id),
      brands,
    );
    return summaries.map((one) => ({ ...one, absorbed: absorbed.filter(({ id }) => id === one.id).map(({ no }) => no) }));
  }

  async cores(rows: readonly IncidentRow[], tx?: Tx): Promise<IncidentCore[]> {
    const groups = byIncident(
      await this.incidents.groupsOf(
        rows.map(({ id }) => id),
        tx,
      ),
    );
    return rows.map((row) => coreOf(row, groups.get(row.id) ?? []));
  }

  async core(row: IncidentRow, tx?: Tx): Promise<IncidentCore> {
    return (await this.cores([row], tx))[0] as IncidentCore;
  }

  async summary(row: IncidentRow, tx?: Tx): Promise<IncidentSummary> {
    return (await this.summaries([row], tx))[0] as IncidentSummary;
  }
}

function byIncident(rows: readonly { incident_id: IncidentId; id: GroupId }[]): Map<IncidentId, GroupId[]> {
  const groups = new Map<IncidentId, GroupId[]>();
  for (const { incident_id, id } of rows) groups.set(incident_id, [...(groups.get(incident_id) ?? []), id]);
  return groups;
}

export function coreOf(row: IncidentRow, groupIds: GroupId[]): IncidentCore {
  const { id, no, scenario, brand, state, severity, cause, version, alarm } = row;
  return {
    // A title may be as old as a release that did not look for numbers in it.
    ...{ id, no, title: maskText(row.title), scenario, brand, state, severity, cause, groupIds, version, alarm },
    detectedAt: row.detected_at.toISOString(),
    declaredAt: row.declared_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    commander: row.commander_id === null ? null : { id: row.commander_id, name: row.commander_name ?? '' },
  };
}
