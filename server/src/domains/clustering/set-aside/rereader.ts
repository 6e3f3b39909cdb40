import { Injectable } from '@nestjs/common';
import { pastCaseAt } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { isInfrastructure } from '../../../platform/database/faults.js';
import { MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import { Cases, type IntakeRecord, type NewCase } from '../../complaints/index.js';
import type { Seat } from '../commands/hand.js';
import { BatchRows } from '../consumer/batch-writer.js';
import { CheckpointRepository } from '../consumer/checkpoint.repository.js';
import { recordDecision } from '../consumer/decision.rules.js';
import { Failpoints } from '../consumer/failpoints.js';
import { LeaseLost, LeaseRepository } from '../consumer/lease.repository.js';
import { Poisoned } from '../consumer/poisoned.js';
import { isRead, type Reading } from '../consumer/prepare-batch.js';
import { Preparer } from '../consumer/preparer.js';
import { caseOf, factsOf, numberRepeats } from '../consumer/reading.rules.js';
import { WorkMark } from '../consumer/work-mark.js';
import { planWrites, type EngineMove, type WriteSet } from '../consumer/write-set.js';
import { Dictionaries } from '../dictionary/dictionaries.js';
import type { Decision } from '../engine/index.js';
import { GroupsRepository } from '../groups/groups.repository.js';
import { MembersRepository } from '../groups/members.repository.js';
import { emptyTally } from '../groups/tally.rules.js';
import { Alarms } from './alarms.js';
import { failureOf } from './failure.rules.js';
import { SetAsideRepository, type SetAsideRow } from './set-aside.repository.js';

const RENEW_MS = 2_000;

@Injectable()
export class RereadRows {
  constructor(
    readonly cases: Cases,
    readonly groups: GroupsRepository,
    readonly members: MembersRepository,
    readonly rows: BatchRows,
    readonly alarms: Alarms,
  ) {}
}

@Injectable()
export class RereadSources {
  constructor(
    readonly leases: LeaseRepository,
    readonly checkpoints: CheckpointRepository,
    readonly preparer: Preparer,
    readonly dictionaries: Dictionaries,
    readonly mark: WorkMark,
    readonly failpoints: Failpoints,
  ) {}
}

/** Where a complaint stands before it is read again. */
interface Standing {
  group: GroupId | null;
  /** Still in the group of its own, so the engine may put it where it belongs; a person's decision is kept otherwise. */
  alone: boolean;
}

/** Another attempt at what was set aside, in the one writer, when a person asks for it. */
@Injectable()
export class Rereader {
  constructor(
    private readonly db: Db,
    private readonly setAside: SetAsideRepository,
    private readonly sources: RereadSources,
    private readonly parts: RereadRows,
  ) {}

  async retry(seat: Seat, row: SetAsideRow): Promise<void> {
    try {
      await this.sources.mark.while(row.stage, row.complaint_id, () => this.attempt(seat, row));
    } catch (error) {
      if (error instanceof LeaseLost || isInfrastructure(error)) throw error;
      throw new Poisoned(row.stage, row.complaint_id, error, MOST_ATTEMPTS);
    }
  }

  private async attempt(seat: Seat, row: SetAsideRow): Promise<void> {
    if (row.stage === 'detection') return this.checkAgain(seat, row);
    // The next run reads it again; nothing else depends on it.
    if (row.stage === 'reclustering') return this.fenced(seat, (tx) => this.setAside.resolve(tx, row.id));
    const reading = await this.read(seat, row);
    if (reading === null) return;
    await this.take(seat, row, reading);
    this.parts.alarms.committed();
  }

  private fenced(seat: Seat, work: (tx: Tx) => Promise<void>): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.sources.leases.fence(tx, seat.lease);
      await work(tx);
    });
  }

  private async checkAgain(seat: Seat, row: SetAsideRow): Promise<void> {
    await this.fenced(seat, async (tx) => {
      const group = (await this.parts.cases.groupsOf(tx, [row.complaint_id])).get(row.complaint_id);
      const [record] = await this.parts.cases.records([row.complaint_id], tx);
      if (group && record)
        await this.parts.alarms.check(tx, [{ id: group, current: pastCaseAt(record) === null ? 1 : 0 }], record.receivedAt, [
          { complaintId: record.id, groupId: group },
        ]);
      else await this.setAside.resolve(tx, row.id);
    });
    this.parts.alarms.committed();
  }

  /** Null when it cannot be read now either, which is noted. A text that hangs must not cost the lease. */
  private async read(seat: Seat, row: SetAsideRow): Promise<{ record: IntakeRecord; reading: Reading } | null> {
    const renewing = setInterval(() => void this.sources.leases.renew(seat.lease).catch(() => undefined), RENEW_MS);
    try {
      const [record] = await this.parts.cases.records([row.complaint_id]);
      if (!record) return null;
      const [outcome] = await this.sources.preparer.read([record], await this.sources.dictionaries.at(seat.desk.dictionary));
      if (isRead(outcome)) return { record, reading: outcome };
      const failure = outcome?.failure ?? failureOf(null);
      await this.fenced(seat, (tx) => this.setAside.fail(tx, { complaint: record.id, stage: row.stage, failure, attempts: MOST_ATTEMPTS }));
      return null;
    } finally {
      clearInterval(renewing);
    }
  }

  private async take(seat: Seat, row: SetAsideRow, { record, reading }: { record: IntakeRecord; reading: Reading }): Promise<void> {
    let decision: Decision | undefined;
    await this.fenced(seat, async (tx) => {
      const standing = await this.standing(tx, record.id);
      const into = standing.alone || standing.group === null ? null : seat.names.engines(standing.group);
      // The engine is told once, however often the transaction is tried.
      decision ??= this.decide(seat, reading, into);
      await this.sources.checkpoints.note(tx, seat.shard, seat.seq, 'arrive', { id: record.id, into });
      const facts = factsOf(record, reading.enrichment, decision.nearDuplicateOf !== undefined);
      const plan = planWrites([{ id: record.id, at: pastCaseAt(record) ?? record.receivedAt, facts, decision }], seat.names);
      const place = standing.alone || standing.group === null ? (plan.places[0] as GroupId) : standing.group;
      await this.grow(tx, seat, plan, standing.group === null);
      await this.write(tx, { record, reading, decision }, standing, place);
      await this.parts.rows.corrections(tx, { moves: movesOf(standing, place, decision, plan) });
      await this.parts.alarms.check(tx, [{ id: place, current: pastCaseAt(record) === null ? 1 : 0 }], record.receivedAt, [
        { complaintId: record.id, groupId: place },
      ]);
      await this.setAside.resolve(tx, row.id);
    });
  }

  private decide(seat: Seat, { prepared }: Reading, into: string | null): Decision {
    this.sources.failpoints.poison('retry', prepared.id as ComplaintId);
    if (into === null) return seat.desk.push(prepared);
    seat.desk.adopt(prepared, into);
    const { version } = seat.desk;
    return {
      ...{ id: prepared.id, groupId: into, opened: false, profile: prepared.profile, score: 1, threshold: 0, flags: ['forced'] },
      ...{ candidates: [], terms: [], revisions: [], engineVersion: version, dictionaryVersion: prepared.dictionaryVersion },
    };
  }

  private async standing(tx: Tx, id: ComplaintId): Promise<Standing> {
    const group = (await this.parts.cases.groupsOf(tx, [id])).get(id) ?? null;
    const members = group === null ? [] : await this.parts.groups.membersOf(tx, group);
    return { group, alone: (group as string | null) === id && members.length === 1 };
  }

  /** Rows of the groups concerned; their numbers move with the complaint, unless it had no row until now. */
  private async grow(tx: Tx, { desk }: Seat, { gains }: WriteSet, counted: boolean): Promise<void> {
    const faced = gains.map((gain) => {
      const face = desk.face(gain.engineId, '');
      return counted ? { ...gain, face } : { ...gain, face, posts: 0, complaints: 0, tally: emptyTally() };
    });
    // A group that the engine does not hold keeps the title it has.
    const known = faced.filter(({ engineId }) => desk.holds(engineId));
    await this.parts.groups.grow(tx, counted ? faced : known);
  }

  private async write(
    tx: Tx,
    { record, reading, decision }: { record: IntakeRecord; reading: Reading; decision: Decision },
    standing: Standing,
    place: GroupId,
  ): Promise<void> {
    const explanation = recordDecision(decision, reading.prepared.objects);
    const one: Omit<NewCase, 'repeatNo'> = {
      ...caseOf(record, reading.enrichment),
      ...{ groupId: standing.group ?? place, score: explanation.score, decidedBy: explanation.decidedBy },
      ...{ nearDuplicateOf: (decision.nearDuplicateOf ?? null) as ComplaintId | null, explanation, algorithm: explanation.algorithm },
    };
    if (standing.group === null) {
      const before = await this.parts.cases.complaintsOf(record.complainantKey === null ? [] : [record.complainantKey], tx);
      await this.parts.cases.insertBatch(tx, [{ ...one, repeatNo: numberRepeats([record.complainantKey], before)[0] ?? 1 }]);
      await this.parts.groups.addPeople(tx, await this.parts.members.countNew(tx, record.seq - 1, record.seq));
      return;
    }
    const here = [{ id: record.id, from: standing.group, into: standing.group }];
    const before = await this.parts.members.countMoved(tx, here);
    await this.parts.members.take(tx, here);
    await this.parts.cases.reread(tx, { ...one, repeatNo: 1 });
    const after = await this.parts.members.countMoved(tx, here);
    await this.parts.members.give(tx, here);
    await this.parts.groups.settle(tx, { out: before.out, in: after.in });
  }
}

/** Its own group becomes part of the one it belongs to; then what its arrival set off. */
function movesOf({ group, alone }: Standing, place: GroupId, { score }: Decision, { moves }: WriteSet): EngineMove[] {
  if (!alone || group === null || group === place) return moves;
  return [{ kind: 'merge', reason: 'similar', from: group, into: place, score: Math.min(1, score), batch: [], earlier: 'all' }, ...moves];
}
