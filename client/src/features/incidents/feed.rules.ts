import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { IncidentSituation } from '@tocsin/shared/incidents';
import type { Pulse } from '@tocsin/shared/live';

/** What a feed remembers; a pulse tells a handful. */
export const FEED_MAX = 200;

const newestFirst = (a: ComplaintRow, b: ComplaintRow): number =>
  a.receivedAt === b.receivedAt ? (a.id < b.id ? 1 : -1) : a.receivedAt < b.receivedAt ? 1 : -1;

/**
 * Rows that came over the wire among those already known, newest first by when they were received: a complaint that a regrouping
 * brought in may be older than what is shown. A row told twice is kept once, as it was told last.
 */
export function mergeFeed(fresh: readonly ComplaintRow[], known: readonly ComplaintRow[]): ComplaintRow[] {
  const rows = new Map(known.map((row) => [row.id, row]));
  for (const row of fresh) rows.set(row.id, row);
  return [...rows.values()].sort(newestFirst).slice(0, FEED_MAX);
}

/** The situation with what a pulse tells: its newest rows, and its numbers unless those shown are newer. */
export function pulseSituation(situation: IncidentSituation, pulse: Pulse): IncidentSituation {
  const { metrics, newest } = pulse;
  const newer = metrics !== undefined && metrics.at >= situation.metrics.at;
  if (newest.length === 0 && !newer) return situation;
  return {
    ...situation,
    metrics: newer ? metrics : situation.metrics,
    newest: newest.length === 0 ? situation.newest : mergeFeed(newest, situation.newest),
  };
}
