import type { DetectionPolicy } from './incidents.contract.js';

export const BUCKET_MINUTES = 10;
/** Ten-minute buckets of the day that the baseline is taken from. */
export const BASELINE_BUCKETS = 144;
const QUIET_SHARE = 0.75;

/**
 * What is usual in ten minutes: the mean of the quietest three quarters of the day before. A plain mean would take the crisis itself
 * for usual after an hour; this one holds for six.
 */
export function baselineOf(buckets: readonly number[]): number {
  const day = Array.from({ length: BASELINE_BUCKETS }, (_, i) => buckets[i] ?? 0).sort((a, b) => a - b);
  const quiet = day.slice(0, Math.floor(day.length * QUIET_SHARE));
  return Math.round((quiet.reduce((sum, n) => sum + n, 0) / quiet.length) * 100) / 100;
}

export const VELOCITY_LEVELS = ['normal', 'warning', 'critical'] as const;
export type VelocityLevel = (typeof VELOCITY_LEVELS)[number];

/** Complaints in ten minutes from which the curve turns amber and red. A burst by policy is always red. */
export function velocityThresholds(policy: DetectionPolicy, baseline: number): { warning: number; critical: number } {
  const warning = Math.max(policy.burst / 2, 3 * baseline);
  return { warning, critical: Math.max(policy.burst, 2 * warning) };
}

const HOLD = 0.8;

/** The level for a rate; on the way down a level is held until the rate is a fifth below its threshold, so that a rate at the edge tells nobody twice. */
export function velocityLevel(rate: number, limits: { warning: number; critical: number }, before: VelocityLevel): VelocityLevel {
  const enter = rate >= limits.critical ? 2 : rate >= limits.warning ? 1 : 0;
  const stay = rate >= limits.critical * HOLD ? 2 : rate >= limits.warning * HOLD ? 1 : 0;
  const held = Math.min(VELOCITY_LEVELS.indexOf(before), stay);
  return VELOCITY_LEVELS[Math.max(enter, held)] as VelocityLevel;
}

const STEPS = [10, 50, 100];

/** The largest round number of complainants reached: 10, 50, 100, then 500, 1,000, 5,000 …; 0 below ten. */
export function milestoneOf(complainants: number): number {
  let reached = STEPS.filter((step) => step <= complainants).at(-1) ?? 0;
  for (let step = 500; step <= complainants; step *= step.toString().startsWith('5') ? 2 : 5) reached = step;
  return reached;
}

/** Spans of the curve: so many minutes, in buckets of so many. Never more than 72 points. */
const CURVES: readonly (readonly [minutes: number, step: number])[] = [
  [30, 1],
  [60, 1],
  [180, 3],
  [360, 5],
  [720, 10],
  [1_440, 20],
  [4_320, 60],
  [10_080, 180],
];
const ROOM_BEFORE = 0.2;

/** The shortest span that shows an incident of this age from its beginning, with a fifth of quiet before it: a young crisis is no sliver. */
export function curveOf(ageMinutes: number): { minutes: number; step: number } {
  const [minutes, step] = CURVES.find(([span]) => ageMinutes <= span * (1 - ROOM_BEFORE)) ?? (CURVES.at(-1) as (typeof CURVES)[number]);
  return { minutes, step };
}
