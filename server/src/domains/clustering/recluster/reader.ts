import { setImmediate as breath, setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { Cases, type IntakeRecord } from '../../complaints/index.js';
import { Preparer } from '../consumer/preparer.js';
import { Failpoints } from '../consumer/failpoints.js';
import { WorkMark } from '../consumer/work-mark.js';
import { Poisoned } from '../consumer/poisoned.js';
import { isRead, type Outcome, type Reading } from '../consumer/prepare-batch.js';
import { failureOf } from '../set-aside/failure.rules.js';
import { SetAsideRepository } from '../set-aside/set-aside.repository.js';
import { MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import { ProgressRepository } from '../consumer/progress.repository.js';
import { CorrectionsRepository } from '../dictionary/corrections.repository.js';
import { asCorrected } from '../dictionary/corrections.rules.js';
import { Dictionaries } from '../dictionary/dictionaries.js';
import { DictionaryRepository } from '../dictionary/dictionary.repository.js';
import { DEFAULT_CONFIG } from '../engine/index.js';
import { DecisionsRepository, type Extent } from './decisions.repository.js';
import { PreviewRepository, type PlaceRow } from './preview.repository.js';
import { Replay, type Target } from './replay.js';
import { RunsRepository, type RunRow } from './runs.repository.js';

const PAGE = 100;
const SLICE_MS = 5;
const BEAT_MS = 500;
/** With more than this waiting to be read for the first time, a second reading steps back. */
const BUSY = 200;
const STEP_BACK_MS = 500;

@Injectable()
export class ReaderSources {
  constructor(
    readonly cases: Cases,
    readonly preparer: Preparer,
    readonly dictionary: DictionaryRepository,
    readonly dictionaries: Dictionaries,
    readonly corrections: CorrectionsRepository,
    readonly progress: ProgressRepository,
    readonly setAside: SetAsideRepository,
    readonly failpoints: Failpoints,
    readonly mark: WorkMark,
  ) {}
}

interface Work {
  run: RunRow;
  holder: string;
  extent: Extent & { total: number };
  replay: Replay;
  read: { id: ComplaintId; context: boolean }[];
  beatAt: number;
}

/** Reads everything in the memory of the engine once more, beside it and without touching it. */
@Injectable()
export class ReclusterReader {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly runs: RunsRepository,
    private readonly decisions: DecisionsRepository,
    private readonly preview: PreviewRepository,
    private readonly sources: ReaderSources,
  ) {}

  /** False when it was stopped, cancelled or taken over: then nothing was kept. */
  async read(run: RunRow, holder: string, signal: AbortSignal): Promise<boolean> {
    this.sources.preparer.warm();
    const { extent, guide } = await this.db.transaction(async (tx) => {
      const extent = await this.preview.extent(tx, DEFAULT_CONFIG.capacity);
      return { extent, guide: await this.decisions.guide(tx, extent) };
    }, 'REPEATABLE READ');
    const { inForce } = await this.sources.dictionary.versions();
    const work: Work = { run, holder, extent, replay: new Replay(guide), read: [], beatAt: 0 };
    const dictionary = await this.sources.dictionaries.at(inForce);
    for (let seq = extent.afterSeq; seq < extent.upToSeq;) {
      if (signal.aborted || !(await this.beat(work))) return false;
      const page = (await this.sources.cases.pendingAfter(seq, PAGE)).filter((record) => record.seq <= extent.upToSeq);
      const aside = await this.sources.setAside.reclustering(page.map(({ id }) => id));
      const records = page.filter(({ id }) => !aside.has(id));
      const outcomes = await this.sources.preparer.read(records, dictionary);
      const read = await this.leaveOut(records, outcomes);
      await this.take(work, read);
      seq = page.at(-1)?.seq ?? extent.upToSeq;
    }
    return this.keep(work, inForce);
  }

  /** Says that it lives, and lets live intake go first. */
  private async beat(work: Work): Promise<boolean> {
    const now = performance.now();
    if (now - work.beatAt < BEAT_MS) return true;
    work.beatAt = now;
    const { backlog } = await this.sources.progress.read(this.clock.now());
    if (backlog > BUSY) await sleep(STEP_BACK_MS);
    return this.runs.beat(work.run.id, work.holder, work.read.length, work.extent.total);
  }

  /** What cannot be read stays where it stands, and is not part of the preview. */
  private async leaveOut(records: readonly IntakeRecord[], outcomes: readonly Outcome[]): Promise<[IntakeRecord, Reading][]> {
    const read: [IntakeRecord, Reading][] = [];
    for (const [i, record] of records.entries()) {
      const outcome = outcomes[i];
      if (isRead(outcome)) read.push([record, outcome]);
      else if (outcome)
        await this.db.transaction((tx) =>
          this.sources.setAside.fail(tx, {
            complaint: record.id,
            stage: 'reclustering',
            failure: outcome.failure,
            attempts: MOST_ATTEMPTS,
          }),
        );
    }
    return read;
  }

  /** The run is begun again, and without this complaint once it has failed as often as it may. */
  async blame({ complaint, stage, fault, attempts }: Poisoned, run: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.sources.setAside.fail(tx, { complaint, stage, failure: failureOf(fault), attempts });
      await this.runs.forgive(tx, run);
    });
  }

  private async take({ run, replay, read }: Work, readings: readonly [IntakeRecord, Reading][]): Promise<void> {
    const records = readings.map(([record]) => record);
    const ids = records.map(({ id }) => id);
    const again = ({ receivedAt }: IntakeRecord): boolean =>
      (run.since === null || receivedAt >= run.since) && (run.until === null || receivedAt < run.until);
    const whole = records.every(again);
    const [said, standing] = await Promise.all([
      this.sources.corrections.of(ids),
      whole ? new Map() : this.db.transaction((tx) => this.sources.cases.groupsOf(tx, ids)),
    ]);
    let since = performance.now();
    for (const [record, { prepared }] of readings) {
      const corrected = said.get(record.id);
      if (corrected) prepared.objects = asCorrected(prepared.objects, corrected);
      const home = again(record) ? undefined : standing.get(record.id);
      try {
        this.sources.mark.during('reclustering', record.id, () => {
          this.sources.failpoints.poison('reclustering', record.id);
          if (home === undefined) replay.take(prepared);
          else replay.hold(prepared, home);
        });
      } catch (error) {
        throw new Poisoned('reclustering', record.id, error);
      }
      read.push({ id: record.id, context: home !== undefined });
      if (performance.now() - since < SLICE_MS) continue;
      await breath();
      since = performance.now();
    }
  }

  private async keep({ run, holder, replay, read }: Work, dictionary: number): Promise<boolean> {
    const places = read.flatMap(({ id, context }): PlaceRow[] => {
      const place = replay.placeOf(id);
      return place ? [{ ...place, context }] : [];
    });
    const targets = await facesOf(replay, places);
    const done = { state: 'comparing' as const, read: read.length, total: read.length, algorithm: replay.algorithm, dictionary };
    return this.db.transaction(async (tx) => {
      if (!(await this.runs.step(tx, run.id, holder, 'reading', done))) return false;
      await this.preview.keepPlaces(tx, run.id, places, targets);
      return true;
    });
  }
}

/** A complaint alone says what it is about by itself. */
async function facesOf(replay: Replay, places: readonly PlaceRow[]): Promise<Target[]> {
  const sizes = new Map<string, number>();
  for (const { target } of places) sizes.set(target, (sizes.get(target) ?? 0) + 1);
  const faces: Target[] = [];
  let since = performance.now();
  for (const [target, size] of sizes) {
    if (size > 1) faces.push(replay.targetOf(target));
    if (performance.now() - since < SLICE_MS) continue;
    await breath();
    since = performance.now();
  }
  return faces;
}
