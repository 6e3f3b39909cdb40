import type { Profile } from './types.js';

export const ENGINE_VERSION = 'tocsin-cluster/4';

export interface ProfileConfig {
  /** Power of the inverse document frequency; long complaints share much boilerplate, so rare words must count for more. */
  idfPower: number;
  /** Factor on words never met before: they can match nothing yet and only thin out the rest. */
  unseen: number;
  centroidShare: number;
  bestShare: number;
  join: number;
  /** By how much the joining threshold falls for a group that is being told of right now, and rises for one long silent. */
  recency: number;
  /** A member whose similarity to the rest of its group stays under this is let go again. */
  keep: number;
  merge: number;
  /** How much the merging bar rises with every doubling of the smaller group. */
  mergeRise: number;
  /** Share of its weight that the strongest single word of two groups doesn't count for when they are compared. */
  solo: number;
  /** The same where a document is compared with a group. */
  soloJoin: number;
}

export interface EngineConfig {
  termBits: number;
  /** Terms kept of one document, at most 255. */
  docTerms: number;
  /** The heaviest of a document's terms, by which it can be found. */
  indexedTerms: number;
  duplicateBits: number;
  /** Documents held in full; older ones live on in their group's centroid. */
  capacity: number;
  sleepers: number;
  centroidTerms: number;
  sleeperTerms: number;
  /** Spellings remembered for explanations. */
  lexicon: number;
  postingsPerTerm: number;
  postingBudget: number;
  queryTerms: number;
  commonShare: number;
  neighbours: number;
  /** Compared exactly beyond the neighbours wanted, since the sums that rank them leave the lesser terms out. */
  spare: number;
  minCosine: number;
  /** Originals after which an arrival is looked at again the first time. */
  refineEvery: number;
  /** Originals between two rounds of merging. */
  mergeEvery: number;
  /** What one arrival does of a round, in pairs of groups tried. */
  mergeSlice: number;
  reassignUpTo: number;
  duplicateSimilarity: number;
  sleepAfterMs: number;
  campaignPosts: number;
  serialPosts: number;
  /** Factors on the joining threshold when the objects agree, or when soft objects differ. */
  attract: number;
  repel: number;
  profiles: Record<Profile, ProfileConfig>;
}

export const DEFAULT_CONFIG: EngineConfig = {
  termBits: 22,
  docTerms: 96,
  indexedTerms: 48,
  duplicateBits: 22,
  capacity: 262_144,
  sleepers: 262_144,
  centroidTerms: 192,
  sleeperTerms: 24,
  lexicon: 400_000,
  postingsPerTerm: 400,
  postingBudget: 1_000,
  queryTerms: 32,
  commonShare: 0.1,
  neighbours: 12,
  spare: 2,
  minCosine: 0.08,
  refineEvery: 1_000,
  mergeEvery: 100,
  mergeSlice: 32,
  reassignUpTo: 4,
  duplicateSimilarity: 0.56,
  sleepAfterMs: 30 * 86_400_000,
  campaignPosts: 20,
  serialPosts: 10,
  attract: 0.7,
  repel: 1.3,
  profiles: {
    post: {
      idfPower: 0.6,
      unseen: 1,
      centroidShare: 0.6,
      bestShare: 0.4,
      join: 0.18,
      recency: 0.2,
      keep: 0,
      merge: 0.13,
      mergeRise: 0.08,
      solo: 0.7,
      soloJoin: 0.2,
    },
    complaint: {
      idfPower: 1.5,
      unseen: 0.9,
      centroidShare: 0.4,
      bestShare: 0.1,
      join: 0.2,
      recency: 0,
      keep: 0.17,
      merge: 0.3,
      mergeRise: 0.055,
      solo: 0,
      soloJoin: 0,
    },
  },
};

export type EngineSettings = Partial<Omit<EngineConfig, 'profiles'>> & { profiles?: Partial<Record<Profile, Partial<ProfileConfig>>> };

export function resolveConfig(settings: EngineSettings = {}): EngineConfig {
  const { profiles, ...rest } = settings;
  return {
    ...DEFAULT_CONFIG,
    ...rest,
    profiles: {
      post: { ...DEFAULT_CONFIG.profiles.post, ...profiles?.post },
      complaint: { ...DEFAULT_CONFIG.profiles.complaint, ...profiles?.complaint },
    },
  };
}
