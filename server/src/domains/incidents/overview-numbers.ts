import { Injectable } from '@nestjs/common';
import type { Overview } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { startOfDay } from '@tocsin/shared/kernel';
import { ProgressRepository } from '../clustering/index.js';
import { BrandNumbersRepository } from './brand-numbers.repository.js';
import { SituationRepository } from './situation.repository.js';

const STEP_MINUTES = 5;
const STEPS = 24;
const DAY_MINUTES = 1_440;
/** Older complaints without an answer are no longer news. */
const UNANSWERED_DAYS = 30;

export type HeadNumbers = Pick<Overview, 'today' | 'lastTenMinutes' | 'previousTenMinutes'>;
type Heads = HeadNumbers & Pick<Overview, 'unanswered24h' | 'ungrouped' | 'backlog' | 'velocity'>;

/** What the overview adds up over complaints: over all of them from kept counts, over some brands from the complaints. */
@Injectable()
export class OverviewNumbers {
  constructor(
    private readonly situations: SituationRepository,
    private readonly ofSome: BrandNumbersRepository,
    private readonly progress: ProgressRepository,
  ) {}

  read(brands: Principal['brands'], now: Date): Promise<Heads> {
    return brands === null ? this.whole(now) : this.some(brands, now);
  }

  /** Told together: a day that counts fewer than its last ten minutes would be read as a fault. */
  async late(now: Date): Promise<HeadNumbers> {
    const minute = minuteOf(now);
    const [{ last, previous }, today] = await Promise.all([
      this.situations.intakeOfLate(minute),
      this.situations.intakeBetween(startOfDay(now), minute + 1),
    ]);
    return { today, lastTenMinutes: last, previousTenMinutes: previous };
  }

  private async whole(now: Date): Promise<Heads> {
    const minute = minuteOf(now);
    const midnight = startOfDay(now);
    const from = firstStep(minute);
    const [late, intake, grouped, { backlog }, unanswered24h] = await Promise.all([
      this.late(now),
      this.situations.intake(from, STEP_MINUTES),
      this.situations.groupedSince(midnight),
      this.progress.read(now),
      this.unanswered(minute, now),
    ]);
    return { ...late, unanswered24h, ungrouped: Math.max(0, late.today - grouped), backlog, velocity: velocityOf(from, intake) };
  }

  private async some(brands: readonly string[], now: Date): Promise<Heads> {
    const from = firstStep(minuteOf(now));
    const midnight = new Date(startOfDay(now) * 60_000);
    const [counts, intake] = await Promise.all([
      this.ofSome.counts(brands, { now, midnight, ...unansweredSpan(now) }),
      this.ofSome.intake(brands, from, STEP_MINUTES),
    ]);
    const { grouped, unanswered, ...heads } = counts;
    return { ...heads, unanswered24h: unanswered, ungrouped: Math.max(0, heads.today - grouped), velocity: velocityOf(from, intake) };
  }

  private async unanswered(minute: number, now: Date): Promise<number> {
    const { unansweredFrom, unansweredTo } = unansweredSpan(now);
    const [received, answered] = await Promise.all([
      this.situations.intakeBetween(minute - UNANSWERED_DAYS * DAY_MINUTES, minute - DAY_MINUTES),
      this.situations.answeredBetween(unansweredFrom, unansweredTo),
    ]);
    return Math.max(0, received - answered);
  }
}

const minuteOf = (now: Date): number => Math.floor(now.getTime() / 60_000);
const firstStep = (minute: number): number => Math.floor(minute / STEP_MINUTES) * STEP_MINUTES - (STEPS - 1) * STEP_MINUTES;
const unansweredSpan = (now: Date): { unansweredFrom: Date; unansweredTo: Date } => ({
  unansweredFrom: new Date(now.getTime() - UNANSWERED_DAYS * DAY_MINUTES * 60_000),
  unansweredTo: new Date(now.getTime() - DAY_MINUTES * 60_000),
});

function velocityOf(from: number, intake: readonly { bucket: number; channel: string; posts: number }[]): Heads['velocity'] {
  const buckets = Array.from({ length: STEPS }, (_, i) => ({
    at: new Date((from + i * STEP_MINUTES) * 60_000).toISOString(),
    total: 0,
    byChannel: {} as Record<string, number>,
  }));
  for (const { bucket, channel, posts } of intake) {
    const at = buckets[Math.min(bucket, STEPS - 1)];
    if (!at) continue;
    at.total += posts;
    at.byChannel[channel] = (at.byChannel[channel] ?? 0) + posts;
  }
  return { bucketSeconds: STEP_MINUTES * 60, buckets };
}
