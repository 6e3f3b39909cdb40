import type { IncidentSummary } from './incidents.contract.js';

/** What the order rests on: the state of an incident and its numbers, nothing about the screen it is shown on. */
export type Ranked = Pick<IncidentSummary, 'id' | 'detectedAt'> & {
  severity: Pick<IncidentSummary['severity'], 'level'>;
  metrics: Pick<IncidentSummary['metrics'], 'safety' | 'lastTenMinutes' | 'previousTenMinutes' | 'complainants'>;
};

export const isRising = ({ metrics }: Pick<Ranked, 'metrics'>): boolean => metrics.lastTenMinutes > metrics.previousTenMinutes;

const dangerOf = (one: Ranked): number => (one.metrics.safety > 0 ? (isRising(one) ? 2 : 1) : 0);
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order of incidents on every list: danger to people that is growing, other danger to people, then severity, then speed, then
 * the number of people; the newest first among equals.
 */
export const byDanger = (a: Ranked, b: Ranked): number =>
  dangerOf(b) - dangerOf(a) ||
  text(a.severity.level, b.severity.level) ||
  b.metrics.lastTenMinutes - a.metrics.lastTenMinutes ||
  b.metrics.complainants - a.metrics.complainants ||
  text(b.detectedAt, a.detectedAt) ||
  text(a.id, b.id);
