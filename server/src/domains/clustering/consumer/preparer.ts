import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Config } from '../../../platform/config/config.js';
import { log } from '../../../platform/logging/log.js';
import { workerModule, WorkerPool } from '../../complaints/enrichment/index.js';
import type { IntakeRecord } from '../../complaints/index.js';
import { NO_DICTIONARY, type ReadingDictionary } from '../dictionary/reading-dictionary.js';
import { prepareBatch, unreadable, type Reading, type Work } from './prepare-batch.js';

const CHUNK = 64;
/** Says nothing; it only makes a thread load what reading needs. */
const BLANK: IntakeRecord = {
  ...{ seq: 0, id: '00000000-0000-7000-8000-000000000000' as ComplaintId, receiptNo: '', receivedAt: new Date(0), occurredAt: null },
  ...{ channel: 'web', source: null, externalId: null, text: '-', subject: null, product: null, brand: null, orderRef: null },
  ...{ lang: null, place: null, demands: [], amount: null, reach: null, history: false, complainantKey: null },
};
const MOST_THREADS = 4;

/** Reads complaints in worker threads, in chunks small enough that several threads share one batch. */
@Injectable()
export class Preparer {
  private readonly pool: WorkerPool<Work, Reading> | null;

  constructor(config: Config) {
    this.pool =
      config.clusterer === 'inline'
        ? null
        : new WorkerPool<Work, Reading>({
            worker: workerModule('./prepare.worker.js', import.meta.url),
            size: Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1)),
            timeoutMs: 30_000,
            onPoison: (work) => unreadable(work),
            onWorkerLost: (reason) => log('clustering').warn({ reason }, 'a reading thread was lost and is replaced'),
          });
  }

  /** The first complaint shall not wait for dictionaries. */
  warm(): void {
    this.pool?.run([{ record: BLANK, dictionary: NO_DICTIONARY }]).catch(() => undefined);
  }

  async read(records: readonly IntakeRecord[], dictionary: ReadingDictionary): Promise<Reading[]> {
    const work = records.map((record): Work => ({ record, dictionary }));
    if (!this.pool) return prepareBatch(work);
    const chunks: Promise<Reading[]>[] = [];
    for (let i = 0; i < work.length; i += CHUNK) chunks.push(this.pool.run(work.slice(i, i + CHUNK)));
    return (await Promise.all(chunks)).flat();
  }

  async close(): Promise<void> {
    await this.pool?.close();
  }
}
