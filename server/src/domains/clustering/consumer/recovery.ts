import { Injectable } from '@nestjs/common';
import { ENRICHMENT_VERSION } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { log } from '../../../platform/logging/log.js';
import { Cases } from '../../complaints/index.js';
import { CorrectionsRepository } from '../dictionary/corrections.repository.js';
import { Dictionaries, runsOf, type VersionChange } from '../dictionary/dictionaries.js';
import { DEFAULT_CONFIG } from '../engine/index.js';
import { asCorrected } from '../dictionary/corrections.rules.js';
import { GroupNames } from '../groups/group-names.js';
import { GroupsRepository } from '../groups/groups.repository.js';
import { BindingRepository } from './binding.repository.js';
import { CheckpointRepository, type JournalEntry, type SnapshotRow } from './checkpoint.repository.js';
import { EngineDesk, type EngineCall } from './engine-desk.js';
import { Preparer } from './preparer.js';
import { SnapshotStore } from './snapshot-store.js';

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

  async restore(shard: string): Promise<Restored> {
    const { seq } = await this.checkpoints.read(shard);
    const names = new GroupNames(await this.groups.renamed());
    if (seq === 0) return { desk: await this.fresh(shard), names, seq, how: 'fresh' };
    const current = rulesVersion(new EngineDesk());
    for (const row of await this.checkpoints.snapshots(shard, seq)) {
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
    const callsUpTo = (seq: number): void => {
      for (let entry = journal[next]; entry && entry.afterSeq < seq; entry = journal[++next]) desk.apply(callOf(entry));
    };
    const seen: ComplaintId[] = [];
    const [start, changes] = [desk.dictionary, versionsIn(journal)];
    for (let seq = from; seq < upTo;) {
      const records = (await this.sources.cases.pendingAfter(seq, PAGE)).filter((record) => record.seq <= upTo);
      for (const run of runsOf(records, start, changes)) {
        const readings = await this.sources.preparer.read(run.records, await this.sources.dictionaries.at(run.version));
        run.records.forEach((record, i) => {
          callsUpTo(record.seq);
          const reading = readings[i];
          if (reading) desk.push(reading.prepared);
          seen.push(record.id);
        });
      }
      seq = records.at(-1)?.seq ?? upTo;
    }
    callsUpTo(Number.POSITIVE_INFINITY);
    return this.agrees(desk, seen, names);
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
      const records = (await this.sources.cases.pendingAfter(seq, PAGE)).filter((record) => record.seq <= upTo);
      const ids = records.map(({ id }) => id);
      const [readings, standing, corrections] = await Promise.all([
        this.sources.preparer.read(records, dictionary),
        this.db.transaction((tx) => this.sources.cases.groupsOf(tx, ids)),
        this.sources.corrections.of(ids),
      ]);
      records.forEach((record, i) => {
        const [reading, group, said] = [readings[i], standing.get(record.id), corrections.get(record.id)];
        if (reading && said) reading.prepared.objects = asCorrected(reading.prepared.objects, said);
        if (reading && group) desk.adopt(reading.prepared, names.engines(group));
      });
      seq = records.at(-1)?.seq ?? upTo;
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
const callOf = ({ call, args }: JournalEntry): EngineCall => ({ ...(args as object), call }) as EngineCall;
