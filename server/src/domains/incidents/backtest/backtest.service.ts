import { Injectable } from '@nestjs/common';
import { BASELINE_BUCKETS, type Backtest, type BacktestAlarm, type BacktestRequest } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Problem } from '../../../platform/problems/index.js';
import { MembersRepository } from '../../clustering/index.js';
import { DetectionRepository } from '../detection.repository.js';
import { metricsOf, severityOf } from '../metrics.rules.js';
import { DetectionPolicyRepository } from '../policy/detection-policy.repository.js';
import { BacktestLimits } from './backtest-limits.js';
import { reportOf } from './backtest.report.js';
import { Pace, tooLarge } from './pace.js';
import { PolicyReplay, type Stored } from './policy-replay.js';
import { ReplayRepository } from './replay.repository.js';
import { replayPart, stageOf } from './replay.js';
import type { ReplayedGroup } from './replayed-group.js';

const DAY_MS = 86_400_000;

@Injectable()
export class BacktestSources {
  constructor(
    readonly replay: ReplayRepository,
    readonly detection: DetectionRepository,
    readonly members: MembersRepository,
    readonly policies: DetectionPolicyRepository,
  ) {}
}

/** Replays the stored past against a policy that nobody has put in force. It reads at one moment, writes nothing and waits for nobody. */
@Injectable()
export class BacktestService {
  private running = false;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly sources: BacktestSources,
    private readonly limits: BacktestLimits,
    private readonly audit: Audit,
  ) {}

  /** One at a time on each node: each keeps a connection busy and a share of the processor. */
  async of(me: Principal, request: BacktestRequest): Promise<Backtest> {
    if (this.running) throw new Problem('policy/backtest-running');
    this.running = true;
    const pace = new Pace(this.clock, this.limits);
    try {
      const backtest = await this.reading((tx) => this.replayed(tx, request, pace));
      const { draft, inForce } = backtest;
      const detail = { days: request.days, ...request.policy, draft: draft.incidents, inForce: inForce.incidents };
      const subject = { type: 'policy', id: 'detection' };
      await this.db.transaction((tx) => this.audit.record(tx, me, 'policy.detection-backtested', subject, detail));
      return backtest;
    } catch (error) {
      // The database ends a statement that outlasts the time; whoever asked is told why, not how.
      throw pace.isOver ? tooLarge(this.limits) : error;
    } finally {
      this.running = false;
    }
  }

  private reading<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      await tx.query(`SET LOCAL statement_timeout = ${String(Math.max(1, this.limits.seconds) * 1_000)}`);
      return work(tx);
    }, 'REPEATABLE READ');
  }

  private async replayed(tx: Tx, { policy: draft, days }: BacktestRequest, pace: Pace): Promise<Backtest> {
    const { replay: source, policies } = this.sources;
    const to = this.clock.now();
    const from = new Date(to.getTime() - days * DAY_MS);
    const inForce = await policies.read(tx);
    const candidates = await source.candidates(tx, from.getTime(), [draft, inForce]);
    await pace.step();
    const incidents = await source.incidents(tx, from);
    const before = await source.groupsOf(
      tx,
      incidents.standing.map(({ id }) => id),
    );
    const { seats, standing } = stageOf(candidates, incidents.raised, incidents.standing, before);
    const replays = [draft, inForce].map((policy) => new PolicyReplay(policy, this.stored(tx), standing)) as [PolicyReplay, PolicyReplay];
    await this.readAll(tx, [...seats.keys()], async (arrivals) => {
      await replayPart(arrivals, { seats, replays, from: from.getTime(), pace });
      await pace.step();
    });
    return reportOf({
      ...{ from, to, candidates, incidents },
      ...{ draft: replays[0], inForce: replays[1], seats },
      complaints: await source.arrived(tx, from.getTime()),
      regrouped: await source.regrouped(tx, from),
      inForceSince: await source.inForceSince(tx),
    });
  }

  private async readAll(
    tx: Tx,
    groups: Parameters<ReplayRepository['members']>[1],
    each: (arrivals: Awaited<ReturnType<ReplayRepository['members']>>) => Promise<void>,
  ): Promise<void> {
    if (groups.length === 0) return;
    const { first, last, complaints } = await this.sources.replay.range(tx, groups);
    if (complaints > this.limits.complaints) throw tooLarge(this.limits);
    for (let after = first - 1; after < last; after += this.limits.chunk)
      await each(await this.sources.replay.members(tx, groups, after, Math.min(last, after + this.limits.chunk)));
  }

  private stored(tx: Tx): Stored {
    const { detection } = this.sources;
    return {
      words: (upTo) => ({ shares: (asked) => detection.shares(tx, asked, upTo), ages: (ids) => detection.ages(tx, ids, upTo) }),
      level: (group, upTo, at) => this.levelAt(tx, group, upTo, at),
    };
  }

  /** The severity that an incident of this group alone had been given at that moment, when nobody had answered anything yet. */
  private async levelAt(tx: Tx, group: ReplayedGroup, upTo: number, at: number): Promise<BacktestAlarm['level']> {
    const counted = await this.sources.members.recount(tx, group.id, upTo);
    const raw = { groupIds: [group.id], ...counted, ...group.buckets(at, BASELINE_BUCKETS + 1), answered: 0, answeredBefore: 0 };
    return severityOf(metricsOf(raw, 0, new Date(at))).severity;
  }
}
