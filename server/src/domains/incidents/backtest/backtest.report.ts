import { maskText } from '@tocsin/shared/complaints';
import {
  BACKTEST_CHANGES,
  BACKTEST_ROWS,
  BACKTEST_RULES,
  SEVERITIES,
  type Backtest,
  type BacktestAlarm,
  type BacktestChange,
  type BacktestRow,
} from '@tocsin/shared/incidents';
import { differencesOf } from './backtest.differences.js';
import type { PolicyReplay, RaisedUnit } from './policy-replay.js';
import type { CandidateGroup, PastIncident } from './replay.repository.js';
import type { Stage, Unit } from './replay.js';

const DAY_MS = 86_400_000;

export interface Replayed {
  from: Date;
  to: Date;
  candidates: readonly CandidateGroup[];
  incidents: { raised: readonly PastIncident[]; standing: readonly PastIncident[] };
  seats: Stage['seats'];
  draft: PolicyReplay;
  inForce: PolicyReplay;
  complaints: number;
  regrouped: number;
  inForceSince: Date | null;
}

/** Puts the two replays and the record side by side. */
export function reportOf(replayed: Replayed): Backtest {
  const { from, to, incidents, draft, inForce, seats, complaints, regrouped } = replayed;
  const days = Math.round((to.getTime() - from.getTime()) / DAY_MS);
  const units = new Map([...seats.values()].map(({ unit }) => [unit.key, unit]));
  const rows = rowsOf(replayed, units);
  const { raised } = incidents;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    dayStarts: Array.from({ length: days }, (_, i) => new Date(from.getTime() + i * DAY_MS).toISOString()),
    complaints,
    groups: seats.size,
    draft: { policy: draft.policy, ...countsOf(draft, units, from, days) },
    inForce: { policy: inForce.policy, ...countsOf(inForce, units, from, days) },
    record: {
      incidents: raised.length,
      byHand: raised.filter(({ cause }) => cause.rule === 'person').length,
      dismissed: raised.filter((one) => noiseOf(one) === 'dismissed').length,
      folded: raised.filter((one) => noiseOf(one) === 'folded').length,
    },
    changes: tally(BACKTEST_CHANGES, rows, ({ change }) => change),
    rows: rows.slice(0, BACKTEST_ROWS),
    differences: differencesOf(replayed, units),
    standing: incidents.standing.length,
    regrouped,
  };
}

const noiseOf = ({ state, folded_into }: PastIncident): 'dismissed' | 'folded' | null =>
  folded_into !== null ? 'folded' : state === 'dismissed' ? 'dismissed' : null;

function tally<K extends string, T>(keys: readonly K[], items: readonly T[], of: (item: T) => K): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const item of items) counts[of(item)] += 1;
  return counts;
}

function countsOf(replay: PolicyReplay, units: ReadonlyMap<string, Unit>, from: Date, days: number) {
  const raised = [...replay.raised];
  const alarms = raised.map(([, alarm]) => alarm);
  const byDay = Array.from({ length: days }, () => 0);
  for (const { at } of alarms) {
    const day = Math.min(days - 1, Math.floor((Date.parse(at) - from.getTime()) / DAY_MS));
    byDay[day] = (byDay[day] ?? 0) + 1;
  }
  return {
    incidents: raised.length,
    byLevel: tally(SEVERITIES, alarms, ({ level }) => level),
    byRule: tally(BACKTEST_RULES, alarms, ({ rule }) => rule),
    dismissed: raised.filter(([key]) => units.get(key)?.incident?.state === 'dismissed').length,
    byDay,
  };
}

const alarmOf = ({ at, rule, value, threshold, level }: RaisedUnit): BacktestAlarm => ({ at, rule, value, threshold, level });

/** What changes first, and the latest of it. */
function rowsOf({ candidates, draft, inForce }: Replayed, units: ReadonlyMap<string, Unit>): BacktestRow[] {
  const groups = new Map(candidates.map((group) => [group.id, group]));
  const keys = [...new Set([...draft.raised.keys(), ...inForce.raised.keys()])];
  const rows = keys.map((key): BacktestRow => {
    const [then, now] = [draft.raised.get(key), inForce.raised.get(key)];
    const group = groups.get((then ?? now)?.groupId as CandidateGroup['id']) as CandidateGroup;
    return {
      change: changeOf(then, now),
      group: { id: group.id, title: maskText(group.title), complainants: group.complainants },
      incident: incidentOf(units.get(key)?.incident ?? null),
      inForce: now ? alarmOf(now) : null,
      draft: then ? alarmOf(then) : null,
    };
  });
  const rank = ({ change }: BacktestRow): number => BACKTEST_CHANGES.indexOf(change);
  const at = ({ draft: then, inForce: now }: BacktestRow): string => (then ?? now)?.at ?? '';
  return rows.sort((a, b) => rank(a) - rank(b) || (at(a) < at(b) ? 1 : -1));
}

function changeOf(draft: RaisedUnit | undefined, inForce: RaisedUnit | undefined): BacktestChange {
  if (!inForce) return 'newly';
  if (!draft) return 'no-longer';
  return draft.at < inForce.at ? 'earlier' : draft.at > inForce.at ? 'later' : 'same';
}

const incidentOf = (incident: PastIncident | null): BacktestRow['incident'] =>
  incident && {
    ...{ id: incident.id, no: incident.no, title: maskText(incident.title), state: incident.state, level: incident.severity.level },
    detectedAt: incident.detected_at.toISOString(),
    noise: noiseOf(incident),
  };
