import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import {
  alarmAfter,
  canMove,
  isOver,
  type AddNote,
  type ChangeSeverity,
  type DeclareIncident,
  type IncidentDetail,
  type IncidentNote,
  type MoveIncident,
  type RenameIncident,
} from '@tocsin/shared/incidents';
import { permissionsOf, seesBrand, type Principal, type User } from '@tocsin/shared/identity';
import { newId, type GroupId, type IncidentId, type UserId } from '@tocsin/shared/kernel';
import { incidentStream } from '@tocsin/shared/live';
import type { z } from 'zod';
import { Audit } from '../../audit/index.js';
import { actorOf, EventLog, type BrandEvent } from '../../live/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/db.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import { refuseStale } from '../../platform/http/if-match.js';
import { invalid, notFound, Problem } from '../../platform/problems/index.js';
import { CommandsRepository } from '../clustering/index.js';
import { DetectionRepository } from './detection.repository.js';
import { IncidentBooks } from './incident-books.js';
import { coreOf } from './incident.presenter.js';
import { type IncidentRow, IncidentsRepository } from './incidents.repository.js';
import { IncidentsService, mayRead } from './incidents.service.js';
import { NotesRepository } from './notes.repository.js';

export type Leader = Pick<User, 'id' | 'name' | 'roles' | 'brands' | 'disabled'>;
/** A screen's clock may run a little ahead of ours. */
const CLOCK_SKEW_MS = 60_000;

@Injectable()
export class IncidentRows {
  constructor(
    readonly incidents: IncidentsRepository,
    readonly detection: DetectionRepository,
    readonly notes: NotesRepository,
    readonly commands: CommandsRepository,
    readonly events: EventLog,
  ) {}
}

/** What people decide about incidents: lock, check, write, tell, all in one transaction. */
@Injectable()
export class IncidentCommands {
  constructor(
    private readonly work: Idempotency,
    private readonly clock: Clock,
    private readonly rows: IncidentRows,
    private readonly books: IncidentBooks,
    private readonly reading: IncidentsService,
    private readonly audit: Audit,
  ) {}

  declare(me: Principal, { groupIds, title, scenario, severity, reason }: DeclareIncident): Promise<IncidentDetail> {
    return this.work.transaction(async (tx) => {
      const groups = await this.freeGroups(tx, me, [...new Set(groupIds)].sort());
      const at = this.clock.now().toISOString();
      const people = groups.reduce((sum, { complainants }) => sum + complainants, 0);
      const by = { by: me.id as UserId, byName: me.name, at, reason: reason ?? '' };
      const { row, incident } = await this.books.open(tx, {
        ...{ groups, title, scenario, state: 'declared' },
        cause: { rule: 'person', value: people, threshold: 1, windowMinutes: null, at },
        ...(severity && me.kind === 'user' && { severity: { level: severity, override: by } }),
      });
      await this.name(tx, groupIds, true);
      await this.tell(tx, me, row, { type: 'incident.declared', payload: { incident, from: null, reason: reason ?? null } });
      await this.audit.record(
        tx,
        me,
        'incident.declared',
        { type: 'incident', id: row.id },
        { no: row.no, groupIds, title, scenario, severity, reason },
      );
      return this.reading.changed(me, tx, row);
    });
  }

  move(me: Principal, id: IncidentId, seen: number | null, { to, reason, title, scenario }: MoveIncident): Promise<IncidentDetail> {
    return this.change(me, id, seen, 'incident.moved', async (tx, row) => {
      if (!canMove(row.state, to)) throw new Problem('incident/wrong-state', { id, from: row.state, to });
      const now = this.clock.now();
      const groupIds = await this.groupsOf(tx, id);
      const changed = await this.rows.incidents.update(tx, row, {
        state: to,
        ...(title !== undefined && { title }),
        ...(scenario !== undefined && { scenario }),
        ...(to === 'declared' && { declared_at: now }),
        closed_at: to === 'resolved' || to === 'dismissed' ? now : to === 'reviewed' ? row.closed_at : null,
        ...(to === 'dismissed' && { dismissed_at_size: await this.people(tx, groupIds) }),
      });
      if (to === 'declared' || to === 'dismissed') await this.name(tx, groupIds, to === 'declared');
      if (to === 'declared') {
        const incident = await this.books.summary(changed, tx);
        await this.tell(tx, me, row, { type: 'incident.declared', payload: { incident, from: row.state, reason } });
      } else {
        const incident = coreOf(changed, groupIds);
        await this.tell(tx, me, row, { type: 'incident.moved', payload: { incident, from: row.state, to, reason } });
      }
      return { changed, detail: { from: row.state, to, reason, ...namesBetween(row, changed) } };
    });
  }

  changeSeverity(me: Principal, id: IncidentId, seen: number | null, { severity, reason }: ChangeSeverity): Promise<IncidentDetail> {
    return this.change(me, id, seen, 'incident.severity-changed', async (tx, row) => {
      if (severity !== null && me.kind !== 'user') throw new Problem('auth/forbidden', { why: 'a person must answer for it' });
      refuseOver(row);
      const at = this.clock.now().toISOString();
      const override = severity === null ? null : { by: me.id as UserId, byName: me.name, at, reason };
      const level = severity ?? row.severity.computed;
      const { safety } = (await this.books.summary(row, tx)).metrics;
      const alarm = alarmAfter(row.alarm, level, safety, at);
      const changed = await this.rows.incidents.update(tx, row, { severity: { ...row.severity, level, override }, alarm });
      const incident = coreOf(changed, await this.groupsOf(tx, id));
      const payload = { incident, from: row.severity.level, to: level, reason, computed: severity === null };
      await this.tell(tx, me, row, { type: 'incident.severity-changed', payload });
      return { changed, detail: { from: row.severity.level, to: level, computed: severity === null, reason } };
    });
  }

  rename(me: Principal, id: IncidentId, seen: number | null, { title, scenario }: RenameIncident): Promise<IncidentDetail> {
    return this.change(me, id, seen, 'incident.renamed', async (tx, row) => {
      const changed = await this.rows.incidents.update(tx, row, { title, ...(scenario !== undefined && { scenario }) });
      const incident = coreOf(changed, await this.groupsOf(tx, id));
      await this.tell(tx, me, row, { type: 'incident.renamed', payload: { incident, from: row.title, to: title } });
      return { changed, detail: { from: row.title, to: title, ...namesBetween(row, changed) } };
    });
  }

  assignCommander(me: Principal, id: IncidentId, seen: number | null, who: Leader | null, reason: string | null): Promise<IncidentDetail> {
    return this.change(me, id, seen, 'incident.commander-assigned', async (tx, row) => {
      refuseOver(row);
      if (who !== null) refuseUnable(who, row);
      const changed = await this.rows.incidents.update(tx, row, { commander_id: who?.id ?? null, commander_name: who?.name ?? null });
      const incident = coreOf(changed, await this.groupsOf(tx, id));
      const payload = { incident, from: row.commander_name, to: who?.name ?? null, reason };
      await this.tell(tx, me, row, { type: 'incident.commander-assigned', payload });
      return { changed, detail: { from: row.commander_id, to: who?.id ?? null, reason } };
    });
  }

  async addNote(me: Principal, id: IncidentId, { text, occurredAt, key }: AddNote): Promise<z.infer<typeof IncidentNote>> {
    return this.work.transaction(async (tx) => {
      const row = await this.reading.visible(me, id, tx);
      const at = this.clock.now();
      if (occurredAt !== undefined && Date.parse(occurredAt) > at.getTime() + CLOCK_SKEW_MS)
        throw invalid([{ path: ['occurredAt'], code: 'in_future', message: 'must not lie in the future' }]);
      const note = { id: newId(this.clock.ms()), text, occurredAt: occurredAt ?? at.toISOString(), key };
      await this.rows.notes.insert(tx, id, note, me.kind === 'user' ? me.id : null, at);
      const event = { type: 'note.added', payload: { note } } as const;
      await this.rows.events.append(tx, actorOf(me), [incidentStream(row.id)], event);
      await this.rows.events.appendForBrand(tx, actorOf(me), row.id, event);
      await this.audit.record(tx, me, 'incident.note-added', { type: 'incident', id }, { noteId: note.id, key });
      return note;
    });
  }

  /** `seen`: the version that whoever decides has read; `detail`: what the record says of the change, before and after. */
  private change(
    me: Principal,
    id: IncidentId,
    seen: number | null,
    action: AuditAction,
    work: (tx: Tx, row: IncidentRow) => Promise<{ changed: IncidentRow; detail: object }>,
  ): Promise<IncidentDetail> {
    return this.work.transaction(async (tx) => {
      const row = (await this.rows.incidents.lock(tx, [id]))[0];
      if (!row || !mayRead(me, row)) throw notFound();
      refuseStale(seen, row.version);
      const { changed, detail } = await work(tx, row);
      const answer = await this.reading.changed(me, tx, changed);
      await this.audit.record(tx, me, action, { type: 'incident', id }, { no: row.no, ...detail });
      return answer;
    });
  }

  private tell(tx: Tx, me: Principal, row: IncidentRow, event: BrandEvent): Promise<void> {
    return this.books.tell(tx, actorOf(me), row.id, event);
  }

  private async groupsOf(tx: Tx, id: IncidentId): Promise<GroupId[]> {
    return (await this.rows.incidents.groupsOf([id], tx)).map((group) => group.id);
  }

  private async people(tx: Tx, groups: readonly GroupId[]): Promise<number> {
    return (await this.rows.detection.groups(tx, groups)).reduce((sum, { complainants }) => sum + complainants, 0);
  }

  /** The engine hears of it from its own letter box, in the order of its work. */
  private async name(tx: Tx, groups: readonly GroupId[], named: boolean): Promise<void> {
    await this.rows.commands.post(tx, newId(this.clock.ms()), { kind: 'name', groups, named }, null, this.clock.now());
  }

  private async freeGroups(
    tx: Tx,
    me: Principal,
    ids: readonly GroupId[],
  ): Promise<Awaited<ReturnType<DetectionRepository['lockGroups']>>> {
    const groups = await this.rows.detection.lockGroups(tx, ids);
    if (groups.length < ids.length) throw notFound();
    const merged = groups.find(({ merged_into }) => merged_into !== null);
    if (merged) throw new Problem('group/wrong-state', { id: merged.id, mergedInto: merged.merged_into });
    const owners = await this.rows.incidents.byIds(
      groups.flatMap(({ incident_id }) => incident_id ?? []),
      tx,
    );
    // A dismissed suspicion doesn't keep its group from a person who knows better.
    const owner = owners.find(({ state }) => state !== 'dismissed');
    // That it is taken has to be said; by which is for those who may see it.
    if (owner) throw new Problem('incident/group-taken', mayRead(me, owner) ? { incidentId: owner.id, no: owner.no } : {});
    return groups;
  }
}

/** Whoever commands an incident must be able to open it and to move it on. */
function refuseUnable({ disabled, roles, brands }: Leader, { brand }: IncidentRow): void {
  if (disabled || !permissionsOf(roles).includes('incident:move') || !seesBrand({ brands }, brand))
    throw invalid([{ path: ['userId'], code: 'cannot_command', message: 'must be somebody who may lead this incident' }]);
}

/** What is over keeps the level and the commander it ended with. */
function refuseOver({ id, state }: IncidentRow): void {
  if (isOver(state)) throw new Problem('incident/wrong-state', { id, state, why: 'over' });
}

/** Title and scenario may be settled with another step: both, as they were and as they are, where they differ. */
function namesBetween(before: IncidentRow, after: IncidentRow): object {
  return {
    ...(before.title !== after.title && { title: { from: before.title, to: after.title } }),
    ...(before.scenario !== after.scenario && { scenario: { from: before.scenario, to: after.scenario } }),
  };
}
