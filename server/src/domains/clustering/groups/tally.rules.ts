import { LEGAL_FLAGS, SAFETY_FLAGS } from '@tocsin/shared/complaints';

export type Counts = Record<string, number>;
/** Keyed by what people wrote, `constructor` among it, so there is no prototype behind it. */
export const noCounts = (): Counts => Object.create(null) as Counts;

/** What a group's complaints say, added up. Kept in the group's row, so that reading an incident costs a row, not its complaints. */
export interface Tally {
  channels: Counts;
  emotion: Counts;
  demands: Counts;
  flags: Counts;
  brands: Counts;
  /** By adcode as found: a district's complaint stands under the district. */
  areas: Counts;
  safety: number;
  legal: number;
  regulator: number;
  critical: number;
  claimed: number;
  reach: number;
  located: number;
  unlocated: number;
  /** Posts that are past cases. */
  past: number;
}

/**
 * What one complaint adds. A re-post adds its reach and nothing else: it is the same complaint seen again. A past case adds to nothing but the
 * number of them: all else here is read as what is happening now.
 */
export interface Facts {
  channel: string;
  emotion: string;
  demands: readonly string[];
  flags: readonly string[];
  brand: string | null;
  adcode: string | null;
  located: boolean;
  critical: boolean;
  claimed: number;
  reach: number;
  repost: boolean;
  past: boolean;
}

/** Whether it is one more complaint of what is happening now. */
export const isCounted = ({ repost, past }: Pick<Facts, 'repost' | 'past'>): boolean => !repost && !past;

export const emptyTally = (): Tally => ({
  channels: noCounts(),
  emotion: noCounts(),
  demands: noCounts(),
  flags: noCounts(),
  brands: noCounts(),
  areas: noCounts(),
  safety: 0,
  legal: 0,
  regulator: 0,
  critical: 0,
  claimed: 0,
  reach: 0,
  located: 0,
  unlocated: 0,
  past: 0,
});

const COUNTS = ['channels', 'emotion', 'demands', 'flags', 'brands', 'areas'] as const;
const SUMS = ['safety', 'legal', 'regulator', 'critical', 'claimed', 'reach', 'located', 'unlocated', 'past'] as const;

const bump = (counts: Counts, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};
const anyOf = (flags: readonly string[], wanted: readonly string[]): boolean => flags.some((flag) => wanted.includes(flag));

export function count(tally: Tally, facts: Facts): void {
  if (facts.past) {
    tally.past += 1;
    return;
  }
  tally.reach += facts.reach;
  if (facts.repost) return;
  bump(tally.channels, facts.channel);
  bump(tally.emotion, facts.emotion);
  for (const demand of facts.demands) bump(tally.demands, demand);
  for (const flag of facts.flags) bump(tally.flags, flag);
  if (facts.brand !== null) bump(tally.brands, facts.brand);
  if (facts.adcode !== null) bump(tally.areas, facts.adcode);
  tally.safety += anyOf(facts.flags, SAFETY_FLAGS) ? 1 : 0;
  tally.legal += anyOf(facts.flags, LEGAL_FLAGS) ? 1 : 0;
  tally.regulator += facts.channel === 'regulator' || facts.flags.includes('regulator') ? 1 : 0;
  tally.critical += facts.critical ? 1 : 0;
  tally.claimed += facts.claimed;
  tally[facts.located ? 'located' : 'unlocated'] += 1;
}

/** Adds `more` to `into`; the order of adding never matters. */
export function addTally(into: Tally, more: Partial<Tally>): Tally {
  for (const name of COUNTS) {
    const target = into[name];
    for (const [key, n] of Object.entries(more[name] ?? {})) target[key] = (target[key] ?? 0) + n;
  }
  for (const name of SUMS) into[name] += more[name] ?? 0;
  return into;
}

/** Takes back what `addTally` gave; a name that nobody carries any more disappears. */
export function subtractTally(from: Partial<Tally>, less: Tally): Tally {
  const rest = addTally(emptyTally(), from);
  for (const name of COUNTS) {
    const left = rest[name];
    for (const [key, n] of Object.entries(less[name])) left[key] = (left[key] ?? 0) - n;
    rest[name] = Object.assign(noCounts(), Object.fromEntries(Object.entries(left).filter(([, n]) => n !== 0)));
  }
  for (const name of SUMS) rest[name] -= less[name];
  return rest;
}

/** Never alters what it is given. */
export function sumTallies(tallies: readonly Partial<Tally>[]): Tally {
  const [only, ...more] = tallies;
  // The usual case, an incident of one group, needs no adding up; reading a hundred incidents is made of it.
  if (more.length === 0) return { ...emptyTally(), ...only };
  return tallies.reduce<Tally>((sum, tally) => addTally(sum, tally), emptyTally());
}

/** The name that most complaints carry; the smaller one in the alphabet on a tie, so that it doesn't flicker. */
export function mostFrequent(counts: Counts): string | null {
  let best: string | null = null;
  for (const key of Object.keys(counts).sort()) if (best === null || (counts[key] ?? 0) > (counts[best] ?? 0)) best = key;
  return best;
}
