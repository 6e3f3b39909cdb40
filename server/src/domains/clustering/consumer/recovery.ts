import { Injectable } from '@nestjs/common';
import { ENRICHMENT_VERSION } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { log } from '../../../platform/logging/log.js';
import { Cases } from '../../complaints/index.js';
import { CorrectionsRepository } from '../dictionary/corrections.repository.js';
import { Dictionaries, runsOf, type VersionChange } from '../dictionary/dictionaries.js';
import { DEFAULT_CONFIG, type Decision, type Prepared } from '../engine/index.js';
import { asCorrected } from '../dictionary/corrections.rules.js';
import { GroupNames } from '../groups/group-names.js';
import { GroupsRepository } from '../groups/groups.repository.js';
import { BindingRepository } from './binding.repository.js';
import { CheckpointRepository, type JournalEntry, type SnapshotRow } from './checkpoint.repository.js';
import { SetAsideRepository } from '../set-aside/set-aside.repository.js';
import { EngineDesk, type EngineCall } from './engine-desk.js';
import { Failpoints } from './failpoints.js';
import { Poisoned } from './poisoned.js';
import { isRead } from './prepare-batch.js';
import { Preparer } from './preparer.js';
import { SnapshotStore } from './snapshot-store.js';
import { WorkMark } from './work-mark.js';

export interface Restored {
  desk: EngineDesk;
  names: GroupNames;
  seq: number;
  how: 'fresh' | 'snapshot' | 'replay';
}

const PAGE = 1_000;
const KEPT = 3;
const logger = log('clustering');

/** What decides whether a snapshot or a journal still means the same: the engine's rules and the reading that feeds it. */
export const rulesVersion = (desk: Pick<EngineDesk, 'version'>): string => `${desk.version}+${ENRICHMENT_VERSION}`;

@Injectable()
export class RecoverySources {
  constructor(
    readonly cases: Cases,
    readonly preparer: Preparer,
    readonly dictionaries: Dictionaries,
    readonly corrections: CorrectionsRepository,
    readonly store: SnapshotStore,
    readonly setAside: SetAsideRepository,
    readonly mark: WorkMark,
    readonly failpoints: Failpoints,
  ) {}
}

/** Brings the engine back to where the rows are. The rows are the truth: whenever the two differ, the engine is rebuilt from them. */
@Injectable()
export class Recovery {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly checkpoints: CheckpointRepository,
    private readonly groups: GroupsRepository,
    private readonly bindings: BindingRepository,
    private readonly sources: RecoverySources,
  ) {}

  /** `fromRows`: without a snapshot and what is played again on it. Throws `Poisoned` for a complaint that the engine cannot take back. */
  async restore(shard: string, fromRows = false): Promise<Restored> {
    const { seq } = await this.checkpoints.read(shard);
    const names = new GroupNames(await this.groups.renamed());
    if (seq === 0) return { desk: await this.fresh(shard), names, seq, how: 'fresh' };
    const current = rulesVersion(new EngineDesk());
    for (const row of fromRows ? [] : await this.checkpoints.snapshots(shard, seq)) {
      if (row.engineVersion !== current) continue;
      const desk = await this.fromSnapshot(shard, row, seq, names);
      if (desk) return { desk, names, seq, how: 'snapshot' };
    }
    logger.info({ seq }, 'no usable snapshot of the engine: rebuilding it from the rows');
    return { desk: await this.fromRows(shard, seq, names), names, seq, how: 'replay' };
  }

  /** Takes the engine's state as it stands now; the file and its row are written while the engine works on, until `kept`. */
  async keep(shard: string, seq: number, desk: EngineDesk): Promise<{ bytes: number; kept: Promise<void> }> {
    const journalNo = await this.checkpoints.lastJournalNo(shard);
    const bytes = desk.snapshot();
    const row = { seq, journalNo, engineVersion: rulesVersion(desk), bytes: bytes.byteLength, at: this.clock.now() };
    return { bytes: bytes.byteLength, kept: this.store(shard, bytes, row) };
  }

  private async store(shard: string, bytes: Uint8Array, row: Omit<SnapshotRow, 'sha256'> & { bytes: number; at: Date }): Promise<void> {
    const sha256 = await this.sources.store.save(bytes);
    for (const gone of await this.checkpoints.keepSnapshot(shard, { ...row, sha256 }, KEPT)) await this.sources.store.drop(gone);
    await this.checkpoints.forgetJournal(shard);
  }

  private async fromSnapshot(shard: string, row: SnapshotRow, upTo: number, names: GroupNames): Promise<EngineDesk | null> {
    const bytes = await this.sources.store.load(row.sha256);
    if (bytes === null) return null;
    try {
      const desk = EngineDesk.restore(bytes);
      desk.dictionary = await this.checkpoints.dictionaryAt(shard, row.journalNo);
      const same = await this.playOn(desk, row.seq, upTo, await this.checkpoints.journal(shard, row.journalNo), names);
      if (same) return desk;
      logger.warn({ snapshot: row.seq, upTo }, 'the replay of the engine differs from the rows');
    } catch (error) {
      logger.warn({ err: error, snapshot: row.seq }, 'a snapshot of the engine could not be used');
    }
    return null;
  }

  /** The same arrivals and the same calls in the same order; then the engine must stand where the rows stand. */
  private async playOn(desk: EngineDesk, from: number, upTo: number, journal: JournalEntry[], names: GroupNames): Promise<boolean> {
    let next = 0;
    const late = await this.arrivalsIn(desk.dictionary, journal);
    const callsUpTo = (seq: number): void => {
      for (let entry = journal[next]; entry && entry.afterSeq < seq; entry = journal[++next]) {
        const call = callOf(entry);
        if (call.call !== 'arrive') this.sources.mark.during('journal', null, () => desk.apply(call));
        else for (const prepared of late.get(call.id) ?? []) this.give(call.id, () => arrive(desk, prepared, call.into));
      }
    };
    const seen: ComplaintId[] = [];
    const [start, changes] = [desk.dictionary, versionsIn(journal)];
    for (let seq = from; seq < upTo;) {
      const page = (await this.sources.cases.pendingAfter(seq, PAGE)).filter((record) => record.seq <= upTo);
      const aside = await this.sources.setAside.among(page.map(({ id }) => id));
      const records = page.filter(({ id }) => !aside.has(id) && !late.has(id));
      for (const run of runsOf(records, start, changes)) {
        const readings = await this.sources.preparer.read(run.records, await this.sources.dictionaries.at(run.version));
        run.records.forEach((record, i) => {
          callsUpTo(record.seq);
          const reading = readings[i];
          if (isRead(reading)) this.give(record.id, () => desk.push(reading.prepared));
          seen.push(record.id);
        });
      }
      seq = page.at(-1)?.seq ?? upTo;
    }
    callsUpTo(Number.POSITIVE_INFINITY);
    return this.agrees(desk, seen, names);
  }

  /** What the engine was given later than the log says, once it could be read. */
  private async arrivalsIn(start: number, journal: readonly JournalEntry[]): Promise<Map<ComplaintId, Prepared[]>> {
    const found = new Map<ComplaintId, Prepared[]>();
    let version = start;
    for (const entry of journal) {
      const call = callOf(entry);
      if (call.call === 'dictionary') version = Math.max(version, call.version);
      if (call.call !== 'arrive') continue;
      const readings = await this.sources.preparer.read(
        await this.sources.cases.records([call.id]),
        await this.sources.dictionaries.at(version),
      );
      found.set(
        call.id,
        readings.filter(isRead).map(({ prepared }) => prepared),
      );
    }
    return found;
  }

  private give(id: ComplaintId, take: () => unknown): void {
    try {
      this.sources.mark.during('grouping', id, () => {
        this.sources.failpoints.poison('replay', id);
        return take();
      });
    } catch (error) {
      throw new Poisoned('grouping', id, error);
    }
  }

  private async agrees(desk: EngineDesk, ids: readonly ComplaintId[], names: GroupNames): Promise<boolean> {
    const standing = await this.db.transaction((tx) => this.sources.cases.groupsOf(tx, ids));
    return ids.every((id) => {
      const group = desk.groupOf(id);
      return group === undefined || names.ours(group) === standing.get(id);
    });
  }

  private async fresh(shard: string): Promise<EngineDesk> {
    const desk = new EngineDesk();
    desk.dictionary = await this.checkpoints.dictionaryAt(shard, null);
    return desk;
  }

  private async fromRows(shard: string, upTo: number, names: GroupNames): Promise<EngineDesk> {
    const desk = await this.fresh(shard);
    const dictionary = await this.sources.dictionaries.at(desk.dictionary);
    for (let seq = Math.max(0, upTo - DEFAULT_CONFIG.capacity); seq < upTo;) {
      const page = (await this.sources.cases.pendingAfter(seq, PAGE)).filter((record) => record.seq <= upTo);
      const aside = await this.sources.setAside.among(page.map(({ id }) => id));
      const records = page.filter(({ id }) => !aside.has(id));
      const ids = records.map(({ id }) => id);
      const [readings, standing, corrections] = await Promise.all([
        this.sources.preparer.read(records, dictionary),
        this.db.transaction((tx) => this.sources.cases.groupsOf(tx, ids)),
        this.sources.corrections.of(ids),
      ]);
      records.forEach((record, i) => {
        const [reading, group, said] = [readings[i], standing.get(record.id), corrections.get(record.id)];
        if (isRead(reading) && said) reading.prepared.objects = asCorrected(reading.prepared.objects, said);
        if (isRead(reading) && group) this.give(record.id, () => desk.adopt(reading.prepared, names.engines(group)));
      });
      seq = page.at(-1)?.seq ?? upTo;
    }
    for (const binding of await this.bindings.all()) desk.bind(binding, names);
    return desk;
  }
}

const versionsIn = (journal: readonly JournalEntry[]): VersionChange[] =>
  journal.flatMap((entry) => {
    const call = callOf(entry);
    return call.call === 'dictionary' ? [{ afterSeq: entry.afterSeq, version: call.version }] : [];
  });
/** Where it is decided by the engine, or where a person put it meanwhile. */
export const arrive = (desk: EngineDesk, prepared: Prepared, into: string | null): Decision | null => {
  if (into === null) return desk.push(prepared);
  desk.adopt(prepared, into);
  return null;
};
const callOf = ({ call, args }: JournalEntry): EngineCall => ({ ...(args as object), call }) as EngineCall;
