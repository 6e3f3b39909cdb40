import { Injectable } from '@nestjs/common';
import type { Demand, Flag } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { BUCKET_MINUTES, curveOf, velocityThresholds, type IncidentSituation } from '@tocsin/shared/incidents';
import { Clock } from '../../platform/clock/clock.js';
import { Cases } from '../complaints/index.js';
import type { Counts } from '../clustering/index.js';
import { areasOf } from './areas.rules.js';
import type { IncidentRow } from './incidents.repository.js';
import { metricsOf } from './metrics.rules.js';
import { NumbersRepository, type RawNumbers } from './numbers.repository.js';
import { DetectionPolicyRepository } from './policy/detection-policy.repository.js';
import { SituationRepository } from './situation.repository.js';

const NEWEST = 20;
const HOUR_MS = 3_600_000;
/** Minutes a bucket, by how many hours are drawn: never more than 72 points. */
const STEPS: readonly (readonly [hours: number, minutes: number])[] = [
  [1, 1],
  [6, 5],
  [12, 10],
  [24, 20],
  [72, 60],
  [168, 180],
];

/** Everything the situation tab draws, from counts kept with the groups: its cost doesn't grow with the incident. */
@Injectable()
export class SituationService {
  constructor(
    private readonly clock: Clock,
    private readonly numbers: NumbersRepository,
    private readonly policies: DetectionPolicyRepository,
    private readonly situations: SituationRepository,
    private readonly cases: Cases,
  ) {}

  /** The numbers are the incident's; the newest complaints are those that people of these brands may read. */
  async of(row: IncidentRow, hours: number | undefined, brands: Principal['brands']): Promise<IncidentSituation> {
    const now = this.clock.now();
    const raw = (await this.numbers.read([row.id], now)).get(row.id) as RawNumbers;
    const metrics = metricsOf(raw, row.peak, now);
    const [velocity, demands, newest] = await Promise.all([
      this.velocity(raw, metrics.baselineTenMinutes, spanOf(row, hours, now), now),
      this.demands(raw, now),
      this.cases.newest(raw.groupIds, NEWEST, brands),
    ]);
    const channels = entries(raw.tally.channels).map(([channel, count]) => ({ channel, count })) as IncidentSituation['channels'];
    return { metrics, velocity, demands, areas: areasOf(raw.tally.areas), channels, newest };
  }

  /** Complaints by hour since the first one, at most so many hours back; hours without any among them. */
  async hourly(row: IncidentRow, mostHours: number): Promise<{ at: string; count: number }[]> {
    const now = this.clock.now();
    const raw = (await this.numbers.read([row.id], now)).get(row.id) as RawNumbers;
    const hour = Math.floor(now.getTime() / HOUR_MS);
    const from = hour - mostHours + 1;
    const counts = await this.situations.buckets(raw.groupIds, from * 60, 60, Math.floor(now.getTime() / 60_000));
    const first = Math.min(mostHours - 1, ...counts.keys());
    return Array.from({ length: mostHours - first }, (_, i) => ({
      at: new Date((from + first + i) * HOUR_MS).toISOString(),
      count: counts.get(first + i) ?? 0,
    }));
  }

  /** How many complaints carry each mark of risk, the most frequent first. */
  async flags(row: IncidentRow): Promise<{ flag: Flag; count: number }[]> {
    const raw = (await this.numbers.read([row.id], this.clock.now())).get(row.id) as RawNumbers;
    return entries(raw.tally.flags).map(([flag, count]) => ({ flag: flag as Flag, count }));
  }

  private async velocity(raw: RawNumbers, baseline: number, { minutes, step }: Span, now: Date): Promise<IncidentSituation['velocity']> {
    const minute = Math.floor(now.getTime() / 60_000);
    const count = Math.max(1, Math.ceil(minutes / step));
    const from = Math.floor(minute / step) * step - (count - 1) * step;
    const counts = await this.situations.buckets(raw.groupIds, from, step, minute);
    const scale = step / BUCKET_MINUTES;
    const limits = velocityThresholds(await this.policies.read(), baseline);
    return {
      bucketSeconds: step * 60,
      buckets: Array.from({ length: count }, (_, i) => ({
        at: new Date((from + i * step) * 60_000).toISOString(),
        count: counts.get(i) ?? 0,
        baseline: baseline * scale,
      })),
      warning: limits.warning * scale,
      critical: limits.critical * scale,
    };
  }

  private async demands(raw: RawNumbers, now: Date): Promise<IncidentSituation['demands']> {
    const recent = await this.situations.demandsSince(raw.groupIds, Math.floor(now.getTime() / 60_000) - 60);
    return demandShares(raw.tally.demands, recent);
  }
}

interface Span {
  minutes: number;
  step: number;
}

/** As asked for; else what its age asks for. */
function spanOf({ detected_at: since }: IncidentRow, hours: number | undefined, now: Date): Span {
  if (hours === undefined) return curveOf(Math.max(0, now.getTime() - since.getTime()) / 60_000);
  return { minutes: hours * 60, step: STEPS.find(([most]) => hours <= most)?.[1] ?? 180 };
}

const entries = (counts: Counts): [string, number][] => Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
const share = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 10_000) / 10_000 : 0);

/** Shares of all demands, and by how much they differ from the shares an hour ago. */
export function demandShares(counts: Counts, lastHour: ReadonlyMap<Demand, number>): IncidentSituation['demands'] {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const before = total - [...lastHour.values()].reduce((sum, n) => sum + n, 0);
  return entries(counts).map(([demand, count]) => {
    const then = share(count - (lastHour.get(demand as Demand) ?? 0), before);
    const now = share(count, total);
    return { demand: demand as Demand, count, share: now, changeOneHour: before > 0 ? Math.round((now - then) * 10_000) / 10_000 : 0 };
  });
}
