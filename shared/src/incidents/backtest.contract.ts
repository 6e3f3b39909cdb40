import { z } from 'zod';
import { GroupId, IncidentId, Instant } from '../kernel/index.js';
import { DetectionPolicy, IncidentState, Severity } from './incidents.contract.js';

/** As far back as a back-test may look, and as far as it looks unless asked. */
export const BACKTEST_DAYS = { most: 90, usual: 30 } as const;
/** Lines that an answer holds at most; the counts are always of all of them. */
export const BACKTEST_ROWS = 300;

/** A policy that nobody has put in force, held against what came in during the last so many days. */
export const BacktestRequest = z.strictObject({
  policy: DetectionPolicy,
  days: z.int().min(1).max(BACKTEST_DAYS.most).default(BACKTEST_DAYS.usual),
});
export type BacktestRequest = z.infer<typeof BacktestRequest>;

export const BACKTEST_RULES = ['critical', 'complainants', 'burst'] as const;
const count = z.int().min(0);
const Counts = z.object({
  incidents: count,
  byLevel: z.record(Severity, count),
  byRule: z.record(z.enum(BACKTEST_RULES), count),
  /** Of those that became incidents: dismissed later, by a person or because they were part of another. */
  dismissed: count,
  /** For each day of the span, the first one first. */
  byDay: z.array(count),
});
export type BacktestCounts = z.infer<typeof Counts>;

/** The moment is the arrival of the complaint that broke the rule; the level is the one of that moment. */
export const BacktestAlarm = z.object({ at: Instant, rule: z.enum(BACKTEST_RULES), value: z.int(), threshold: z.int(), level: Severity });
export type BacktestAlarm = z.infer<typeof BacktestAlarm>;

/** What the draft does to one incident, or to one group that never became one. */
export const BACKTEST_CHANGES = ['newly', 'no-longer', 'earlier', 'later', 'same'] as const;
export type BacktestChange = (typeof BACKTEST_CHANGES)[number];

const RecordedIncident = z.object({
  id: IncidentId,
  no: z.string(),
  title: z.string(),
  state: IncidentState,
  level: Severity,
  detectedAt: Instant,
  /** It was dismissed: as noise by a person, or as a part of another incident. */
  noise: z.enum(['dismissed', 'folded']).nullable(),
});

export const BacktestRow = z.object({
  change: z.enum(BACKTEST_CHANGES),
  group: z.object({ id: GroupId, title: z.string(), complainants: count }),
  /** What in fact became of it; null when it never became an incident. */
  incident: RecordedIncident.nullable(),
  inForce: BacktestAlarm.nullable(),
  draft: BacktestAlarm.nullable(),
});
export type BacktestRow = z.infer<typeof BacktestRow>;

/** Why an incident stands in the record and not in the replay of the policy in force, or the other way round. */
export const BACKTEST_DIFFERENCES = ['by-hand', 'folded', 'other-policy', 'regrouped'] as const;
export type BacktestDifferenceCause = (typeof BACKTEST_DIFFERENCES)[number];
export const BacktestDifference = z.object({
  cause: z.enum(BACKTEST_DIFFERENCES),
  onlyIn: z.enum(['record', 'replay']),
  count,
  /** Some of them, to look at. */
  examples: z.array(z.object({ title: z.string(), no: z.string().nullable(), groupId: GroupId.nullable() })),
});
export type BacktestDifference = z.infer<typeof BacktestDifference>;

export const Backtest = z.object({
  from: Instant,
  to: Instant,
  /** Where the days of `byDay` begin. */
  dayStarts: z.array(Instant),
  /** What arrived in the span, and how many groups were large enough to be looked at. */
  complaints: count,
  groups: count,
  draft: Counts.extend({ policy: DetectionPolicy }),
  inForce: Counts.extend({ policy: DetectionPolicy }),
  /** What was in fact raised in the span, by the detector or by people. */
  record: z.object({ incidents: count, byHand: count, dismissed: count, folded: count }),
  changes: z.record(z.enum(BACKTEST_CHANGES), count),
  /** The changes first; at most `BACKTEST_ROWS`. */
  rows: z.array(BacktestRow),
  differences: z.array(BacktestDifference),
  /** Incidents that stood before the span: their groups alarm no more. */
  standing: count,
  /** Complaints that changed their group in the span: groups are replayed as they stand now. */
  regrouped: count,
});
export type Backtest = z.infer<typeof Backtest>;
