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

/** Whether a group is large enough, all told, for a rule of the policy to be broken: the windows of no other need to be counted. */
export const isLargeEnough = (policy: DetectionPolicy, x: { complainants: number; complaints: number; critical: number }): boolean =>
  x.complainants >= policy.minComplainants || x.complaints >= policy.burst || (policy.criticalRisk && x.critical > 0);

/** A dismissed group speaks up again only when it has become twice what a person looked at, and by five people at least. */
export const alarmsAgain = (complainantsNow: number, complainantsAtDismissal: number): boolean =>
  complainantsNow >= Math.max(complainantsAtDismissal * 2, complainantsAtDismissal + 5);

export const CALM_MINUTES = 30;
/** A computed severity rises at once and falls only when the lower one has held for half an hour. */
export const mayFall = (calmSince: number | null, now: number): boolean => calmSince !== null && now - calmSince >= CALM_MINUTES * 60_000;

/** Below so many people, so much of a group must say the same: two strangers share a word or two by chance, forty don't. */
export const COHERENT: readonly (readonly [people: number, cohesion: number])[] = [
  [10, 0.85],
  [20, 0.75],
  [40, 0.5],
];

/** Whether a group tells one thing. `cohesion`: share of its members that say its commonest words, the mean of the three. */
export const isCoherent = (complainants: number, cohesion: number): boolean =>
  cohesion >= (COHERENT.find(([people]) => complainants < people)?.[1] ?? 0);

const CORE_WEIGHT = 0.5;

/** The few words that make up most of what a group says; none when it says many things at once. `terms`: strongest first, of unit length all told. */
export function coreWords(terms: readonly { term: string; weight: number }[]): string[] {
  const words: string[] = [];
  let weight = 0;
  for (const one of terms) {
    words.push(one.term);
    weight += one.weight ** 2;
    if (weight >= CORE_WEIGHT) return words;
  }
  return [];
}

const SAYS_SO = 0.8;
export const STANDS_ALONE = 20;
const STANDS_BESIDE = 0.1;
/** Complaints of any kind: twice as many as pass between two refinements of the groups. */
const YOUNG = 1_000;

export interface Resemblance {
  complainants: number;
  /** Complaints of any kind that have come since its first one. */
  age: number;
  /** What share of its members says each of the incident's core words. */
  shares: readonly number[];
  ofIncident: number;
}

/**
 * A small group whose members nearly all say what a known incident is about is most likely a part of it, told in other words: the next
 * refinement joins them. It alarms on its own once it has outlived that and is too large for a part.
 */
export const isFragment = ({ complainants, age, shares, ofIncident }: Resemblance): boolean =>
  shares.length > 0 &&
  shares.every((share) => share >= SAYS_SO) &&
  complainants < ofIncident &&
  (age < YOUNG || complainants < Math.max(STANDS_ALONE, ofIncident * STANDS_BESIDE));
