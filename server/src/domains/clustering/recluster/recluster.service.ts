import { Injectable } from '@nestjs/common';
import type {
  AcceptRecluster,
  EndRecluster,
  IncludeDeclared,
  ReclusterDifference,
  ReclusterDifferences,
  ReclusterDifferencesQuery,
  ReclusterRun,
  ReclusterState,
  StartRecluster,
} from '@tocsin/shared/clustering';
import { isUnderWay } from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { newId, type ComplaintId, type Page, type PageQuery, type UserId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { notFound, Problem } from '../../../platform/problems/index.js';
import { Cases } from '../../complaints/index.js';
import { CommandsService } from '../commands/commands.service.js';
import { recluster } from './attendant.js';
import { keyOf } from './diff.rules.js';
import { PreviewRepository, type DifferenceRow } from './preview.repository.js';
import { RunsRepository, type RunRow } from './runs.repository.js';
import { Staleness } from './staleness.js';

const SUBJECT = 'recluster-run';
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Runs of re-clustering as people start them, look at them and decide. */
@Injectable()
export class ReclusterService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly runs: RunsRepository,
    private readonly preview: PreviewRepository,
    private readonly staleness: Staleness,
    private readonly commands: CommandsService,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly cases: Cases,
  ) {}

  async start(me: Principal, { reason, since, until }: StartRecluster): Promise<ReclusterRun> {
    const id = newId(this.clock.ms());
    const at = this.clock.now();
    const by = { id: me.kind === 'user' ? (me.id as UserId) : null, name: me.name };
    const range = { since: since === undefined ? null : new Date(since), until: until === undefined ? null : new Date(until) };
    await this.db.transaction(async (tx) => {
      if (!(await this.runs.insert(tx, { id, reason, by, at, ...range }))) {
        const other = await this.runs.undecided(tx);
        throw new Problem('recluster/running', { id: other?.id ?? null, state: other?.state ?? null });
      }
      await this.jobs.send(tx, recluster, {});
      await this.audit.record(tx, me, 'recluster.started', { type: SUBJECT, id }, { reason, since: since ?? null, until: until ?? null });
    });
    return this.one(id);
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<ReclusterRun>> {
    const { rows, nextCursor } = await this.runs.list(limit, cursor);
    return { items: await Promise.all(rows.map((row) => this.present(row))), nextCursor };
  }

  async one(id: string): Promise<ReclusterRun> {
    const row = await this.runs.one(id);
    if (!row) throw notFound();
    return this.present(row);
  }

  async differences(id: string, query: ReclusterDifferencesQuery): Promise<ReclusterDifferences> {
    if (!(await this.runs.one(id))) throw notFound();
    const { rows, nextCursor, total } = await this.preview.page(id, query);
    const words = await this.words(rows.flatMap(({ shown }) => shown.samples));
    return { items: rows.map((row) => toDifference(row, words)), nextCursor, total };
  }

  cancel(me: Principal, id: string, { reason }: EndRecluster): Promise<ReclusterRun> {
    return this.end(me, id, 'cancelled', reason, isUnderWay);
  }

  discard(me: Principal, id: string, { reason }: EndRecluster): Promise<ReclusterRun> {
    return this.end(me, id, 'discarded', reason, (state) => state === 'ready');
  }

  /** Holds what was read against groups as they are now; the answer is a preview with another fingerprint. */
  async compareAgain(me: Principal, id: string): Promise<ReclusterRun> {
    await this.db.transaction(async (tx) => {
      const row = await this.locked(tx, id, (state) => state === 'ready');
      await this.runs.compareAgain(tx, id);
      await this.jobs.send(tx, recluster, {});
      await this.audit.record(tx, me, 'recluster.compared-again', { type: SUBJECT, id }, { fingerprint: row.fingerprint });
    });
    return this.one(id);
  }

  /** Takes ways out of declared incidents into the preview, which is then compared again: nobody accepts what they were not shown. */
  async include(me: Principal, id: string, { fingerprint, nos, reason }: IncludeDeclared): Promise<ReclusterRun> {
    await this.db.transaction(async (tx) => {
      const row = await this.locked(tx, id, (state) => state === 'ready');
      if (row.fingerprint !== fingerprint) throw new Problem('recluster/stale', { id, why: 'compared', fingerprint: row.fingerprint });
      const ways = await this.preview.heldFromDeclared(tx, id, nos);
      if (ways.length < new Set(nos).size) throw notFound();
      await this.runs.include(tx, id, ways.map(keyOf));
      await this.runs.compareAgain(tx, id);
      await this.jobs.send(tx, recluster, {});
      const detail = {
        reason,
        groups: [...new Set(ways.map(({ from }) => from))],
        complaints: sum(ways.map(({ complaints }) => complaints)),
      };
      await this.audit.record(tx, me, 'recluster.declared-included', { type: SUBJECT, id }, detail);
    });
    return this.one(id);
  }

  /** Done by the one writer of groups, all of it or nothing. */
  async accept(me: Principal, id: string, { fingerprint, reason }: AcceptRecluster): Promise<ReclusterRun> {
    await this.commands.run<unknown>(me, { kind: 'recluster', run: id, fingerprint, reason });
    return this.one(id);
  }

  private async end(
    me: Principal,
    id: string,
    state: 'cancelled' | 'discarded',
    reason: string,
    from: (state: ReclusterState) => boolean,
  ): Promise<ReclusterRun> {
    await this.db.transaction(async (tx) => {
      const row = await this.locked(tx, id, from);
      await this.runs.end(tx, id, { state, by: me.name, at: this.clock.now(), reason });
      await this.audit.record(tx, me, `recluster.${state}`, { type: SUBJECT, id }, { reason, read: row.read, total: row.total });
    });
    return this.one(id);
  }

  private async locked(tx: Tx, id: string, allowed: (state: ReclusterState) => boolean): Promise<RunRow> {
    const row = await this.runs.one(id, tx);
    if (!row) throw notFound();
    if (!allowed(row.state)) throw new Problem('recluster/wrong-state', { id, state: row.state });
    return row;
  }

  private async present(row: RunRow): Promise<ReclusterRun> {
    const { decided_by: by, decided_at: at, decided_reason: reason } = row;
    return {
      id: row.id,
      state: row.state,
      reason: row.reason,
      by: row.by_name,
      startedAt: row.started_at.toISOString(),
      since: row.since?.toISOString() ?? null,
      until: row.until?.toISOString() ?? null,
      progress: { read: row.read, total: row.total },
      algorithm: row.algorithm,
      dictionary: row.dictionary,
      comparedAt: row.compared_at?.toISOString() ?? null,
      summary: row.summary,
      fingerprint: row.fingerprint,
      stale: row.state === 'ready' ? await this.staleness.of(row) : null,
      decided: by !== null && at !== null ? { by, at: at.toISOString(), reason: reason ?? '' } : null,
      applied: row.applied,
    };
  }

  private async words(ids: readonly ComplaintId[]): Promise<Map<ComplaintId, string>> {
    return new Map((await this.cases.rows([...new Set(ids)])).map(({ id, excerpt }) => [id, excerpt]));
  }
}

function toDifference({ shown, ...row }: DifferenceRow, words: ReadonlyMap<ComplaintId, string>): ReclusterDifference {
  const { no, kind, blocked, complaints, complainants } = row;
  const samples = shown.samples.map((complaintId) => ({ complaintId, excerpt: words.get(complaintId) ?? '' }));
  // A complaint alone has no strong words: its own stand for it.
  const title = shown.into.title === '' ? (samples[0]?.excerpt ?? '') : shown.into.title;
  return {
    no,
    kind,
    shrinksDeclared: shown.shrinksDeclared ?? false,
    blocked,
    complaints,
    complainants,
    from: shown.from,
    into: { ...shown.into, title },
    why: shown.why,
    terms: shown.terms,
    samples,
  };
}
