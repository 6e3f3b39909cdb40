import { byDanger, type IncidentSummary } from '@tocsin/shared/incidents';

export const STALE_MS = 60_000;
export const SHOWN = 8;

type Dated = Pick<IncidentSummary, 'id' | 'no' | 'title' | 'detectedAt' | 'declaredAt' | 'closedAt'> & {
  severity: Pick<IncidentSummary['severity'], 'level'>;
};
export interface KeyEvent {
  key: string;
  kind: 'detected' | 'declared' | 'closed';
  at: string;
  no: string;
  title: string;
  level: IncidentSummary['severity']['level'];
}

/** The turns in the life of what is on the wall, newest first. */
export function keyEvents(incidents: readonly Dated[], most: number): KeyEvent[] {
  return incidents
    .flatMap(({ id, no, title, severity, detectedAt, declaredAt, closedAt }) => {
      const event = (kind: KeyEvent['kind'], at: string): KeyEvent => ({
        key: `${id} ${kind}`,
        kind,
        at,
        no,
        title,
        level: severity.level,
      });
      return [
        event('detected', detectedAt),
        ...(declaredAt === null ? [] : [event('declared', declaredAt)]),
        ...(closedAt === null ? [] : [event('closed', closedAt)]),
      ];
    })
    .sort((a, b) => b.at.localeCompare(a.at) || a.key.localeCompare(b.key))
    .slice(0, most);
}

/** In the one order of incidents: what a passer-by must see stands at the top. */
export function ranked(incidents: readonly IncidentSummary[], states: readonly IncidentSummary['state'][] | undefined): IncidentSummary[] {
  return incidents.filter(({ state }) => states === undefined || states.length === 0 || states.includes(state)).sort(byDanger);
}

/** Whose turn it is: the whole picture, then one incident after the other. `null` is the whole picture. */
export function turnAt<T>(now: number, everySeconds: number | undefined, stops: readonly T[]): T | null {
  if (everySeconds === undefined || stops.length === 0) return null;
  const turn = Math.floor(now / (everySeconds * 1_000)) % (stops.length + 1);
  return stops[turn - 1] ?? null;
}

export const nextDeadlines = (incidents: readonly IncidentSummary[]): { no: string; at: string; title: string }[] =>
  incidents
    .flatMap(({ no, nextDeadline }) => (nextDeadline === null ? [] : [{ no, ...nextDeadline }]))
    .sort((a, b) => a.at.localeCompare(b.at));
