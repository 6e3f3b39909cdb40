import { z } from 'zod';
import { ComplaintId, GroupId, IncidentId, Instant, MoveId, PageQuery, UserId, line, reasonLine } from '../kernel/index.js';
import { EntryKind } from './dictionary.contract.js';

const reason = reasonLine(500);

export const GroupSummary = z.object({
  id: GroupId,
  /** Made of its strongest words until a person names the incident. */
  title: z.string(),
  terms: z.array(z.string()),
  /** Every post, re-posts included. */
  posts: z.int(),
  complainants: z.int(),
  firstAt: Instant,
  lastAt: Instant,
  incidentId: IncidentId.nullable(),
  locked: z.boolean(),
  mergedInto: GroupId.nullable(),
  campaign: z.boolean(),
  version: z.int(),
});
export type GroupSummary = z.infer<typeof GroupSummary>;

export const ExplainedTerm = z.object({ term: z.string(), weight: z.number() });
export const ExplainedField = z.object({ field: z.string(), value: z.string(), effect: z.enum(['attracts', 'separates', 'neutral']) });
export const NearMember = z.object({ complaintId: ComplaintId, excerpt: z.string(), score: z.number() });

export const OBJECT_SOURCES = ['person', 'field', 'dictionary', 'pattern', 'place', 'learnt'] as const;
/** What a complaint is about, where that was read from, and how sure it is. */
export const ResolvedObject = z.object({ kind: z.string(), name: z.string(), source: z.enum(OBJECT_SOURCES), confidence: z.number() });
export type ResolvedObject = z.infer<typeof ResolvedObject>;

/** Why a complaint stands where it stands. Scores are cosine similarities, 0–1. */
export const AssignmentExplanation = z.object({
  complaintId: ComplaintId,
  groupId: GroupId,
  algorithm: z.string(),
  score: z.number().nullable(),
  threshold: z.number(),
  decidedBy: z.enum(['engine', 'near-duplicate', 'founder', 'person']),
  person: z.object({ moveId: MoveId, by: UserId, reason: z.string(), at: Instant }).nullable(),
  terms: z.array(ExplainedTerm),
  fields: z.array(ExplainedField),
  nearest: z.array(NearMember),
  /** Surest first; empty when nothing was recognised. */
  objects: z.array(ResolvedObject),
  /** Version of the object dictionary it was read with; 0 when there was none. */
  dictionary: z.int(),
  /** The person who said what it is about. */
  corrected: z.object({ by: z.string(), reason: z.string(), at: Instant }).nullable(),
});
export type AssignmentExplanation = z.infer<typeof AssignmentExplanation>;

export const MOVE_KINDS = ['merge', 'split', 'move', 'lock', 'unlock'] as const;
export const MoveKind = z.enum(MOVE_KINDS);
/** One decision of a person about groups, with what it changed; undone by a later decision, never removed. */
export const GroupMove = z.object({
  id: MoveId,
  kind: MoveKind,
  from: GroupId,
  into: GroupId.nullable(),
  complaints: z.int(),
  reason: z.string(),
  by: UserId.nullable(),
  byName: z.string().nullable(),
  at: Instant,
  undoneAt: Instant.nullable(),
  undoneByName: z.string().nullable(),
});
export type GroupMove = z.infer<typeof GroupMove>;

export const GroupDetail = GroupSummary.extend({
  algorithm: z.string(),
  explanation: z.object({
    terms: z.array(ExplainedTerm),
    fields: z.array(ExplainedField),
    nearest: z.array(NearMember),
    algorithm: z.string(),
  }),
  moves: z.array(GroupMove),
  neighbours: z.array(
    GroupSummary.pick({ id: true, title: true, posts: true, complainants: true, incidentId: true }).extend({ score: z.number() }),
  ),
});
export type GroupDetail = z.infer<typeof GroupDetail>;

export const GroupFilter = z.object({
  minSize: z.coerce.number().int().min(1).optional(),
  since: Instant.optional(),
  q: line(200).optional(),
  incidentId: IncidentId.optional(),
});
export type GroupFilter = z.infer<typeof GroupFilter>;
export const GROUP_SORTS = ['latest', 'size'] as const;
export const GroupQuery = GroupFilter.extend({ ...PageQuery.shape, sort: z.enum(GROUP_SORTS).default('latest') });
export type GroupQuery = z.infer<typeof GroupQuery>;
export const GroupCount = z.object({ total: z.int() });

export const MergeGroups = z.strictObject({ into: GroupId, reason });
export type MergeGroups = z.infer<typeof MergeGroups>;
export const SplitGroup = z.strictObject({ complaintIds: z.array(ComplaintId).min(1).max(5_000), reason });
export type SplitGroup = z.infer<typeof SplitGroup>;
export const MoveComplaints = z.strictObject({ complaintIds: z.array(ComplaintId).min(1).max(5_000), into: GroupId, reason });
export type MoveComplaints = z.infer<typeof MoveComplaints>;
export const LockGroup = z.strictObject({ locked: z.boolean(), reason });
export type LockGroup = z.infer<typeof LockGroup>;
export const UndoMove = z.strictObject({ reason: reason.optional() });

/** What a merge, split or move would do, shown before it is confirmed. Nobody is told until it is. */
export const MoveEffect = z.object({
  complaints: z.int(),
  complainants: z.int(),
  fromAfter: z.int(),
  intoAfter: z.int(),
  incidentFrom: IncidentId.nullable(),
  incidentInto: IncidentId.nullable(),
  watchers: z.int(),
});
export type MoveEffect = z.infer<typeof MoveEffect>;
/** The same for chosen complaints: with `into` they would move there, without it they would be split off. */
export const EffectOf = z.strictObject({ complaintIds: z.array(ComplaintId).min(1).max(5_000), into: GroupId.optional() });
export const EffectQuery = z.object({ into: GroupId.optional(), count: z.coerce.number().int().min(0).optional() });

/** A person says what a complaint is about; it leaves a group that is about something else. */
export const CorrectObject = z.strictObject({ kind: EntryKind, name: line(60, 2), reason });
export type CorrectObject = z.infer<typeof CorrectObject>;

export const GroupMoved = z.object({ move: GroupMove, from: GroupSummary, into: GroupSummary.nullable() });
export type GroupMoved = z.infer<typeof GroupMoved>;
/** `moved` is null when it may stay where it is. */
export const ObjectCorrected = z.object({ complaintId: ComplaintId, object: ResolvedObject, moved: GroupMoved.nullable() });
export type ObjectCorrected = z.infer<typeof ObjectCorrected>;
