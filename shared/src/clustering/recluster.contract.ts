import { z } from 'zod';
import { ComplaintId, GroupId, IncidentId, Instant, PageQuery, RowId, page, reasonLine } from '../kernel/index.js';

const reason = reasonLine(500);

export const RECLUSTER_STATES = ['waiting', 'reading', 'comparing', 'ready', 'accepted', 'discarded', 'cancelled', 'failed'] as const;
export const ReclusterState = z.enum(RECLUSTER_STATES);
export type ReclusterState = z.infer<typeof ReclusterState>;

/** What a preview holds against groups as they are: nothing is changed until a person accepts it. */
export const RECLUSTER_KINDS = ['merge', 'split', 'move'] as const;
export const ReclusterKind = z.enum(RECLUSTER_KINDS);
export type ReclusterKind = z.infer<typeof ReclusterKind>;

/** What people decided stands before what a new reading would do. */
export const RECLUSTER_BLOCKS = [
  'locked',
  'named',
  'placed',
  'kept-whole',
  'parted',
  'two-incidents',
  'incident-emptied',
  'declared',
] as const;
export const ReclusterBlock = z.enum(RECLUSTER_BLOCKS);
export type ReclusterBlock = z.infer<typeof ReclusterBlock>;

/** Why a new reading puts a complaint elsewhere. */
export const RECLUSTER_REASONS = ['same-object', 'other-object', 'similar', 'better-fit', 'near-duplicate', 'alone', 'person'] as const;
export const ReclusterReason = z.enum(RECLUSTER_REASONS);
export type ReclusterReason = z.infer<typeof ReclusterReason>;

/** Why a preview can no longer be accepted. The first two are mended by comparing again, the others need a new run. */
export const RECLUSTER_STALE = ['moved', 'decided', 'dictionary', 'engine'] as const;
export const ReclusterStale = z.enum(RECLUSTER_STALE);
export type ReclusterStale = z.infer<typeof ReclusterStale>;

export const ReclusterSummary = z.object({
  /** Complaints read again; each of them either stands still or moves. */
  read: z.int(),
  unchanged: z.int(),
  moved: z.int(),
  /** Of those that stand still: would move, were it not for what people decided. */
  heldBack: z.int(),
  groups: z.object({
    /** Become part of one other group. */
    merged: z.int(),
    /** Fall apart into several other groups. */
    dissolved: z.int(),
    /** Lose a part that becomes a group of its own. */
    split: z.int(),
    appeared: z.int(),
  }),
  incidents: z.array(z.object({ id: IncidentId, before: z.int(), after: z.int() })),
  /** Complaints taken out of declared incidents: `moved` of them because a person included them, `heldBack` until somebody does. */
  declared: z.object({ moved: z.int(), heldBack: z.int() }).default({ moved: 0, heldBack: 0 }),
});
export type ReclusterSummary = z.infer<typeof ReclusterSummary>;

export const ReclusterRun = z.object({
  id: RowId,
  state: ReclusterState,
  reason: z.string(),
  by: z.string(),
  startedAt: Instant,
  /** Complaints that arrived in this time; null when everything in the memory of the engine was read. */
  since: Instant.nullable(),
  until: Instant.nullable(),
  progress: z.object({ read: z.int(), total: z.int() }),
  algorithm: z.string().nullable(),
  dictionary: z.int().nullable(),
  comparedAt: Instant.nullable(),
  summary: ReclusterSummary.nullable(),
  /** Of what is shown; to be sent back when it is accepted. */
  fingerprint: z.string().nullable(),
  /** Why it could not be accepted as it stands; always null unless it is ready. */
  stale: ReclusterStale.nullable(),
  decided: z.object({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  applied: z.object({ moves: z.int(), complaints: z.int() }).nullable(),
});
export type ReclusterRun = z.infer<typeof ReclusterRun>;
export const ReclusterRuns = page(ReclusterRun);

const Side = z.object({
  /** Null for a group that would be new. */
  id: GroupId.nullable(),
  title: z.string(),
  object: z.string().nullable(),
  incidentId: IncidentId.nullable(),
  before: z.int(),
  after: z.int(),
});

export const ReclusterDifference = z.object({
  no: z.int(),
  kind: ReclusterKind,
  /** It takes complaints out of a declared incident. */
  shrinksDeclared: z.boolean().default(false),
  /** Not applied, and why; null for what accepting would do. */
  blocked: ReclusterBlock.nullable(),
  complaints: z.int(),
  complainants: z.int(),
  from: Side,
  into: Side,
  why: z.array(z.object({ reason: ReclusterReason, complaints: z.int() })),
  terms: z.array(z.string()),
  samples: z.array(z.object({ complaintId: ComplaintId, excerpt: z.string() })),
});
export type ReclusterDifference = z.infer<typeof ReclusterDifference>;
export const ReclusterDifferences = page(ReclusterDifference).extend({ total: z.int() });
export type ReclusterDifferences = z.infer<typeof ReclusterDifferences>;

export const StartRecluster = z
  .strictObject({ reason, since: Instant.optional(), until: Instant.optional() })
  .refine(({ since, until }) => since === undefined || until === undefined || since < until, {
    path: ['until'],
    message: 'ends before it begins',
  });
export type StartRecluster = z.infer<typeof StartRecluster>;
export const AcceptRecluster = z.strictObject({ fingerprint: z.string().min(1).max(100), reason });
export type AcceptRecluster = z.infer<typeof AcceptRecluster>;
/** Differences that take complaints out of declared incidents: applied only where a person includes them, by their numbers in the preview. */
export const IncludeDeclared = z.strictObject({
  fingerprint: z.string().min(1).max(100),
  nos: z.array(z.int().min(1)).min(1).max(500),
  reason,
});
export type IncludeDeclared = z.infer<typeof IncludeDeclared>;
export const EndRecluster = z.strictObject({ reason });
export type EndRecluster = z.infer<typeof EndRecluster>;

export const ReclusterRunsQuery = PageQuery;
export const ReclusterDifferencesQuery = z.object({
  ...PageQuery.shape,
  kind: ReclusterKind.optional(),
  /** Only what would be done, or only what people's decisions hold back. */
  applied: z.enum(['true', 'false']).optional(),
});
export type ReclusterDifferencesQuery = z.infer<typeof ReclusterDifferencesQuery>;

/** Worked on, or waiting for somebody to decide: while there is such a run no other one begins. */
export const isUndecided = (state: ReclusterState): boolean => isUnderWay(state) || state === 'ready';
export const isUnderWay = (state: ReclusterState): boolean => state === 'waiting' || state === 'reading' || state === 'comparing';
