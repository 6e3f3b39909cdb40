import { z } from 'zod';
import { Channel, ComplaintRow, OccurredAt } from '../complaints/complaints.contract.js';
import { Demand, EmotionStage, PlaceLevel } from '../complaints/enrichment.contract.js';
import { GroupId, IncidentId, Instant, Money, PageQuery, RowId, LinkStopped, UserId, line, reasonLine } from '../kernel/index.js';
import { INCIDENT_STATES, SEVERITIES } from './incidents.rules.js';

const reason = reasonLine(500);

export const IncidentState = z.enum(INCIDENT_STATES);
export const Severity = z.enum(SEVERITIES);
export const SCENARIOS = [
  'product_defect',
  'service_delay',
  'rights_dispute',
  'service_attitude',
  'policy_change',
  'public_opinion',
  'other',
] as const;
export const Scenario = z.enum(SCENARIOS);
export type Scenario = z.infer<typeof Scenario>;

export const SeverityReason = z.object({
  axis: z.enum(['reach', 'harm', 'velocity', 'exposure']),
  code: z.string(),
  value: z.number(),
  threshold: z.number(),
  points: z.number(),
});
export const SeverityState = z.object({
  level: Severity,
  computed: Severity,
  points: z.number(),
  reasons: z.array(SeverityReason),
  override: z.object({ by: UserId, byName: z.string(), at: Instant, reason: z.string() }).nullable(),
});

/** Why the policy took notice: which rule, how many of what, in which window. */
export const DetectionCause = z.object({
  rule: z.enum(['complainants', 'burst', 'critical', 'person']),
  value: z.number(),
  threshold: z.number(),
  windowMinutes: z.number().nullable(),
  at: Instant,
});

/** Numbers that move with every complaint; they travel in `pulse`, not in events. */
export const IncidentMetrics = z.object({
  posts: z.int(),
  complaints: z.int(),
  complainants: z.int(),
  lastTenMinutes: z.int(),
  previousTenMinutes: z.int(),
  peakTenMinutes: z.int(),
  baselineTenMinutes: z.number(),
  /** Complaints per ten minutes over the last two hours, oldest first: twelve numbers. */
  spark: z.array(z.int()),
  emotion: z.record(EmotionStage, z.int()),
  safety: z.int(),
  legal: z.int(),
  reach: z.int(),
  repeatComplainants: z.int(),
  unanswered: z.int(),
  unanswered24h: z.int(),
  regulator: z.int(),
  claimed: Money,
  located: z.int(),
  unlocated: z.int(),
  /** Posts that are past cases. They are among `posts` and in no other figure. */
  past: z.int().optional(),
  at: Instant,
});
export type IncidentMetrics = z.infer<typeof IncidentMetrics>;

/** Raised when an incident reaches the first severity or holds a first complaint of danger to people. */
export const IncidentAlarm = z.object({ kind: z.enum(['safety', 'severity']), at: Instant });
export type IncidentAlarm = z.infer<typeof IncidentAlarm>;

/** The incident as commands change it. `version` rises with every command. */
export const IncidentCore = z.object({
  id: IncidentId,
  no: z.string(),
  title: z.string(),
  scenario: Scenario,
  brand: z.string().nullable(),
  state: IncidentState,
  severity: SeverityState,
  cause: DetectionCause,
  groupIds: z.array(GroupId),
  detectedAt: Instant,
  declaredAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  commander: z.object({ id: UserId, name: z.string() }).nullable(),
  alarm: IncidentAlarm.nullable().default(null),
  version: z.int(),
});
export type IncidentCore = z.infer<typeof IncidentCore>;

export const IncidentSummary = IncidentCore.extend({
  metrics: IncidentMetrics,
  nextDeadline: z.object({ at: Instant, title: z.string() }).nullable(),
  /** Numbers of suspected incidents that became part of this one; told where incidents are looked for by words or number. */
  absorbed: z.array(z.string()).optional(),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const VelocityBucket = z.object({ at: Instant, count: z.int(), baseline: z.number() });
export const AreaCount = z.object({
  adcode: z.string(),
  name: z.string(),
  level: PlaceLevel,
  lng: z.number(),
  lat: z.number(),
  count: z.int(),
});
export const DemandShare = z.object({ demand: Demand, count: z.int(), share: z.number(), changeOneHour: z.number() });

/** Everything the situation tab draws. `areas` carries provinces (by their whole content) and cities. */
export const IncidentSituation = z.object({
  metrics: IncidentMetrics,
  velocity: z.object({ bucketSeconds: z.int(), buckets: z.array(VelocityBucket), warning: z.number(), critical: z.number() }),
  demands: z.array(DemandShare),
  areas: z.array(AreaCount),
  channels: z.array(z.object({ channel: Channel, count: z.int() })),
  newest: z.array(ComplaintRow),
});
export type IncidentSituation = z.infer<typeof IncidentSituation>;
/** Without `hours` the curve spans what the incident's age asks for. */
export const SituationQuery = z.object({ hours: z.coerce.number().min(1).max(168).optional() });

export const IncidentDetail = IncidentSummary.extend({ lastSeq: z.int() });
export type IncidentDetail = z.infer<typeof IncidentDetail>;

export const IncidentQuery = z.object({
  ...PageQuery.shape,
  state: z.preprocess((v) => (v === undefined || Array.isArray(v) ? v : [v]), z.array(IncidentState).optional()),
  q: line(200).optional(),
});
export type IncidentQuery = z.infer<typeof IncidentQuery>;

export const DeclareIncident = z.strictObject({
  groupIds: z.array(GroupId).min(1).max(50),
  title: line(120),
  scenario: Scenario,
  severity: Severity.optional(),
  reason: reason.optional(),
});
export type DeclareIncident = z.infer<typeof DeclareIncident>;
/** `scenario` and `title` may be settled in the same step as the declaration. */
export const MoveIncident = z.strictObject({
  to: IncidentState,
  reason,
  title: line(120).optional(),
  scenario: Scenario.optional(),
});
export type MoveIncident = z.infer<typeof MoveIncident>;
/** `severity: null` takes the override back. */
export const ChangeSeverity = z.strictObject({ severity: Severity.nullable(), reason });
export type ChangeSeverity = z.infer<typeof ChangeSeverity>;
export const RenameIncident = z.strictObject({ title: line(120), scenario: Scenario.optional() });
export type RenameIncident = z.infer<typeof RenameIncident>;
export const AssignCommander = z.strictObject({ userId: UserId.nullable(), reason: reason.optional() });
/** `occurredAt`: when it happened; the log adds when it was recorded. */
export const AddNote = z.strictObject({
  text: line(4_000),
  occurredAt: OccurredAt.optional(),
  key: z.boolean().default(false),
});
export type AddNote = z.infer<typeof AddNote>;
export const IncidentNote = z.object({ id: RowId, text: z.string(), occurredAt: Instant, key: z.boolean() });

export const EventsQuery = z.object({
  afterSeq: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const DetectionPolicy = z.strictObject({
  minComplainants: z.int().min(2).max(100_000),
  windowMinutes: z.int().min(1).max(43_200),
  /** Complaints in ten minutes that count as a burst whatever the number of people. */
  burst: z.int().min(2).max(1_000_000),
  /** One complaint about safety or grave legal risk is enough. */
  criticalRisk: z.boolean(),
});
export type DetectionPolicy = z.infer<typeof DetectionPolicy>;
/** As it is read: `version` counts its changes, 0 while nobody has made one. */
export const VersionedDetectionPolicy = DetectionPolicy.extend({ version: z.int().min(0) });
export type VersionedDetectionPolicy = z.infer<typeof VersionedDetectionPolicy>;
/** What was read may be sent back as it came: only `If-Match` says which version the caller saw. */
export const ChangeDetectionPolicy = DetectionPolicy.extend({ version: z.int().min(0).optional() });
export const DEFAULT_DETECTION: DetectionPolicy = { minComplainants: 5, windowMinutes: 60, burst: 20, criticalRisk: true };

/** Head numbers of the overview and of the wall. */
export const Overview = z.object({
  at: Instant,
  active: z.int(),
  grave: z.int(),
  today: z.int(),
  lastTenMinutes: z.int(),
  previousTenMinutes: z.int(),
  unanswered24h: z.int(),
  ungrouped: z.int(),
  backlog: z.int(),
  incidents: z.array(IncidentSummary),
  areas: z.array(AreaCount),
  unlocated: z.int(),
  velocity: z.object({
    bucketSeconds: z.int(),
    buckets: z.array(z.object({ at: Instant, total: z.int(), byChannel: z.record(z.string(), z.int()) })),
  }),
  lastSeq: z.int(),
});
export type Overview = z.infer<typeof Overview>;

/** A read-only, revocable link for a screen on a wall: hard to guess, no sign-in, everything personal masked. */
export const WallLink = z.object({
  id: RowId,
  name: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  /** Another link stands in its place; this one opens only until `expiresAt`. */
  replaced: z.boolean().default(false),
  /** Works again once its maker may again; null while it works. */
  stopped: LinkStopped.nullable(),
});
export type WallLink = z.infer<typeof WallLink>;
export const NewWallLink = z.strictObject({ name: line(80), expiresAt: Instant.optional() });
/** For how long the old address still opens: none at all, or long enough to walk to every screen. */
export const WALL_GRACE_MINUTES = [0, 60, 1_440, 10_080] as const;
export const ReplaceWallLink = z.strictObject({ graceMinutes: z.int().min(0).max(10_080).default(0) });
export const CreatedWallLink = WallLink.extend({ token: z.string() });
export type CreatedWallLink = z.infer<typeof CreatedWallLink>;
