import { Injectable } from '@nestjs/common';
import {
  alarmAfter,
  mayFall,
  milestoneOf,
  SEGMENTS,
  SEVERITIES,
  velocityLevel,
  velocityThresholds,
  type DetectionPolicy,
  type IncidentMetrics,
} from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import type { NewEvent } from '@tocsin/shared/live';
import { ENGINE } from '../../live/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/db.js';
import { IncidentBooks } from './incident-books.js';
import { IncidentPresenter } from './incident.presenter.js';
import { type IncidentRow, IncidentsRepository, type QuietChange } from './incidents.repository.js';
import { metricsOf, severityOf } from './metrics.rules.js';
import { NumbersRepository, type RawNumbers } from './numbers.repository.js';
import { DetectionPolicyRepository } from './policy/detection-policy.repository.js';

type Milestone = Extract<NewEvent, { type: 'incident.milestone' }>['payload'];
/** An incident is watched by the clock and by its numbers until it is resolved. */
export const WATCHED: readonly string[] = [...SEGMENTS.active, ...SEGMENTS.watching];
const PROVINCE_STEPS = [3, 10, 20, 31];

interface Change {
  set: Parameters<IncidentsRepository['update']>[2];
  milestones: Pick<Milestone, 'kind' | 'value'>[];
  severity: { from: IncidentRow['severity']['level']; to: IncidentRow['severity']['level'] } | null;
}

/** Looks at incidents whose numbers moved, and writes down what is worth a line: a milestone, another speed, another severity. */
@Injectable()
export class Evaluator {
  constructor(
    private readonly clock: Clock,
    private readonly incidents: IncidentsRepository,
    private readonly numbers: NumbersRepository,
    private readonly policies: DetectionPolicyRepository,
    private readonly books: IncidentBooks,
    private readonly presenter: IncidentPresenter,
  ) {}

  async look(tx: Tx, ids: readonly IncidentId[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = (await this.incidents.lock(tx, ids)).filter(({ state }) => WATCHED.includes(state));
    const now = this.clock.now();
    const policy = await this.policies.read(tx);
    const numbers = await this.numbers.read(
      rows.map(({ id }) => id),
      now,
      tx,
    );
    const quiet: QuietChange[] = [];
    for (const row of rows) {
      const change = judge(row, numbers.get(row.id) as RawNumbers, policy, now);
      if (isVisible(change)) await this.write(tx, row, change);
      else if (Object.keys(change.set).length > 0)
        quiet.push({
          id: row.id,
          peak: change.set.peak ?? row.peak,
          calmSince: change.set.calm_since === undefined ? row.calm_since : change.set.calm_since,
          alarm: change.set.alarm === undefined ? row.alarm : change.set.alarm,
        });
    }
    if (quiet.length > 0) await this.incidents.updateQuietly(tx, quiet);
  }

  private async write(tx: Tx, row: IncidentRow, { set, milestones, severity }: Change): Promise<void> {
    const changed = await this.incidents.update(tx, row, set);
    const incident = await this.presenter.core(changed, tx);
    for (const { kind, value } of milestones)
      await this.books.tell(tx, ENGINE, row.id, { type: 'incident.milestone', payload: { incident, kind, value } });
    if (severity)
      await this.books.tell(tx, ENGINE, row.id, {
        type: 'incident.severity-changed',
        payload: { incident, ...severity, reason: null, computed: true },
      });
  }
}

const isVisible = ({ set, milestones, severity }: Change): boolean =>
  milestones.length > 0 || severity !== null || set.severity !== undefined;

export function judge(row: IncidentRow, raw: RawNumbers, policy: DetectionPolicy, now: Date): Change {
  const metrics = metricsOf(raw, row.peak, now);
  const change: Change = { set: {}, milestones: [], severity: null };
  if (metrics.peakTenMinutes > row.peak) change.set.peak = metrics.peakTenMinutes;
  judgeMilestones(row, raw, metrics, change);
  const level = velocityLevel(metrics.lastTenMinutes, velocityThresholds(policy, metrics.baselineTenMinutes), row.velocity_level);
  if (level !== row.velocity_level) {
    change.set.velocity_level = level;
    change.milestones.push({ kind: `velocity-${level}`, value: metrics.lastTenMinutes });
  }
  judgeSeverity(row, metrics, now, change);
  judgeAlarm(row, metrics, now, change);
  return change;
}

/** A first complaint of danger to people gets a line of its own; a rise to the first severity has one already. */
function judgeAlarm(row: IncidentRow, { safety }: IncidentMetrics, now: Date, change: Change): void {
  const alarm = alarmAfter(row.alarm, change.set.severity?.level ?? row.severity.level, safety, now.toISOString());
  if (alarm?.kind === row.alarm?.kind && alarm?.at === row.alarm?.at) return;
  change.set.alarm = alarm;
  if (alarm?.kind === 'safety' && row.alarm === null) change.milestones.push({ kind: 'safety', value: safety });
}

function judgeMilestones(row: IncidentRow, raw: RawNumbers, metrics: IncidentMetrics, change: Change): void {
  const milestone = milestoneOf(metrics.complainants);
  if (milestone > row.milestone) {
    change.set.milestone = milestone;
    change.milestones.push({ kind: 'complainants', value: milestone });
  }
  const reached = new Set(Object.keys(raw.tally.areas).map((adcode) => adcode.slice(0, 2))).size;
  const provinces = PROVINCE_STEPS.filter((step) => step <= reached).at(-1) ?? 0;
  if (provinces > row.provinces) {
    change.set.provinces = provinces;
    change.milestones.push({ kind: 'area', value: provinces });
  }
}

/** Up at once, down only when it has held. The reasons are kept with the level they belong to, so that what is shown adds up. */
function judgeSeverity(row: IncidentRow, metrics: IncidentMetrics, now: Date, change: Change): void {
  const { severity: computed, points, reasons } = severityOf(metrics);
  const rank = (level: IncidentRow['severity']['level']): number => SEVERITIES.indexOf(level);
  const before = row.severity;
  if (computed === before.computed) {
    if (row.calm_since !== null) change.set.calm_since = null;
    return;
  }
  // A calm that begins later than now was noted by a clock that ran ahead: it begins now.
  const calmSince = row.calm_since !== null && row.calm_since <= now ? row.calm_since : null;
  if (rank(computed) > rank(before.computed) && !mayFall(calmSince?.getTime() ?? null, now.getTime())) {
    if (calmSince === null) change.set.calm_since = now;
    return;
  }
  const level = before.override ? before.level : computed;
  change.set.severity = { ...before, level, computed, points, reasons };
  change.set.calm_since = null;
  if (level !== before.level) change.severity = { from: before.level, to: level };
}
