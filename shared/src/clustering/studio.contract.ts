import { z } from 'zod';
import { ComplaintId, GroupId, reasonLine } from '../kernel/index.js';
import { ExplainedTerm, GroupSummary, NearMember, ResolvedObject } from './clustering.contract.js';

const reason = reasonLine(500);

export const PROPOSAL_REASONS = [
  'named-incident',
  'near-threshold',
  /** Alike enough; the engine comes to it once one of the two has grown. */
  'due',
  'two-objects',
  'two-matters',
  'locked',
  'refused-object',
] as const;
/** Why a proposal can't be accepted as things stand. */
export const PROPOSAL_BLOCKS = ['locked', 'two-incidents'] as const;

/** What the engine would do and leaves to people. Of a merge `from` would join `into`; of a split `complaintIds` would leave `from`. */
export const Proposal = z.object({
  key: z.string(),
  kind: z.enum(['merge', 'split']),
  why: z.enum(PROPOSAL_REASONS),
  /**
   * Likeness of the two sides, and what the engine would want of these very two: above it for a merge, far below it for a split. The bar
   * rises with their size and falls when their objects agree.
   */
  score: z.number(),
  threshold: z.number(),
  terms: z.array(ExplainedTerm),
  from: GroupSummary,
  into: GroupSummary.nullable(),
  /** What each side is about, as far as it is known. */
  objects: z.object({ from: z.string().nullable(), into: z.string().nullable() }),
  complaintIds: z.array(ComplaintId),
  /** A few complaints of either side, for the eye. */
  near: z.object({ from: z.array(NearMember), into: z.array(NearMember) }),
  blocked: z.enum(PROPOSAL_BLOCKS).nullable(),
});
export type Proposal = z.infer<typeof Proposal>;
export const Proposals = z.object({ items: z.array(Proposal), algorithm: z.string() });
export type Proposals = z.infer<typeof Proposals>;

/** Versions as they were shown: a group that changed since answers 409, and nothing is done. */
const shown = {
  kind: z.enum(['merge', 'split']),
  from: z.object({ id: GroupId, version: z.int() }),
  into: z.object({ id: GroupId, version: z.int() }).nullable(),
  complaintIds: z.array(ComplaintId).max(5_000),
  reason,
};
export const DecideProposal = z
  .strictObject(shown)
  .refine(({ kind, into }) => (kind === 'merge') === (into !== null), { path: ['into'], message: 'a merge has a target, a split has none' })
  .refine(({ kind, complaintIds }) => kind === 'merge' || complaintIds.length > 0, {
    path: ['complaintIds'],
    message: 'a split takes somebody out',
  });
export type DecideProposal = z.infer<typeof DecideProposal>;
export const ProposalRefused = z.object({ kind: z.enum(['merge', 'split']), from: GroupId, into: GroupId.nullable() });
export type ProposalRefused = z.infer<typeof ProposalRefused>;

/** One problem over several objects: shown apart from groups, and never a cause for alarm. */
export const Theme = z.object({
  id: z.string(),
  terms: z.array(ExplainedTerm),
  posts: z.int(),
  complainants: z.int(),
  /** Arrivals by hour over the last day, oldest first. */
  trend: z.array(z.int()),
  groups: z.array(z.object({ group: GroupSummary, object: z.object({ kind: z.string(), name: z.string() }) })),
});
export type Theme = z.infer<typeof Theme>;
export const Themes = z.object({ items: z.array(Theme), algorithm: z.string() });
export type Themes = z.infer<typeof Themes>;

export const WhyNotQuery = z.object({ group: GroupId });
const Scores = z.object({ score: z.number(), threshold: z.number(), centroid: z.number(), best: z.number(), mean: z.number() });
export const WHY_NOT_REASONS = [
  'placed-by-person',
  'person-parted',
  'other-object',
  'below-threshold',
  'better-elsewhere',
  'none',
] as const;
export const WhyNotReason = z.enum(WHY_NOT_REASONS);
export type WhyNotReason = z.infer<typeof WhyNotReason>;

/** What kept a complaint out of a group, most decisive first, by the engine as it stands now. */
export const WhyNot = z.object({
  complaintId: ComplaintId,
  own: GroupSummary,
  other: GroupSummary,
  algorithm: z.string(),
  ownScores: Scores.nullable(),
  otherScores: Scores.nullable(),
  /** All that would have to differ, each with the likeness that is missing; what the group speaks of and the complaint doesn't. */
  reasons: z.array(
    z.object({
      reason: WhyNotReason,
      lacks: z.number().nullable(),
      /** Nothing else is in the way: were this otherwise, the complaint would stand in the group. */
      alone: z.boolean(),
      words: z.array(ExplainedTerm),
    }),
  ),
  object: ResolvedObject.nullable(),
  otherObject: ResolvedObject.nullable(),
  shared: z.array(ExplainedTerm),
  /** Weighty words of the complaint that the group does not know. */
  missing: z.array(ExplainedTerm),
  nearest: z.array(NearMember),
});
export type WhyNot = z.infer<typeof WhyNot>;
