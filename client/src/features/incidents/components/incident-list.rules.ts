import { byDanger, type IncidentSummary } from '@tocsin/shared/incidents';

export type RailSort = 'danger' | 'velocity' | 'severity' | 'deadline';

const FAR = '9999';
const by: Record<RailSort, (a: IncidentSummary, b: IncidentSummary) => number> = {
  danger: () => 0,
  velocity: (a, b) => b.metrics.lastTenMinutes - a.metrics.lastTenMinutes,
  severity: (a, b) => a.severity.level.localeCompare(b.severity.level),
  deadline: (a, b) => (a.nextDeadline?.at ?? FAR).localeCompare(b.nextDeadline?.at ?? FAR),
};

/** By what was chosen; among equals, danger first. */
export const sortIncidents = (list: readonly IncidentSummary[], sort: RailSort): IncidentSummary[] =>
  [...list].sort((a, b) => by[sort](a, b) || byDanger(a, b));

const alarms = ({ severity, metrics }: IncidentSummary): boolean => metrics.safety > 0 || severity.level === 'S1';

/**
 * The order on screen while someone is looking at it: known rows keep their place, new ones come below unless they endanger people or
 * are of the first severity, gone ones leave.
 */
export function holdOrder(ids: readonly string[], list: readonly IncidentSummary[]): IncidentSummary[] {
  const known = new Map(list.map((incident) => [incident.id as string, incident]));
  const held = ids.flatMap((id) => known.get(id) ?? []);
  const added = list.filter(({ id }) => !ids.includes(id));
  return [...added.filter(alarms), ...held, ...added.filter((one) => !alarms(one))];
}
