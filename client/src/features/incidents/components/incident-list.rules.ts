import type { IncidentSummary } from '@tocsin/shared/incidents';

export type RailSort = 'velocity' | 'severity' | 'deadline';

const FAR = '9999';
const by: Record<RailSort, (a: IncidentSummary, b: IncidentSummary) => number> = {
  velocity: (a, b) => b.metrics.lastTenMinutes - a.metrics.lastTenMinutes,
  severity: (a, b) => a.severity.level.localeCompare(b.severity.level),
  deadline: (a, b) => (a.nextDeadline?.at ?? FAR).localeCompare(b.nextDeadline?.at ?? FAR),
};

export const sortIncidents = (list: readonly IncidentSummary[], sort: RailSort): IncidentSummary[] =>
  [...list].sort((a, b) => by[sort](a, b) || a.severity.level.localeCompare(b.severity.level) || b.detectedAt.localeCompare(a.detectedAt));

/** The order on screen while someone is looking at it: known rows keep their place, new ones come below, gone ones leave. */
export function holdOrder(ids: readonly string[], list: readonly IncidentSummary[]): IncidentSummary[] {
  const known = new Map(list.map((incident) => [incident.id as string, incident]));
  const held = ids.flatMap((id) => known.get(id) ?? []);
  return [...held, ...list.filter(({ id }) => !ids.includes(id))];
}
