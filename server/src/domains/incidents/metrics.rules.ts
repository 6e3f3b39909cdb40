import { baselineOf, computeSeverity, severityInputs, type IncidentMetrics } from '@tocsin/shared/incidents';
import { EMOTION_STAGES } from '@tocsin/shared/complaints';
import type { RawNumbers } from './numbers.repository.js';

const SPARK = 12;
const DAY = 144;

/** A sum past what can be counted exactly stands at its edge: one absurd complaint must not take the whole room's numbers away. */
const exact = (sum: number): number => Math.min(sum, Number.MAX_SAFE_INTEGER);

/** The numbers of an incident as they stand at a moment. */
export function metricsOf(raw: RawNumbers, peakBefore: number, now: Date): IncidentMetrics {
  const { buckets, tally, complaints } = raw;
  const lastDay = (raw.ahead ?? 0) + buckets.slice(0, DAY).reduce((sum, n) => sum + n, 0);
  return {
    posts: raw.posts,
    complaints,
    complainants: raw.complainants,
    lastTenMinutes: buckets[0] ?? 0,
    previousTenMinutes: buckets[1] ?? 0,
    peakTenMinutes: Math.max(peakBefore, ...buckets),
    baselineTenMinutes: baselineOf(buckets.slice(1)),
    spark: buckets.slice(0, SPARK).reverse(),
    emotion: Object.fromEntries(EMOTION_STAGES.map((stage) => [stage, tally.emotion[stage] ?? 0])) as IncidentMetrics['emotion'],
    safety: tally.safety,
    legal: tally.legal,
    reach: exact(tally.reach),
    repeatComplainants: raw.repeaters,
    unanswered: Math.max(0, complaints - raw.answered),
    unanswered24h: Math.max(0, complaints - lastDay - raw.answeredBefore),
    regulator: tally.regulator,
    claimed: { minor: exact(tally.claimed), currency: 'CNY' },
    located: tally.located,
    unlocated: tally.unlocated,
    past: tally.past,
    at: now.toISOString(),
  };
}

export const severityOf = (metrics: IncidentMetrics): ReturnType<typeof computeSeverity> => computeSeverity(severityInputs(metrics));
