import { Injectable } from '@nestjs/common';
import type { ImportMapping } from '@tocsin/shared/complaints';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { isUniqueViolation } from '../../../platform/database/faults.js';
import { Handles, type JobInfo } from '../../../platform/jobs/index.js';
import { log } from '../../../platform/logging/log.js';
import { Problem } from '../../../platform/problems/index.js';
import { ImportFile } from './import.file.js';
import { ImportRepository, type StoredImport } from './import.repository.js';
import { ImportWriter, Overtaken, runImport, type Chunk } from './import.writer.js';

const logger = log('imports');
const CHUNK = 500;
/** A job works in slices, so that one lost with its process is missed within a minute and not after the time of the longest file. */
const SLICE_MS = 20_000;
const ATTEMPTS = 3;

/** Works an import off, from its bookmark on. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly db: Db,
    private readonly repository: ImportRepository,
    private readonly writer: ImportWriter,
    private readonly file: ImportFile,
    private readonly clock: Clock,
  ) {}

  @Handles(runImport)
  async run({ id }: { id: string }, { signal }: JobInfo): Promise<void> {
    const job = await this.repository.find(id);
    if (job?.state !== 'running' || !job.mapping) return;
    try {
      await this.slice(job, job.mapping, signal);
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (signal.aborted || (error instanceof Problem && error.status === 503)) throw error;
      logger.error({ err: error, import: id }, 'import failed');
      await this.repository.finish(id, 'failed');
    }
  }

  private async slice(job: StoredImport, mapping: ImportMapping, signal: AbortSignal): Promise<void> {
    const until = this.clock.ms() + SLICE_MS;
    let from = job.next_row;
    let chunk: Chunk = { pending: [], rejected: [], rows: 0 };
    for await (const row of this.file.rows(job.file_sha256.toString('hex'), job.layout, from)) {
      await this.writer.add(job, mapping, row, chunk);
      if (chunk.rows < CHUNK) continue;
      const last = this.clock.ms() >= until || signal.aborted;
      await this.write(job, from, chunk, last ? 'again' : 'more');
      if (last) return;
      from += chunk.rows;
      chunk = { pending: [], rejected: [], rows: 0 };
    }
    await this.write(job, from, chunk, 'done');
  }

  private async write(job: StoredImport, from: number, chunk: Chunk, then: 'more' | 'again' | 'done'): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.db.transaction((tx) => this.writer.write(tx, job, from, chunk, then));
        return;
      } catch (error) {
        // The same external id came in by another door between our look and our insert: the next look finds it.
        if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}
