import type { IncidentMetrics } from './incidents.contract.js';

export const INCIDENT_STATES = ['detected', 'declared', 'responding', 'monitoring', 'resolved', 'reviewed', 'dismissed'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const SEVERITIES = ['S1', 'S2', 'S3', 'S4'] as const;
export type Severity = (typeof SEVERITIES)[number];

const next: Record<IncidentState, readonly IncidentState[]> = {
  detected: ['declared', 'dismissed'],
  declared: ['responding', 'dismissed'],
  responding: ['monitoring'],
  monitoring: ['resolved', 'responding'],
  resolved: ['reviewed', 'monitoring'],
  reviewed: [],
  dismissed: ['detected'],
};

/** Asked by the button and by the service: may an incident go from one state to another? */
export const canMove = (from: IncidentState, to: IncidentState): boolean => next[from].includes(to);
export const movesFrom = (from: IncidentState): readonly IncidentState[] => next[from];

const OVER: readonly IncidentState[] = ['resolved', 'reviewed', 'dismissed'];
/** Nobody works on it any more: its severity and its commander stay as they were, unless it comes back. */
export const isOver = (state: IncidentState): boolean => OVER.includes(state);

/** The rail's segments: every state is in exactly one. What a person dismissed needs no aftercare. */
export const SEGMENTS = {
  active: ['detected', 'declared', 'responding'],
  watching: ['monitoring'],
  after: ['resolved', 'reviewed'],
  dismissed: ['dismissed'],
} as const;

export interface SeverityInputs {
  complainants: number;
  /** Distinct complaints received in the last ten minutes. */
  perTenMinutes: number;
  /** Usual number in ten minutes, from the 24 hours before. */
  baseline: number;
  safety: number;
  legal: number;
  exposure: number;
  /** Followers and reposts added up. */
  reach: number;
  /** Sum claimed, in minor units. */
  claimedMinor: number;
}

/** The figures of an incident that its severity rests on. */
export const severityInputs = (metrics: IncidentMetrics): SeverityInputs => ({
  complainants: metrics.complainants,
  perTenMinutes: metrics.lastTenMinutes,
  baseline: metrics.baselineTenMinutes,
  safety: metrics.safety,
  legal: metrics.legal,
  exposure: metrics.emotion.exposure ?? 0,
  reach: metrics.reach,
  claimedMinor: metrics.claimed.minor,
});

export interface SeverityReason {
  axis: 'reach' | 'harm' | 'velocity' | 'exposure';
  code: string;
  value: number;
  threshold: number;
  points: number;
}

type Step = readonly [threshold: number, points: number];
const rate = (axis: SeverityReason['axis'], code: string, value: number, steps: readonly Step[]): SeverityReason[] => {
  const hit = steps.find(([threshold]) => value >= threshold);
  return hit ? [{ axis, code, value, threshold: hit[0], points: hit[1] }] : [];
};

/** Severity with its reasons: the points of four axes are added, and harm to people alone is enough for S1. */
export function computeSeverity(x: SeverityInputs): { severity: Severity; points: number; reasons: SeverityReason[] } {
  const reasons = [
    ...rate('reach', 'complainants', x.complainants, [
      [1_000, 4],
      [200, 3],
      [50, 2],
      [10, 1],
    ]),
    ...rate('harm', 'safety', x.safety, [
      [10, 6],
      [3, 4],
      [1, 3],
    ]),
    ...rate('harm', 'legal', x.legal, [
      [50, 3],
      [10, 2],
      [1, 1],
    ]),
    ...rate('harm', 'claimed', x.claimedMinor, [
      [100_000_000, 3],
      [10_000_000, 2],
      [1_000_000, 1],
    ]),
    ...rate('velocity', 'per-ten-minutes', x.perTenMinutes, [
      [100, 3],
      [30, 2],
      [10, 1],
    ]),
    ...(x.perTenMinutes >= 5
      ? rate('velocity', 'times-baseline', x.perTenMinutes / Math.max(x.baseline, 1), [
          [10, 2],
          [3, 1],
        ])
      : []),
    ...rate('exposure', 'exposed', x.exposure, [
      [100, 3],
      [20, 2],
      [3, 1],
    ]),
    ...rate('exposure', 'audience', x.reach, [
      [1_000_000, 3],
      [100_000, 2],
      [10_000, 1],
    ]),
  ];
  const points = reasons.reduce((sum, r) => sum + r.points, 0);
  const severity: Severity = points >= 9 || x.safety >= 10 ? 'S1' : points >= 6 ? 'S2' : points >= 3 ? 'S3' : 'S4';
  return { severity, points, reasons };
}
