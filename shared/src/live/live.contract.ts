import { z } from 'zod';
import { GroupMove, GroupSummary } from '../clustering/clustering.contract.js';
import { ComplaintRow, Validity, ComplaintStatus } from '../complaints/complaints.contract.js';
import { MessageKind } from '../complaints/message.contract.js';
import {
  DetectionPolicy,
  IncidentCore,
  IncidentMetrics,
  IncidentNote,
  IncidentState,
  IncidentSummary,
  Severity,
} from '../incidents/incidents.contract.js';
import { ComplaintId, IncidentId, Instant, ProblemBody, RowId, UserId } from '../kernel/index.js';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
/**
 * One stream, one audience: a listener hears all of it or nothing. `me` stands for the listener's own stream, `user:<id>` in the log;
 * `incident:<id>` for the record meant for the listener, whole or as readers of one brand are told.
 */
export const StreamId = z
  .string()
  .regex(new RegExp(`^(overview|me|incident:${UUID}|incident:${UUID}:legal|user:${UUID})$`))
  .brand<'StreamId'>();
export type StreamId = z.infer<typeof StreamId>;
export const OVERVIEW = 'overview' as StreamId;
export const incidentStream = (id: IncidentId): StreamId => `incident:${id}` as StreamId;
export const legalStream = (id: IncidentId): StreamId => `incident:${id}:legal` as StreamId;
export const userStream = (id: UserId): StreamId => `user:${id}` as StreamId;

const at = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.object({
    stream: StreamId,
    seq: z.int().positive(),
    at: Instant,
    actor: UserId.nullable(),
    actorName: z.string().nullable(),
    type: z.literal(type),
    payload,
  });

const changed = { incident: IncidentCore };
/** Groups that changed hands; incidents on both sides travel with their new numbers, since a split moves counts, not only names. */
const regrouped = z.object({ move: GroupMove, from: GroupSummary, into: GroupSummary.nullable(), incidents: z.array(IncidentSummary) });

/** The whole vocabulary of the log: every event carries the new state of what it changed, so applying it needs no question back. */
export const LiveEvent = z.discriminatedUnion('type', [
  at('incident.detected', z.object({ incident: IncidentSummary })),
  at('incident.declared', z.object({ incident: IncidentSummary, from: IncidentState.nullable(), reason: z.string().nullable() })),
  at('incident.moved', z.object({ ...changed, from: IncidentState, to: IncidentState, reason: z.string() })),
  at(
    'incident.severity-changed',
    z.object({ ...changed, from: Severity, to: Severity, reason: z.string().nullable(), computed: z.boolean() }),
  ),
  at('incident.renamed', z.object({ ...changed, from: z.string(), to: z.string() })),
  at(
    'incident.commander-assigned',
    z.object({ ...changed, from: z.string().nullable(), to: z.string().nullable(), reason: z.string().nullable().default(null) }),
  ),
  at(
    'incident.milestone',
    z.object({
      ...changed,
      kind: z.enum(['complainants', 'velocity-warning', 'velocity-critical', 'velocity-normal', 'area', 'safety']),
      value: z.number(),
    }),
  ),
  /** Told to readers of the incident's brand instead of what groups it was made of: those may hold other brands. */
  at('incident.regrouped', z.object({ incident: IncidentSummary })),
  at('note.added', z.object({ note: IncidentNote })),
  at('group.merged', regrouped),
  at('group.split', regrouped),
  at('group.moved', regrouped),
  at('group.locked', regrouped),
  at('group.unlocked', regrouped),
  /** The reason is that of the undoing, if one was given; the move keeps its own. */
  at('group.move-undone', regrouped.extend({ reason: z.string().nullable().default(null) })),
  /** A preview was accepted: many moves in one, each stream told of the groups that are its own. */
  at(
    'group.reclustered',
    z.object({ run: RowId, moved: z.int(), reason: z.string(), groups: z.array(GroupSummary), incidents: z.array(IncidentSummary) }),
  ),
  at(
    'complaint.validity-judged',
    z.object({ id: ComplaintId, receiptNo: z.string(), from: Validity, to: Validity, reason: z.string().nullable() }),
  ),
  at('complaint.status-changed', z.object({ id: ComplaintId, receiptNo: z.string(), from: ComplaintStatus, to: ComplaintStatus })),
  at('complaint.complainant-spoke', z.object({ id: ComplaintId, receiptNo: z.string(), kind: MessageKind, score: z.int().nullable() })),
  at('policy.detection-changed', z.object({ from: DetectionPolicy, to: DetectionPolicy })),
  at('access.changed', z.object({})),
  /** On a person's own stream: they acknowledged an alarm or read an incident on another screen. */
  at('attention.changed', z.object({})),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
export type LiveEventType = LiveEvent['type'];
/** What a domain hands to the log: type and payload; the log adds stream, seq, time and actor. */
export type NewEvent = { [T in LiveEventType]: { type: T; payload: Extract<LiveEvent, { type: T }>['payload'] } }[LiveEventType];

/** At most four a second a stream; only the newest matters. `counts` and `velocity` are null on streams without an incident. */
export const Pulse = z.object({
  stream: StreamId,
  at: Instant,
  counts: z.object({ posts: z.int(), complaints: z.int(), complainants: z.int(), backlog: z.int().optional(), today: z.int().optional() }),
  velocity: z.object({ lastTenMinutes: z.int(), previousTenMinutes: z.int() }),
  emotion: z.record(z.string(), z.int()),
  newest: z.array(ComplaintRow),
  /** On `incident:<id>`: the full numbers. */
  metrics: IncidentMetrics.optional(),
  /** On `overview`: the numbers of the incidents that moved. */
  incidents: z.array(z.object({ id: IncidentId, metrics: IncidentMetrics })).optional(),
});
export type Pulse = z.infer<typeof Pulse>;

export const Watch = z.strictObject({ stream: StreamId, afterSeq: z.int().min(0) });
export type Watch = z.infer<typeof Watch>;
export const Unwatch = z.strictObject({ stream: StreamId });
export type Unwatch = z.infer<typeof Unwatch>;
export const CATCH_UP_LIMIT = 1_000;
/** `epoch` rises when the database is restored from a backup: positions learnt in another epoch mean nothing. */
export const CatchUp = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('events'), events: z.array(LiveEvent), lastSeq: z.int(), epoch: z.int().optional() }),
  z.object({ kind: z.literal('reset'), lastSeq: z.int(), epoch: z.int().optional() }),
  z.object({ kind: z.literal('refused'), problem: ProblemBody }),
]);
export type CatchUp = z.infer<typeof CatchUp>;

export const Refused = z.object({ kind: z.literal('refused'), problem: ProblemBody });
export type Refused = z.infer<typeof Refused>;
/** What every message but `watch` and `ping` is answered with. */
export const Done = z.discriminatedUnion('kind', [z.object({ kind: z.literal('ok') }), Refused]);
export type Done = z.infer<typeof Done>;
/** How far this listener has been told, by stream: what a lost message would otherwise hide until the next one. */
export const Positions = z.record(z.string(), z.int());
export type Positions = z.infer<typeof Positions>;

/** Who is in the room: names and the tab they look at, refreshed while they stay. */
export const Presence = z.object({
  stream: StreamId,
  people: z.array(z.object({ id: UserId, name: z.string(), tab: z.string().nullable() })),
});
export type Presence = z.infer<typeof Presence>;
export const SetPresence = z.strictObject({ stream: StreamId, tab: z.string().max(40).nullable() });
export type SetPresence = z.infer<typeof SetPresence>;

export interface ServerToClient {
  live: (event: LiveEvent) => void;
  pulse: (pulse: Pulse) => void;
  presence: (presence: Presence) => void;
  /** The streams this listener may no longer hear; it has been taken out of them. */
  revoked: (what: { streams: string[] }) => void;
}
export interface ClientToServer {
  watch: (from: Watch, ack: (answer: CatchUp) => void) => void;
  unwatch: (what: { stream: StreamId }, ack: (answer: Done) => void) => void;
  presence: (what: SetPresence, ack: (answer: Done) => void) => void;
  ping: (ack: (at: string, positions: Positions) => void) => void;
}
