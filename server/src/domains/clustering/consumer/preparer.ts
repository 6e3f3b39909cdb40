import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import { log } from '../../../platform/logging/log.js';
import { workerModule, WorkerPool } from '../../complaints/enrichment/index.js';
import type { IntakeRecord } from '../../complaints/index.js';
import { NO_DICTIONARY, type ReadingDictionary } from '../dictionary/reading-dictionary.js';
import { failureOf } from '../set-aside/failure.rules.js';
import { BLANK } from './blank.js';
import { Failpoints } from './failpoints.js';
import { prepareBatch, type Outcome, type Work } from './prepare-batch.js';
import { WorkMark } from './work-mark.js';

const CHUNK = 64;
const MOST_THREADS = 4;
/** A chunk takes a tenth of a second; what takes a hundred times as long has hung. */
const HANGS_MS = 10_000;

/** Reads complaints in worker threads, in chunks small enough that several threads share one batch. */
@Injectable()
export class Preparer {
  private readonly pool: WorkerPool<Work, Outcome> | null;

  constructor(
    config: Config,
    private readonly failpoints: Failpoints,
    private readonly mark: WorkMark,
  ) {
    this.pool =
      config.clusterer === 'inline'
        ? null
        : new WorkerPool<Work, Outcome>({
            worker: workerModule('./prepare.worker.js', import.meta.url),
            size: Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1)),
            timeoutMs: HANGS_MS,
            onPoison: (_work, { name, message }) => ({ failure: failureOf(Object.assign(new Error(message), { name })) }),
            onWorkerLost: (reason) => log('clustering').warn({ reason }, 'a reading thread was lost and is replaced'),
          });
  }

  /** The first complaint shall not wait for dictionaries, nor be blamed for how long they take to load. */
  warm(): void {
    const blank: Work = { record: BLANK, dictionary: NO_DICTIONARY };
    if (this.pool) this.pool.run([blank]).catch(() => undefined);
    else prepareBatch([blank]);
  }

  /** In the order of the records. What cannot be read is answered with why, and holds up no other. */
  async read(records: readonly IntakeRecord[], dictionary: ReadingDictionary): Promise<Outcome[]> {
    const work = records.map((record): Work => ({ record, dictionary }));
    if (!this.pool) return this.readHere(work);
    const chunks: Promise<Outcome[]>[] = [];
    for (let i = 0; i < work.length; i += CHUNK) chunks.push(this.pool.run(work.slice(i, i + CHUNK)));
    return (await Promise.all(chunks)).flat();
  }

  async close(): Promise<void> {
    await this.pool?.close();
  }

  private readHere(work: readonly Work[]): Outcome[] {
    return work.map((one) => {
      let error: unknown;
      for (let tries = 1; tries <= MOST_ATTEMPTS; tries++) {
        try {
          return this.readOne(one);
        } catch (again) {
          error = again;
        }
      }
      return { failure: failureOf(error) };
    });
  }

  private readOne(one: Work): Outcome {
    return this.mark.during('reading', one.record.id, () => {
      this.failpoints.poison('reading', one.record.id);
      return prepareBatch([one])[0] as Outcome;
    });
  }
}
