import { setImmediate as breath } from 'node:timers/promises';
import { pastCaseAt } from '@tocsin/shared/complaints';
import { type ComplaintId, firstCharacters, type GroupId } from '@tocsin/shared/kernel';
import type { IntakeRecord } from '../../complaints/index.js';
import type { Decision } from '../engine/index.js';
import type { GroupNames } from '../groups/group-names.js';
import { clausesOf } from '../groups/phrase.rules.js';
import type { NewFailure } from '../set-aside/set-aside.repository.js';
import { MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import type { Batch } from './batch-writer.js';
import { recordDecision } from './decision.rules.js';
import type { EngineDesk } from './engine-desk.js';
import { isRead, unknown, type Outcome } from './prepare-batch.js';
import { caseOf, factsOf } from './reading.rules.js';
import { rulesVersion } from './recovery.js';
import { planWrites, type Assigned } from './write-set.js';

const EXCERPT = 24;
/** The engine works without a pause; the batch before this one is being written meanwhile and waits for its answers. */
const SLICE_MS = 3;

/** A complaint and what reading made of it; null when it was set aside before. */
export interface Read {
  readonly record: IntakeRecord;
  readonly outcome: Outcome | null;
}
export interface PushFault {
  readonly record: IntakeRecord;
  readonly error: unknown;
}

/** What the engine decided about complaints in the order of the log; any stretch of it can be written by itself. */
export class Draft {
  private readonly assigned: Assigned[] = [];
  private readonly excerpts = new Map<string, string>();
  /** The complaint that the engine broke at. Everything before it can be written; the engine is of no use any more. */
  fault: PushFault | null = null;

  constructor(
    private readonly shard: string,
    private readonly afterSeq: number,
    private readonly reads: readonly Read[],
    private readonly desk: EngineDesk,
    private readonly names: GroupNames,
  ) {}

  get size(): number {
    return this.assigned.length;
  }

  get upToSeq(): number {
    return this.seqBefore(this.size);
  }

  recordAt(i: number): IntakeRecord {
    return (this.reads[i] as Read).record;
  }

  /** Whether nothing is written of what it says, since it was set aside. */
  isAside(i: number): boolean {
    return !isRead(this.reads[i]?.outcome);
  }

  /** Puts each complaint before the engine, in order. Ends early, with what it has, when `enough`. */
  async build(push: (record: IntakeRecord, prepared: Parameters<EngineDesk['push']>[0]) => Decision, enough: () => boolean): Promise<void> {
    let since = performance.now();
    for (const { record, outcome } of this.reads) {
      const reading = isRead(outcome) ? outcome : null;
      let decision: Decision;
      try {
        decision = reading ? push(record, reading.prepared) : this.alone(record);
      } catch (error) {
        this.fault = { record, error };
        return;
      }
      if (decision.opened) this.excerpts.set(decision.groupId, record.subject ?? firstCharacters(record.text, EXCERPT));
      const facts = factsOf(record, reading?.enrichment ?? unknown(), decision.nearDuplicateOf !== undefined);
      this.assigned.push({ id: record.id, at: pastCaseAt(record) ?? record.receivedAt, facts, decision });
      if (performance.now() - since < SLICE_MS) continue;
      await breath();
      if (enough()) return;
      since = performance.now();
    }
  }

  batch(from = 0, to = this.size): Batch {
    const taken = this.reads.slice(from, to);
    const assigned = this.assigned.slice(from, to);
    const { places, gains, moves } = planWrites(assigned, this.names);
    const said = wordsByGroup(taken, places);
    const cases = taken.map((read, i) => this.caseOf(read, assigned[i] as Assigned, places[i] as Batch['cases'][number]['groupId']));
    const received = taken.map(({ record }) => record.receivedAt);
    return {
      ...this.span(from, to),
      latestAt: received.reduce((latest, at) => (at > latest ? at : latest), received[0] ?? new Date(0)),
      cases,
      setAside: taken.flatMap((read): NewFailure[] => failureIn(read)),
      gains: gains
        .map((gain) => ({
          ...gain,
          face: { ...this.desk.face(gain.engineId, this.excerpts.get(gain.engineId) ?? ''), clauses: clausesOf(said.get(gain.id) ?? []) },
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      moves,
    };
  }

  /** Goes past one that cannot be written even without its words, which is then in no group until it is tried again. */
  skip(i: number): Batch {
    return {
      ...this.span(i, i + 1),
      latestAt: this.recordAt(i).receivedAt,
      cases: [],
      setAside: failureIn(this.reads[i] as Read),
      gains: [],
      moves: [],
    };
  }

  private span(from: number, to: number): Pick<Batch, 'shard' | 'afterSeq' | 'upToSeq' | 'engineVersion'> {
    return { shard: this.shard, afterSeq: this.seqBefore(from), upToSeq: this.seqBefore(to), engineVersion: rulesVersion(this.desk) };
  }

  private seqBefore(i: number): number {
    return i === 0 ? this.afterSeq : this.recordAt(i - 1).seq;
  }

  /** In a group of its own, which the engine does not know of. */
  private alone({ id }: IntakeRecord): Decision {
    return {
      ...{
        id,
        groupId: id,
        opened: true,
        profile: 'post',
        score: 0,
        threshold: 0,
        flags: ['empty'],
        candidates: [],
        terms: [],
        revisions: [],
      },
      ...{ engineVersion: this.desk.version, dictionaryVersion: '' },
    };
  }

  private caseOf({ record, outcome }: Read, { decision }: Assigned, groupId: Batch['cases'][number]['groupId']): Batch['cases'][number] {
    const reading = isRead(outcome) ? outcome : null;
    const explanation = recordDecision(decision, reading?.prepared.objects ?? []);
    return {
      ...caseOf(record, reading?.enrichment ?? unknown()),
      groupId,
      score: explanation.score,
      decidedBy: explanation.decidedBy,
      nearDuplicateOf: (decision.nearDuplicateOf ?? null) as ComplaintId | null,
      explanation,
      algorithm: explanation.algorithm,
    };
  }
}

/** A few of a batch are enough to find a title among: the next batch brings more. */
const HEARD = 3;

function wordsByGroup(reads: readonly Read[], places: readonly GroupId[]): Map<GroupId, string[]> {
  const said = new Map<GroupId, string[]>();
  for (const [i, { record, outcome }] of reads.entries()) {
    if (!isRead(outcome)) continue;
    const { subject, text } = record;
    const own = said.get(places[i] as GroupId) ?? [];
    if (own.length < 2 * HEARD) said.set(places[i] as GroupId, [...own, ...(subject === null ? [] : [subject]), text]);
  }
  return said;
}

/** New ones are written down with the batch; who was set aside before is on record. */
function failureIn({ record, outcome }: Read): NewFailure[] {
  if (outcome === null || isRead(outcome)) return [];
  return [{ complaint: record.id, stage: 'reading', failure: outcome.failure, attempts: MOST_ATTEMPTS }];
}
