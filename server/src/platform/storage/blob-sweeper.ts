import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Clock } from '../clock/clock.js';
import { Db } from '../database/db.js';
import { Handles, defineQueue, type JobInfo } from '../jobs/queue.js';
import { log } from '../logging/log.js';
import { Metrics } from '../metrics/metrics.js';
import { BlobReferences } from './blob-references.js';
import { BlobStore, type StoredBlob } from './blob-store.js';

const logger = log('storage');
/** Between the bytes and the row that names them lies the reading of the file; a large import takes minutes. */
const GRACE_MS = 3_600_000;
const BATCH = 500;
const sweepOrphans = defineQueue('storage.sweep-orphans', { every: '37 3 * * *', expireSeconds: 3_600 });

/** Deletes bytes that no row names any more, and never others. */
@Injectable()
export class BlobSweeper {
  private readonly deleted: Counter;

  constructor(
    private readonly db: Db,
    private readonly blobs: BlobStore,
    private readonly references: BlobReferences,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.deleted = metrics.counter('blobs_deleted_total', 'Stored files deleted because no row named them any more');
  }

  /** After the rows that named these were deleted. What is still named, or was put again just now, stays. */
  async release(hashes: readonly string[]): Promise<number> {
    return this.deleteUnnamed([...new Set(hashes)]);
  }

  /** What was put and then refused, unless somebody else put the same bytes before or since. */
  async discard({ sha256, created, putAt }: StoredBlob): Promise<void> {
    if (created) await this.deleteOne(sha256, putAt);
  }

  /** Finds what a crash between row and bytes left behind. */
  @Handles(sweepOrphans)
  async sweep(_: object = {}, { signal }: Partial<JobInfo> = {}): Promise<void> {
    await this.blobs.dropDrafts(this.graceStart());
    if (!(await this.owns())) return;
    let batch: string[] = [];
    let count = 0;
    for await (const { sha256, putAt } of this.blobs.list()) {
      if (signal?.aborted) return;
      if (putAt > this.graceStart()) continue;
      if (batch.push(sha256) < BATCH) continue;
      count += await this.deleteUnnamed(batch);
      batch = [];
    }
    count += await this.deleteUnnamed(batch);
    if (count > 0) logger.info({ count }, 'deleted stored files that nothing named any more');
  }

  /** A data folder beside the wrong database would look like orphans only. */
  private async owns(): Promise<boolean> {
    const [installation] = await this.db.query<{ id: string }>('SELECT id FROM installation');
    if (installation && (await this.blobs.belongsTo(installation.id))) return true;
    logger.error({}, 'the stored files belong to another database: nothing is deleted. Check DATABASE_URL and TOCSIN_DATA');
    return false;
  }

  private async deleteUnnamed(hashes: readonly string[]): Promise<number> {
    if (hashes.length === 0) return 0;
    const named = await this.references.namedAmong(hashes);
    let count = 0;
    for (const sha256 of hashes) if (!named.has(sha256) && (await this.deleteOne(sha256, this.graceStart()))) count += 1;
    return count;
  }

  private async deleteOne(sha256: string, notPutAfter: Date): Promise<boolean> {
    const isNamed = async (): Promise<boolean> => (await this.references.namedAmong([sha256])).size > 0;
    const gone = await this.blobs.delete(sha256, { notPutAfter, isNamed });
    if (gone) this.deleted.inc();
    return gone;
  }

  private graceStart(): Date {
    return new Date(this.clock.ms() - GRACE_MS);
  }
}
