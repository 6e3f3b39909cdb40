import type { EngineConfig } from './config.js';
import type { State } from './state.js';
import { peopleIn, type Group } from './store/group.js';
import type { CampaignEvidence } from './types.js';

const COPIED_SHARE = 0.6;

/** Most of the group is one text over and over: coordinated, or at least copied, whoever sends it. */
export const isCampaign = (group: Group, config: EngineConfig): boolean =>
  group.copies >= config.campaignPosts && group.copies >= group.size * COPIED_SHARE;

export function campaignEvidence(state: State, group: Group): CampaignEvidence | undefined {
  if (!isCampaign(group, state.config)) return undefined;
  const newest = group.head >= 0 ? state.record(group.head).id : group.id;
  return { posts: group.size, authors: peopleIn(group), copies: group.copies, sample: newest };
}
