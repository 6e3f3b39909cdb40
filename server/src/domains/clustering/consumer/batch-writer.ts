import { Injectable } from '@nestjs/common';
import { newId, type ComplaintId, type GroupId, type IncidentId, type MoveId } from '@tocsin/shared/kernel';
import { ENGINE } from '../../../live/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Cases, type NewCase } from '../../complaints/index.js';
import type { NewMove } from '../commands/moves.repository.js';
import { GroupsRepository, type GroupFace } from '../groups/groups.repository.js';
import { MembersRepository } from '../groups/members.repository.js';
import { netMoves } from '../groups/net-moves.rules.js';
import { Regrouper } from '../groups/regrouper.js';
import { GroupPort } from '../ports.js';
import { Alarms } from '../set-aside/alarms.js';
import { type NewFailure, SetAsideRepository } from '../set-aside/set-aside.repository.js';
import { CheckpointRepository } from './checkpoint.repository.js';
import { Failpoints } from './failpoints.js';
import { type Lease, LeaseRepository } from './lease.repository.js';
import { numberRepeats } from './reading.rules.js';
import type { EngineMove, GroupGain } from './write-set.js';

/** Everything one batch changes, worked out before the transaction begins: it can be written again after a lost connection. */
export interface Batch {
  readonly shard: string;
  readonly afterSeq: number;
  readonly upToSeq: number;
  readonly latestAt: Date;
  readonly engineVersion: string;
  /** Which of a person's complaints each one is, is counted when it is written. */
  readonly cases: readonly Omit<NewCase, 'repeatNo'>[];
  /** Of these cases, which could not be read. */
  readonly setAside: readonly NewFailure[];
  readonly gains: readonly (GroupGain & { face: GroupFace })[];
  readonly moves: readonly EngineMove[];
}

@Injectable()
export class BatchRows {
  constructor(
    private readonly clock: Clock,
    private readonly repository: GroupsRepository,
    private readonly members: MembersRepository,
    private readonly regrouper: Regrouper,
    private readonly port: GroupPort,
  ) {}

  async groups(tx: Tx, { gains, afterSeq, upToSeq }: Batch): Promise<void> {
    await this.repository.grow(tx, gains);
    await this.repository.addPeople(tx, await this.members.countNew(tx, afterSeq, upToSeq));
  }

  async corrections(tx: Tx, { moves }: Pick<Batch, 'moves'>): Promise<void> {
    if (moves.length === 0) return;
    const merging = moves.filter(({ kind }) => kind === 'merge').map(({ from }) => from);
    const net = netMoves(moves, await this.repository.membersOfAll(tx, merging));
    await this.regrouper.relocate(tx, net.moved, null);
    const rows = await this.repository.many(tx, [...new Set(moves.flatMap(({ from, into }) => [from, into]))]);
    const incidents = new Map(rows.map((row) => [row.id, row.incident_id]));
    const recorded: NewMove[] = [];
    for (const [i, move] of moves.entries())
      recorded.push(await this.correct(tx, move, [...move.batch, ...(net.steps[i] ?? [])], incidents));
    const plain = recorded.filter((move): move is NewMove & { into: GroupId } => isPlainMerge(move) && move.into !== null);
    if (plain.length > 0) await this.repository.mergeAway(tx, plain);
    await this.regrouper.record(tx, recorded, this.clock.now());
    for (const { id, kind, fromIncident, intoIncident } of recorded.filter(worthTelling)) {
      const type = kind === 'merge' ? 'group.merged' : kind === 'split' ? 'group.split' : 'group.moved';
      await this.regrouper.announce(
        tx,
        ENGINE,
        { type },
        id,
        [fromIncident, intoIncident].flatMap((incident) => incident ?? []),
      );
    }
  }

  private async correct(tx: Tx, move: EngineMove, complaints: ComplaintId[], incidents: Map<GroupId, IncidentId | null>): Promise<NewMove> {
    const { kind, from, into, reason } = move;
    const [fromIncident, intoIncident] = [incidents.get(from) ?? null, incidents.get(into) ?? null];
    // Without an incident nothing hangs on the group that goes, and it is marked together with the others.
    if (kind === 'merge' && fromIncident !== null) {
      const ends = { from: { id: from, incidentId: fromIncident }, into: { id: into, incidentId: intoIncident } };
      const incident = (await this.port.get()?.merged(tx, ends, 'engine')) ?? null;
      await this.repository.update(tx, from, { merged_into: into, incident_id: null });
      if (incident !== intoIncident) await this.repository.update(tx, into, { incident_id: incident });
      incidents.set(from, null).set(into, incident);
    }
    const id = newId<MoveId>(this.clock.ms());
    return { id, kind, from, into, complaints, reason, engineReason: reason, by: { id: null, name: null }, fromIncident, intoIncident };
  }
}

/** The engine tidies up all the time; people hear of it when an incident loses its group or gains or loses more than a handful. */
const TOLD_FROM = 5;
const isPlainMerge = ({ kind, fromIncident }: NewMove): boolean => kind === 'merge' && fromIncident === null;
const worthTelling = ({ kind, fromIncident, intoIncident, complaints }: NewMove): boolean =>
  (kind === 'merge' && fromIncident !== null) || ((fromIncident ?? intoIncident) !== null && complaints.length >= TOLD_FROM);

@Injectable()
export class BatchWriter {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly leases: LeaseRepository,
    private readonly checkpoints: CheckpointRepository,
    private readonly cases: Cases,
    private readonly rows: BatchRows,
    private readonly alarms: Alarms,
    private readonly setAside: SetAsideRepository,
    private readonly failpoints: Failpoints,
  ) {}

  /** One transaction from the first case to the checkpoint: a crash leaves all of the batch or none. */
  async write(lease: Lease, batch: Batch): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.leases.fence(tx, lease);
      await this.insertCases(tx, batch);
      for (const failure of batch.setAside) await this.setAside.fail(tx, failure);
      this.failpoints.hit('after-cases');
      await this.rows.groups(tx, batch);
      this.failpoints.hit('after-groups');
      await this.rows.corrections(tx, batch);
      await this.alarms.check(
        tx,
        batch.gains.filter(({ posts }) => posts > 0),
        batch.latestAt,
        batch.cases,
      );
      await this.checkpoints.advance(
        tx,
        batch.shard,
        batch.afterSeq,
        batch.upToSeq,
        batch.cases.length,
        batch.engineVersion,
        this.clock.now(),
      );
      this.failpoints.hit('before-commit');
    });
    this.failpoints.hit('after-commit');
    this.alarms.committed();
  }

  private async insertCases(tx: Tx, { cases }: Batch): Promise<void> {
    for (const { complaintId, terms } of cases) if (terms.length > 0) this.failpoints.poison('writing', complaintId);
    const keys = cases.map(({ complainantKey }) => complainantKey);
    const before = await this.cases.complaintsOf([...new Set(keys.flatMap((key) => key ?? []))], tx);
    const numbers = numberRepeats(keys, before);
    await this.cases.insertBatch(
      tx,
      cases.map((one, i) => ({ ...one, repeatNo: numbers[i] ?? 1 })),
    );
  }
}
