import type { DetectionPolicy } from './incidents.contract.js';

export interface DetectionInputs {
  /** Distinct people in the policy's window, ending with the newest complaint. */
  complainants: number;
  /** Complaints in the ten minutes that end with the newest complaint. */
  tenMinutes: number;
  /** Complaints of critical risk, all told. */
  critical: number;
}

export interface Detection {
  rule: 'complainants' | 'burst' | 'critical';
  value: number;
  threshold: number;
  windowMinutes: number | null;
}

/** Which rule of the policy a group breaks: danger to people first, then the number of people, then the burst. */
export function detect(policy: DetectionPolicy, x: DetectionInputs): Detection | null {
  if (policy.criticalRisk && x.critical > 0) return { rule: 'critical', value: x.critical, threshold: 1, windowMinutes: null };
  if (x.complainants >= policy.minComplainants)
    return { rule: 'complainants', value: x.complainants, threshold: policy.minComplainants, windowMinutes: policy.windowMinutes };
  if (x.tenMinutes >= policy.burst) return { rule: 'burst', value: x.tenMinutes, threshold: policy.burst, windowMinutes: 10 };
  return null;
}

/** A dismissed group speaks up again only when it has become twice what a person looked at, and by five people at least. */
export const alarmsAgain = (complainantsNow: number, complainantsAtDismissal: number): boolean =>
  complainantsNow >= Math.max(complainantsAtDismissal * 2, complainantsAtDismissal + 5);

const CALM_MINUTES = 30;
/** A computed severity rises at once and falls only when the lower one has held for half an hour. */
export const mayFall = (calmSince: number | null, now: number): boolean => calmSince !== null && now - calmSince >= CALM_MINUTES * 60_000;
