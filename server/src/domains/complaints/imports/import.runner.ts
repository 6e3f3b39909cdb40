import { setImmediate as breath } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ImportFailure } from '@tocsin/shared/complaints';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { isRefusedValue, isUniqueViolation } from '../../../platform/database/faults.js';
import { Handles, Jobs, defineQueue, type JobInfo } from '../../../platform/jobs/index.js';
import { log } from '../../../platform/logging/log.js';
import { Problem } from '../../../platform/problems/index.js';
import { faultIn, ImportFile } from './import.file.js';
import { ImportRepository, type StoredImport } from './import.repository.js';
import { termsOf } from './import.terms.js';
import { ImportWriter, Overtaken, type Entry } from './import.writer.js';

export const runImport = defineQueue<{ id: string }>('complaints.import', { expireSeconds: 120, retries: 10 });
const resumeImports = defineQueue('complaints.resume-imports', { every: '*/2 * * * *' });

const logger = log('imports');
const CHUNK = 500;
/** A job works in slices, so that one lost with its process is missed soon and not after the time of the longest file. */
const SLICE_MS = 20_000;
const ATTEMPTS = 3;
/** Longer than a slice, the opening of a large workbook and the pauses between retries. */
const STALLED_MS = 5 * 60_000;
/** Sealing one row after the other must leave room for the requests of others. */
const BREATH = 50;

/** Works an import off, from its bookmark on. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly db: Db,
    private readonly repository: ImportRepository,
    private readonly writer: ImportWriter,
    private readonly file: ImportFile,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  @Handles(runImport)
  async run({ id }: { id: string }, { signal }: JobInfo): Promise<void> {
    const job = await this.repository.find(id);
    if (job?.state !== 'running' || !job.mapping) return;
    try {
      await this.slice(job, signal);
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (signal.aborted || (error instanceof Problem && error.status === 503)) throw error;
      logger.error({ err: error, import: id }, 'import failed');
      await this.end(job, 'failed', ImportFailure.safeParse(faultIn(error)).data ?? { fault: 'interrupted' });
    }
  }

  /** One whose job was lost is taken up again: its bookmark says from where. */
  @Handles(resumeImports)
  async resume(): Promise<void> {
    for (const { id } of await this.repository.stalled(new Date(this.clock.ms() - STALLED_MS)))
      await this.db.transaction((tx) => this.jobs.send(tx, runImport, { id }, { onlyOne: id }));
  }

  private async slice(job: StoredImport, signal: AbortSignal): Promise<void> {
    const until = this.clock.ms() + SLICE_MS;
    let from = job.next_row;
    let entries: Entry[] = [];
    for await (const rows of this.file.rows(job.file_sha256?.toString('hex') ?? '', termsOf(job), from))
      for (const row of rows) {
        entries.push(await this.writer.entry(job, row));
        if (entries.length % BREATH === 0) await breath();
        if (entries.length < CHUNK) continue;
        await this.write(job, from, entries);
        from += entries.length;
        entries = [];
        if (this.clock.ms() < until && !signal.aborted) continue;
        await this.db.transaction((tx) => this.jobs.send(tx, runImport, { id: job.id }));
        return;
      }
    await this.write(job, from, entries);
    await this.end(job, 'done', null);
  }

  private async end(job: StoredImport, state: 'done' | 'failed', failure: ImportFailure | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      const end = { state, failure, now: this.clock.now(), from: ['running'] } as const;
      const counts = await this.repository.finish(tx, job.id, end);
      if (counts === null) return;
      const told = { state, failure: failure?.fault ?? null, fileName: job.file_name, rows: job.rows, ...counts };
      await this.audit.record(tx, 'system', 'complaints.import-ended', { type: 'import', id: job.id }, told);
    });
  }

  private async write(job: StoredImport, from: number, entries: readonly Entry[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.db.transaction((tx) => this.writer.write(tx, job, from, entries));
        return;
      } catch (error) {
        // The same external id came in by another door between our look and our insert: the next look finds it.
        if (isUniqueViolation(error) && attempt < ATTEMPTS) continue;
        if (!isRefusedValue(error)) throw error;
        await this.writeHalves(job, from, entries);
        return;
      }
    }
  }

  /** One row that the database refuses is given back; the others around it are taken. */
  private async writeHalves(job: StoredImport, from: number, entries: readonly Entry[]): Promise<void> {
    const [only] = entries;
    if (entries.length === 1 && only) {
      const issue = { path: '', code: 'not_storable', message: 'holds something that cannot be stored' };
      await this.write(job, from, [{ ...only, pending: null, issues: [...only.issues, issue] }]);
      return;
    }
    const middle = entries.length >> 1;
    await this.write(job, from, entries.slice(0, middle));
    await this.write(job, from + middle, entries.slice(middle));
  }
}
