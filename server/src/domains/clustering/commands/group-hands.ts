import { Injectable } from '@nestjs/common';
import type { GroupMove, GroupMoved } from '@tocsin/shared/clustering';
import { newId, type ComplaintId, type GroupId, type IncidentId, type MoveId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/db.js';
import { refuseStale } from '../../../platform/http/if-match.js';
import { notFound, Problem } from '../../../platform/problems/index.js';
import { GroupsRepository, type GroupRow } from '../groups/groups.repository.js';
import { Regrouper, type RegroupEvent } from '../groups/regrouper.js';
import { GroupPort } from '../ports.js';
import type { GroupCommand } from './command.types.js';
import { byOf, liveActor, unknownCommand, type Hand } from './hand.js';
import { ObjectHands } from './object-hands.js';
import { ReclusterHands } from './recluster-hands.js';
import { StudioHands } from './studio-hands.js';
import { UndoHands } from './undo-hands.js';

const TYPE: Record<GroupMove['kind'], RegroupEvent> = {
  merge: 'group.merged',
  split: 'group.split',
  move: 'group.moved',
  lock: 'group.locked',
  unlock: 'group.unlocked',
};
/** A newer process may post what this one, still the writer during an update, cannot do: saying done would be untrue. */
function refuseUnknown(command: never): never {
  throw unknownCommand((command as { kind?: unknown }).kind);
}
const present = (...ids: (IncidentId | null)[]): IncidentId[] => ids.flatMap((id) => id ?? []);

/** What people do to groups. Rows decide what is allowed; the engine is told once it is. */
@Injectable()
export class GroupHands {
  constructor(
    private readonly clock: Clock,
    private readonly groups: GroupsRepository,
    private readonly regrouper: Regrouper,
    private readonly port: GroupPort,
    private readonly undoing: UndoHands,
    private readonly objects: ObjectHands,
    private readonly studio: StudioHands,
    private readonly reclustering: ReclusterHands,
  ) {}

  async do(hand: Hand, command: GroupCommand): Promise<unknown> {
    switch (command.kind) {
      case 'merge':
        return this.merge(hand, command);
      case 'split':
        return this.split(hand, command);
      case 'move':
        return this.move(hand, command);
      case 'lock':
        return this.lock(hand, command);
      case 'undo':
        return this.undoing.undo(hand, command.move, command.reason);
      case 'object':
        return this.objects.correct(hand, command);
      case 'dictionary':
        return this.objects.put(hand, command);
      case 'accept':
        await this.studio.refuseStale(hand.tx, command.versions);
        return this.do(hand, command.step);
      case 'refuse':
        return this.studio.refuse(hand, command);
      case 'ask':
        return Promise.resolve(this.studio.ask(hand.told.seat, command.question));
      case 'recluster':
        return this.reclustering.accept(hand, command);
      case 'name':
        return this.name(hand, command);
      default:
        return refuseUnknown(command);
    }
  }

  committed(): void {
    this.port.get()?.committed();
  }

  private async merge(hand: Hand, { from, into, reason, seen }: Extract<GroupCommand, { kind: 'merge' }>): Promise<GroupMoved> {
    const { tx, told } = hand;
    if (from === into) throw new Problem('group/wrong-state', { id: from, why: 'same-group' });
    const [source, target] = [await this.open(tx, from, seen), await this.open(tx, into)];
    const ends = { from: { id: from, incidentId: source.incident_id }, into: { id: into, incidentId: target.incident_id } };
    const incident = (await this.port.get()?.merged(tx, ends, 'person')) ?? null;
    const ids = await this.groups.membersOf(tx, from);
    await told.tell(tx, { call: 'merge', from: source.engine_id, into: target.engine_id });
    await this.regrouper.relocate(
      tx,
      ids.map((id) => ({ id, from, into })),
    );
    await this.groups.update(tx, from, { merged_into: into, incident_id: null });
    await this.groups.update(tx, into, { incident_id: incident, named: target.named || source.named });
    return this.finish(hand, 'merge', source, target, ids, reason, incident);
  }

  private async split(hand: Hand, { from, complaintIds, reason, seen }: Extract<GroupCommand, { kind: 'split' }>): Promise<GroupMoved> {
    const { tx, told } = hand;
    const source = await this.open(tx, from, seen);
    const asked = await this.leaving(tx, source, complaintIds);
    if (asked.length >= source.posts) throw new Problem('group/split-empty', { id: from });
    const effect = await told.tell(tx, { call: 'split', ids: asked, from: source.engine_id });
    const ids = await this.groups.standIn(tx, from, [...new Set([...asked, ...(effect.moved as ComplaintId[])])]);
    const engineId = effect.into ?? `rows:${newId(this.clock.ms())}`;
    const into = told.seat.names.ours(engineId);
    await this.groups.create(tx, into, engineId, told.seat.desk.face(engineId, source.title), source.first_at);
    await this.regrouper.relocate(
      tx,
      ids.map((id) => ({ id, from, into })),
    );
    return this.finish(hand, 'split', source, await this.open(tx, into), ids, reason, null);
  }

  private async move(hand: Hand, { from, into, complaintIds, reason, seen }: Extract<GroupCommand, { kind: 'move' }>): Promise<GroupMoved> {
    const { tx, told } = hand;
    if (from === into) throw new Problem('group/wrong-state', { id: from, why: 'same-group' });
    const [source, target] = [await this.open(tx, from, seen), await this.open(tx, into)];
    const asked = await this.leaving(tx, source, complaintIds);
    if (asked.length >= source.posts) return this.merge(hand, { kind: 'merge', from, into, reason });
    const effect = await told.tell(tx, { call: 'carry', ids: asked, into: target.engine_id });
    const ids = await this.groups.standIn(tx, from, [...new Set([...asked, ...(effect.moved as ComplaintId[])])]);
    await this.regrouper.relocate(
      tx,
      ids.map((id) => ({ id, from, into })),
    );
    return this.finish(hand, 'move', source, target, ids, reason, target.incident_id);
  }

  private async lock(hand: Hand, { group, locked, reason, seen }: Extract<GroupCommand, { kind: 'lock' }>): Promise<GroupMoved> {
    const { tx, told } = hand;
    const row = await this.known(tx, group, seen);
    if (row.merged_into !== null || row.locked === locked) throw new Problem('group/wrong-state', { id: group, locked: row.locked });
    await told.tell(tx, { call: 'lock', group: row.engine_id, locked });
    await this.groups.update(tx, group, { locked });
    return this.finish(hand, locked ? 'lock' : 'unlock', row, null, [], reason, null);
  }

  private async name({ tx, told }: Hand, { groups, named }: Extract<GroupCommand, { kind: 'name' }>): Promise<null> {
    for (const row of await this.groups.many(tx, groups)) {
      if (row.named === named) continue;
      await told.tell(tx, { call: 'name', group: row.engine_id, named });
      await this.groups.update(tx, row.id, { named });
    }
    return null;
  }

  /** Those asked for, with the re-posts that follow them; all must stand in the group. */
  private async leaving(tx: Tx, source: GroupRow, asked: readonly ComplaintId[]): Promise<ComplaintId[]> {
    const wanted = [...new Set(asked)];
    const standing = new Set(await this.groups.standIn(tx, source.id, wanted));
    const missing = wanted.filter((id) => !standing.has(id));
    if (missing.length > 0)
      throw new Problem('group/not-members', { id: source.id, complaintIds: missing.slice(0, 20), missing: missing.length });
    return this.groups.withReposts(tx, source.id, wanted);
  }

  private async finish(
    { tx, actor, trail }: Hand,
    kind: GroupMove['kind'],
    from: GroupRow,
    into: GroupRow | null,
    complaints: readonly ComplaintId[],
    reason: string,
    intoIncident: IncidentId | null,
  ): Promise<GroupMoved> {
    const id = newId<MoveId>(this.clock.ms());
    const incidents = { fromIncident: from.incident_id, intoIncident: into?.incident_id ?? null };
    const move = { id, kind, from: from.id, into: into?.id ?? null, complaints, reason, engineReason: null, by: byOf(actor), ...incidents };
    await this.regrouper.record(tx, [move], this.clock.now());
    Object.assign(trail, {
      group: from.id,
      complaints,
      detail: { moveId: id, kind, from: from.id, into: into?.id ?? null, reason, ...incidents },
    });
    const touched = present(from.incident_id, into?.incident_id ?? null, intoIncident);
    return this.regrouper.announce(tx, liveActor(actor), { type: TYPE[kind] }, id, touched);
  }

  private async open(tx: Tx, id: GroupId, seen?: number | null): Promise<GroupRow> {
    const row = await this.known(tx, id, seen);
    if (row.merged_into !== null) throw new Problem('group/wrong-state', { id, mergedInto: row.merged_into });
    if (row.locked) throw new Problem('group/locked', { id });
    return row;
  }

  private async known(tx: Tx, id: GroupId, seen: number | null = null): Promise<GroupRow> {
    const row = await this.groups.one(tx, id);
    if (!row) throw notFound();
    refuseStale(seen, row.version);
    return row;
  }
}
