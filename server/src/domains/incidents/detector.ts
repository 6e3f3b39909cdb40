import { Injectable } from '@nestjs/common';
import { alarmsAgain, detect, isLargeEnough, type Detection, type DetectionPolicy, type IncidentSummary } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import { incidentStream, OVERVIEW, type StreamId } from '@tocsin/shared/live';
import { Audit } from '../../audit/index.js';
import { ENGINE, Pulses } from '../../live/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/db.js';
import { isolated } from '../../platform/database/isolated.js';
import { log } from '../../platform/logging/log.js';
import { Problem } from '../../platform/problems/index.js';
import type { GroupListener, GroupsChanged, GroupsMerged } from '../clustering/index.js';
import { DetectionRepository, type SeenGroup } from './detection.repository.js';
import { Evaluator, WATCHED } from './evaluator.js';
import { IncidentBooks } from './incident-books.js';
import { IncidentPresenter } from './incident.presenter.js';
import { type IncidentRow, IncidentsRepository } from './incidents.repository.js';
import { DetectionPolicyRepository } from './policy/detection-policy.repository.js';
import { Scrutiny } from './scrutiny.js';
import { TitleKeeper } from './title-keeper.js';

@Injectable()
export class DetectorParts {
  constructor(
    readonly incidents: IncidentsRepository,
    readonly detection: DetectionRepository,
    readonly policies: DetectionPolicyRepository,
    readonly presenter: IncidentPresenter,
    readonly books: IncidentBooks,
    readonly scrutiny: Scrutiny,
    readonly titles: TitleKeeper,
  ) {}
}

/** Works in the consumer's transaction: a group that breaks the policy and its incident become visible together. */
@Injectable()
export class Detector implements GroupListener {
  private readonly moved = new Set<StreamId>();

  constructor(
    private readonly clock: Clock,
    private readonly parts: DetectorParts,
    private readonly evaluator: Evaluator,
    private readonly audit: Audit,
    private readonly pulses: Pulses,
  ) {}

  async changed(tx: Tx, { touched, stirred }: GroupsChanged): Promise<void> {
    this.moved.add(OVERVIEW);
    const policy = await this.parts.policies.read(tx);
    const groups = await this.parts.detection.groups(tx, touched);
    const stirring = groups.filter(({ id }) => stirred.includes(id));
    const known = incidentsOf(groups);
    const raised = await this.detectNew(
      tx,
      policy,
      stirring.filter((group) => group.incident_id === null && isLargeEnough(policy, sizeOf(group))),
    );
    await this.wakeDismissed(tx, policy, incidentsOf(stirring), groups);
    const moved = [...known, ...raised].sort();
    const before = await this.parts.titles.milestones(tx, moved);
    await this.evaluator.look(tx, moved);
    await this.parts.titles.follow(tx, before);
    for (const id of moved) this.moved.add(incidentStream(id));
  }

  committed(): void {
    for (const stream of this.moved) this.pulses.dirty(stream);
    this.moved.clear();
  }

  async tick(tx: Tx): Promise<void> {
    const open = await this.parts.incidents.open(tx, WATCHED);
    const failed = await isolated(tx, open, (part) => this.evaluator.look(tx, part));
    const titles = await isolated(tx, ['titles'], () => this.parts.titles.catchUp(tx));
    // One incident that cannot be judged must not keep the clock from all the others.
    for (const { item, error } of [...failed, ...titles]) log('detection').error({ err: error, of: item }, 'could not be looked at');
  }

  async merged(tx: Tx, { from, into }: GroupsMerged, by: 'engine' | 'person'): Promise<IncidentId | null> {
    if (from.incidentId === null || from.incidentId === into.incidentId) return into.incidentId;
    if (into.incidentId === null) return from.incidentId;
    if (by === 'person') throw new Problem('group/named-incident', { from: from.incidentId, into: into.incidentId });
    // The engine never merges what people named, so the incident that loses its group is only suspected.
    await this.fold(tx, from.incidentId, into.incidentId);
    return into.incidentId;
  }

  async regrouped(tx: Tx, ids: readonly IncidentId[]): Promise<IncidentSummary[]> {
    const rows = await this.parts.incidents.lock(tx, ids);
    const raised: IncidentRow[] = [];
    for (const row of rows) raised.push(await this.parts.incidents.update(tx, row, { state: row.state }));
    for (const id of ids) this.moved.add(incidentStream(id));
    this.moved.add(OVERVIEW);
    return this.parts.presenter.summaries(raised, tx);
  }

  watchers(ids: readonly IncidentId[]): Promise<number> {
    return this.parts.detection.watchers(ids.map(incidentStream));
  }

  private async detectNew(tx: Tx, policy: DetectionPolicy, groups: readonly SeenGroup[]): Promise<IncidentId[]> {
    if (groups.length === 0) return [];
    const raised: IncidentId[] = [];
    const windows = await this.parts.detection.windows(
      tx,
      groups.map(({ id }) => id),
      policy.windowMinutes,
    );
    const alarming = [...groups]
      .sort((a, b) => b.complainants - a.complainants)
      .flatMap((group) => {
        const found = detect(policy, { ...(windows.get(group.id) ?? NONE), critical: group.tally.critical ?? 0 });
        return found ? [{ group, found }] : [];
      });
    if (alarming.length === 0) return [];
    const scrutiny = await this.parts.scrutiny.begin(
      tx,
      alarming.map(({ group }) => group),
    );
    for (const [i, { group, found }] of alarming.entries()) {
      if (found.rule !== 'critical' && !scrutiny.passes(group)) continue;
      raised.push(await this.raise(tx, group, found));
      await scrutiny.raised(
        group,
        alarming.slice(i + 1).map((later) => later.group),
      );
    }
    return raised;
  }

  private async raise(tx: Tx, group: SeenGroup, found: Detection): Promise<IncidentId> {
    const cause = { ...found, at: this.clock.now().toISOString() };
    const { row, incident } = await this.parts.books.open(tx, {
      ...{ groups: [group], title: group.title, scenario: 'other', state: 'detected', cause },
    });
    await this.parts.books.tell(tx, ENGINE, row.id, { type: 'incident.detected', payload: { incident } });
    await this.audit.record(tx, 'system', 'incident.detected', { type: 'incident', id: row.id }, { no: row.no, groupId: group.id, cause });
    return row.id;
  }

  private async wakeDismissed(tx: Tx, policy: DetectionPolicy, ids: readonly IncidentId[], groups: readonly SeenGroup[]): Promise<void> {
    if (ids.length === 0) return;
    const asleep = (await this.parts.incidents.byIds(ids, tx)).filter(({ state }) => state === 'dismissed');
    for (const row of asleep) {
      const own = groups.filter((group) => group.incident_id === row.id);
      const people = own.reduce((sum, { complainants }) => sum + complainants, 0);
      if (!alarmsAgain(people, row.dismissed_at_size ?? 0)) continue;
      const windows = await this.parts.detection.windows(
        tx,
        own.map(({ id }) => id),
        policy.windowMinutes,
      );
      const found = own
        .map(({ id, tally }) => detect(policy, { ...(windows.get(id) ?? NONE), critical: tally.critical ?? 0 }))
        .find(Boolean);
      if (found) await this.reopen(tx, row, found, people);
    }
  }

  private async reopen(tx: Tx, row: IncidentRow, found: Detection, people: number): Promise<void> {
    const cause = { ...found, at: this.clock.now().toISOString() };
    const raised = await this.parts.incidents.update(tx, row, {
      state: 'detected',
      cause,
      closed_at: null,
      dismissed_at_size: null,
      folded_into: null,
      // Whoever acknowledged it before it was dismissed has not heard of this.
      ...(row.alarm !== null && { alarm: { ...row.alarm, at: cause.at } }),
    });
    const incident = await this.parts.presenter.core(raised, tx);
    const reason = `${found.rule} ${String(found.value)} / ${String(found.threshold)}; ${String(row.dismissed_at_size ?? 0)} → ${String(people)}`;
    await this.parts.books.tell(tx, ENGINE, row.id, {
      type: 'incident.moved',
      payload: { incident, from: 'dismissed', to: 'detected', reason },
    });
    await this.noteMove(tx, row, 'detected', reason);
  }

  private async fold(tx: Tx, from: IncidentId, into: IncidentId): Promise<void> {
    const rows = await this.parts.incidents.lock(tx, [from, into].sort());
    const [source, target] = [rows.find(({ id }) => id === from), rows.find(({ id }) => id === into)];
    if (!source || !target || source.state === 'dismissed') return;
    const others = (await this.parts.incidents.groupsOf([from], tx)).length;
    if (others > 1) return;
    const set = { state: 'dismissed' as const, closed_at: this.clock.now(), dismissed_at_size: 0, folded_into: into };
    await this.parts.incidents.refold(tx, from, into);
    const folded = await this.parts.incidents.update(tx, source, set);
    const incident = await this.parts.presenter.core(folded, tx);
    const moved = (reason: string) =>
      ({ type: 'incident.moved', payload: { incident, from: source.state, to: 'dismissed', reason } }) as const;
    const reason = `→ ${target.no}`;
    // Readers of one brand may not learn the number of another brand's incident.
    await this.parts.books.tell(tx, ENGINE, from, moved(reason), moved(target.brand === source.brand ? reason : '→'));
    await this.noteMove(tx, source, 'dismissed', reason);
  }

  private async noteMove(tx: Tx, { id, no, state }: IncidentRow, to: IncidentRow['state'], reason: string): Promise<void> {
    await this.audit.record(tx, 'system', 'incident.moved', { type: 'incident', id }, { no, from: state, to, reason });
  }
}

const incidentsOf = (groups: readonly SeenGroup[]): IncidentId[] =>
  [...new Set(groups.flatMap(({ incident_id }) => incident_id ?? []))].sort();
const NONE = { complainants: 0, tenMinutes: 0 };

const sizeOf = ({ complainants, complaints, tally }: SeenGroup) => ({ complainants, complaints, critical: tally.critical ?? 0 });
