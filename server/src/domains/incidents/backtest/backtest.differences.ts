import { maskText } from '@tocsin/shared/complaints';
import {
  BACKTEST_DIFFERENCES,
  type BacktestDifference,
  type BacktestDifferenceCause,
  type DetectionPolicy,
} from '@tocsin/shared/incidents';
import type { Replayed } from './backtest.report.js';
import type { PastIncident } from './replay.repository.js';
import type { Unit } from './replay.js';

type Example = BacktestDifference['examples'][number];
type Found = Pick<BacktestDifference, 'cause' | 'onlyIn'> & { example: Example };

const EXAMPLES = 5;

/** Every incident that stands on one side only, and why: what the policy in force raises again plus these is the record. */
export function differencesOf(replayed: Replayed, units: ReadonlyMap<string, Unit>): BacktestDifference[] {
  const found = [...onlyInRecord(replayed), ...onlyInReplay(replayed, units)];
  return (['record', 'replay'] as const).flatMap((onlyIn) =>
    BACKTEST_DIFFERENCES.flatMap((cause) => {
      const same = found.filter((one) => one.onlyIn === onlyIn && one.cause === cause);
      return same.length === 0
        ? []
        : [{ cause, onlyIn, count: same.length, examples: same.slice(0, EXAMPLES).map(({ example }) => example) }];
    }),
  );
}

function onlyInRecord({ incidents, inForce }: Replayed): Found[] {
  return incidents.raised
    .filter(({ id }) => !inForce.raised.has(id))
    .map((incident) => ({
      onlyIn: 'record',
      cause: whyNotAgain(incident, inForce.policy),
      example: { title: maskText(incident.title), no: incident.no, groupId: null },
    }));
}

function whyNotAgain({ cause, folded_into }: PastIncident, policy: DetectionPolicy): BacktestDifferenceCause {
  if (cause.rule === 'person') return 'by-hand';
  if (folded_into !== null) return 'folded';
  return isOf(cause, policy) ? 'regrouped' : 'other-policy';
}

/** Whether it was this policy that raised it. */
function isOf({ rule, threshold, windowMinutes }: PastIncident['cause'], policy: DetectionPolicy): boolean {
  if (rule === 'critical') return policy.criticalRisk;
  if (rule === 'burst') return threshold === policy.burst;
  return threshold === policy.minComplainants && windowMinutes === policy.windowMinutes;
}

function onlyInReplay({ inForce, inForceSince, candidates }: Replayed, units: ReadonlyMap<string, Unit>): Found[] {
  return [...inForce.raised]
    .filter(([key]) => (units.get(key)?.incident ?? null) === null)
    .map(([, { at, groupId }]) => ({
      onlyIn: 'replay',
      cause: inForceSince !== null && inForceSince.getTime() > Date.parse(at) ? 'other-policy' : 'regrouped',
      example: { title: maskText(candidates.find(({ id }) => id === groupId)?.title ?? ''), no: null, groupId },
    }));
}
