import { Injectable } from '@nestjs/common';
import type { ImportChoice, ImportJob, ImportMapping, ImportPreview, ImportSummary, ImportTarget } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { newId, type UserId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { Db } from '../../../platform/database/db.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { Problem, notFound } from '../../../platform/problems/index.js';
import { ImportFile } from './import.file.js';
import { ImportRepository, type ImportLine, type ReadFile, type StoredImport } from './import.repository.js';
import { runImport } from './import.runner.js';
import type { Surveyed } from './import.table.js';
import { checkMapping, draftTerms, orderOf, type StoredReading } from './import.terms.js';

export const PREVIEW = 'import preview';

/** An uploaded file and how it is read, up to the start of its import. */
@Injectable()
export class ImportSurvey {
  constructor(
    private readonly file: ImportFile,
    private readonly repository: ImportRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async take(me: Principal, fileName: string, sha256: string, choice: ImportChoice): Promise<ImportJob> {
    const surveyed = await this.file.survey(sha256, choice);
    const now = this.clock.now();
    const id = newId(now.getTime());
    const made = { created_at: now, created_by: me.id as UserId, created_by_name: me.name, created_by_kind: me.kind };
    await this.repository.add({ id, file_name: fileName, file_sha256: sha256, ...this.sealed(id, surveyed), ...made });
    return this.show(await this.own(me, id));
  }

  /** Reads the file another way; what was chosen before counts only when it is chosen again. */
  async reread(me: Principal, id: string, choice: ImportChoice): Promise<ImportJob> {
    const job = await this.own(me, id);
    const surveyed = await this.file.survey(fileOf(job), choice);
    if (!(await this.repository.reread(id, this.sealed(id, surveyed)))) throw new Problem('resource/conflict', { state: job.state });
    return this.show(await this.own(me, id));
  }

  /** Somebody else's table is nobody's business: it is full of people. */
  async own(me: Principal, id: string): Promise<StoredImport> {
    const job = await this.repository.find(id);
    if (job?.created_by !== me.id) throw notFound();
    return job;
  }

  async list(me: Principal): Promise<ImportSummary[]> {
    return (await this.repository.listOf(me.id as UserId)).map(summaryOf);
  }

  /** What a mapping would make of the first rows; nothing is kept of it. */
  async preview(me: Principal, id: string, mapping: ImportMapping): Promise<ImportPreview> {
    const job = await this.own(me, id);
    checkMapping(mapping, job.columns);
    return this.file.preview(fileOf(job), draftTerms(job, this.readingOf(job), mapping, me));
  }

  show(job: StoredImport): ImportJob {
    const { first, reading } = this.readingOf(job);
    const preview = first.map((cells) => Object.fromEntries(job.columns.map((column, i) => [column, cells[i] ?? ''])));
    return { ...summaryOf(job), columns: job.columns, guess: job.guess, preview, reading, mapping: job.mapping };
  }

  readingOf(job: StoredImport): StoredReading {
    const stored = JSON.parse(this.sealer.open(PREVIEW, job.preview, job.id)) as StoredReading | Record<string, string>[];
    if (!Array.isArray(stored)) return stored;
    // Kept by the release before, as rows of columns.
    return { first: stored.map((row) => job.columns.map((column) => row[column] ?? '')), rounded: [], reading: null };
  }

  private sealed(id: string, { layout, columns, guess, rows, first, rounded, reading }: Surveyed): ReadFile {
    const stored: StoredReading = { first, rounded, reading };
    return { layout, columns, guess, rows, preview: this.sealer.seal(PREVIEW, JSON.stringify(stored), id) };
  }
}

@Injectable()
export class ImportService {
  constructor(
    private readonly db: Db,
    private readonly survey: ImportSurvey,
    private readonly repository: ImportRepository,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async start(me: Principal, id: string, mapping: ImportMapping): Promise<ImportJob> {
    const job = await this.survey.own(me, id);
    checkMapping(mapping, job.columns);
    const { rounded, reading } = this.survey.readingOf(job);
    const terms = { rounded, dateOrder: orderOf(mapping, reading) };
    await this.db.transaction(async (tx) => {
      if (!(await this.repository.start(tx, { id, mapping, terms, brands: me.brands, now: this.clock.now() })))
        throw new Problem('resource/conflict', { state: job.state });
      await this.jobs.send(tx, runImport, { id });
      // The file is dropped when its rows are in; by this it can be told which one it was.
      const file = { fileName: job.file_name, sha256: job.file_sha256?.toString('hex') ?? null, rows: job.rows };
      const told = { ...file, mapping: { ...mapping, columns: byPosition(job.columns, mapping) } };
      await this.audit.record(tx, me, 'complaints.import-started', { type: 'import', id }, told);
    });
    return this.survey.show(await this.survey.own(me, id));
  }

  /** Rows that are in stay in; the file is dropped. */
  async cancel(me: Principal, id: string): Promise<ImportJob> {
    const job = await this.survey.own(me, id);
    await this.db.transaction(async (tx) => {
      const end = { state: 'cancelled', failure: null, now: this.clock.now(), from: ['uploaded', 'running'] } as const;
      const counts = await this.repository.finish(tx, id, end);
      if (counts === null) throw new Problem('resource/conflict', { state: job.state });
      const told = { fileName: job.file_name, rows: job.rows, ...counts };
      await this.audit.record(tx, me, 'complaints.import-cancelled', { type: 'import', id }, told);
    });
    return this.survey.show(await this.survey.own(me, id));
  }
}

/** A line of people taken for the names of the columns must not enter a record that nobody can delete: places, not names. */
const byPosition = (columns: readonly string[], mapping: ImportMapping): Record<string, ImportTarget> =>
  Object.fromEntries(
    columns.flatMap((column, i) => {
      const target = Object.hasOwn(mapping.columns, column) ? mapping.columns[column] : undefined;
      return target === undefined ? [] : [[String(i + 1), target]];
    }),
  );

function fileOf({ file_sha256, state }: StoredImport): string {
  if (!file_sha256) throw new Problem('resource/conflict', { state });
  return file_sha256.toString('hex');
}

function summaryOf(job: ImportLine): ImportSummary {
  const { id, state, rows, accepted, duplicates, rejected, adjusted, failure } = job;
  return {
    ...{ id, fileName: job.file_name, state, rows, accepted, duplicates, rejected, adjusted, failure },
    history: job.mapping?.history ?? false,
    createdAt: job.created_at.toISOString(),
    startedAt: job.started_at?.toISOString() ?? null,
    finishedAt: job.finished_at?.toISOString() ?? null,
    createdBy: job.created_by,
  };
}
