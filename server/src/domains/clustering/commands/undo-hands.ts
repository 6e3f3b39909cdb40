import { Injectable } from '@nestjs/common';
import type { GroupMoved } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId, IncidentId, MoveId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { notFound, Problem } from '../../../platform/problems/index.js';
import { Cases } from '../../complaints/index.js';
import { GroupsRepository, type GroupRow } from '../groups/groups.repository.js';
import { Regrouper } from '../groups/regrouper.js';
import { GroupPort } from '../ports.js';
import { byOf, liveActor, type Hand } from './hand.js';
import { MovesRepository, type MoveRow } from './moves.repository.js';

/** Takes a move back: whoever still stands where it put them, and was not moved again since, returns. What came later stays. */
@Injectable()
export class UndoHands {
  constructor(
    private readonly clock: Clock,
    private readonly groups: GroupsRepository,
    private readonly moves: MovesRepository,
    private readonly regrouper: Regrouper,
    private readonly port: GroupPort,
    private readonly cases: Cases,
  ) {}

  async undo(hand: Hand, id: MoveId, reason: string | null): Promise<GroupMoved> {
    const { tx, actor, trail } = hand;
    const move = await this.moves.one(tx, id);
    if (!move) throw notFound();
    if (move.undone_at !== null) throw superseded(move, 'undone');
    const [from, into] = [await this.groups.one(tx, move.from_group), move.into_group && (await this.groups.one(tx, move.into_group))];
    if (!from) throw notFound();
    const complaints = into ? await this.takeBack(hand, move, from, into) : [];
    if (!into) await this.turnLock(hand, move, from);
    // They go back: from where the move had put them, to where they came from.
    const ends = into ? { from: into.id, into: from.id } : { from: from.id, into: null };
    Object.assign(trail, { group: from.id, complaints, detail: { moveId: id, kind: move.kind, ...ends, reason } });
    await this.moves.markUndone(tx, id, byOf(actor), this.clock.now());
    if (into && move.engine_reason === null) await this.release(hand, move, complaints);
    const touched = [move.from_incident, move.into_incident, from.incident_id, into ? into.incident_id : null];
    return this.regrouper.announce(
      tx,
      liveActor(actor),
      { type: 'group.move-undone', reason },
      id,
      touched.flatMap((incident) => incident ?? []),
    );
  }

  private async takeBack(hand: Hand, move: MoveRow, from: GroupRow, into: GroupRow): Promise<ComplaintId[]> {
    const { tx } = hand;
    const revived = move.kind === 'merge' && from.merged_into === into.id;
    if (into.merged_into !== null || (from.merged_into !== null && !revived)) throw superseded(move, 'merged');
    if (from.locked || into.locked) throw new Problem('group/locked', { id: from.locked ? from.id : into.id });
    const ids = await this.moves.restorable(tx, move);
    if (ids.length === 0) throw superseded(move, 'moved');
    const engineId = await this.returnInEngine(hand, ids, from, into);
    if (revived || engineId !== from.engine_id) await this.groups.update(tx, from.id, { merged_into: null, engine_id: engineId });
    await this.regrouper.relocate(
      tx,
      ids.map((id) => ({ id, from: into.id, into: from.id })),
    );
    if (revived) await this.returnIncident(hand, move, from.id, into);
    if (ids.length >= into.posts) await this.close(hand, into, from);
    return ids;
  }

  /** They are bound as they were before the decision: by what other people decided, or by nobody but the engine. */
  private async release({ tx, told }: Hand, move: MoveRow, returned: readonly ComplaintId[]): Promise<void> {
    const joined = move.kind === 'merge' && move.into_group !== null && !(await this.moves.isMergedInto(tx, move.into_group));
    const hosts = joined && move.into_group !== null ? await this.groups.membersOf(tx, move.into_group) : [];
    const ids = await this.moves.free(tx, [...new Set([...returned, ...hosts])]);
    if (ids.length === 0) return;
    await told.tell(tx, { call: 'release', ids });
    await this.cases.decidedAsAtFirst(tx, ids);
  }

  /** Answers the engine's name of the group they returned to. */
  private async returnInEngine({ tx, told }: Hand, ids: readonly ComplaintId[], from: GroupRow, into: GroupRow): Promise<string> {
    const { desk, names } = told.seat;
    if (desk.holds(from.engine_id)) {
      await told.tell(tx, { call: 'carry', ids, into: from.engine_id });
      return from.engine_id;
    }
    const { into: fresh } = await told.tell(tx, { call: 'split', ids, from: into.engine_id });
    if (fresh === null) return from.engine_id;
    names.bind(from.id, fresh);
    return fresh;
  }

  private async returnIncident({ tx }: Hand, move: MoveRow, from: GroupId, into: GroupRow): Promise<void> {
    if (move.from_incident === null) return;
    await this.groups.update(tx, from, { incident_id: move.from_incident });
    const brought: IncidentId | null = move.into_incident;
    if (brought === null && into.incident_id === move.from_incident) await this.groups.update(tx, into.id, { incident_id: null });
  }

  /** Nobody is left in the group that a split had made: it has become the group it came from, and so has its incident. */
  private async close({ tx }: Hand, emptied: GroupRow, from: GroupRow): Promise<void> {
    const ends = { from: { id: emptied.id, incidentId: emptied.incident_id }, into: { id: from.id, incidentId: from.incident_id } };
    const incident = (await this.port.get()?.merged(tx, ends, 'person')) ?? null;
    await this.groups.update(tx, emptied.id, { merged_into: from.id, incident_id: null });
    if (incident !== from.incident_id) await this.groups.update(tx, from.id, { incident_id: incident });
  }

  private async turnLock({ tx, told }: Hand, move: MoveRow, group: GroupRow): Promise<void> {
    const locked = move.kind === 'lock';
    if (group.merged_into !== null || group.locked !== locked) throw superseded(move, 'changed');
    await told.tell(tx, { call: 'lock', group: group.engine_id, locked: !locked });
    await this.groups.update(tx, group.id, { locked: !locked });
  }
}

const superseded = (move: MoveRow, why: string): Problem => new Problem('group/undo-superseded', { id: move.id, why });
