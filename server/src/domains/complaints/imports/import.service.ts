import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ImportJob, ImportMapping, ImportPreview } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { firstUnits, newId, type UserId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { Db } from '../../../platform/database/db.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { Problem, notFound } from '../../../platform/problems/index.js';
import { CSV_BOM, csvLine } from '../../../platform/rows/csv.js';
import { ImportFile } from './import.file.js';
import { guessMapping, readRow } from './import.mapping.js';
import { ImportRepository, type StoredImport } from './import.repository.js';
import { isTimeZone } from './import.values.js';
import { faultsOf, headsIn, type ErrorFileLang } from './import.words.js';
import { CELLS, runImport } from './import.writer.js';

const CHECKED = 2_000;
const SHOWN = 50;
const PAGE = 1_000;
const PREVIEW = 'import preview';

@Injectable()
export class ImportSurvey {
  constructor(
    private readonly file: ImportFile,
    private readonly repository: ImportRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async take(me: Principal, fileName: string, sha256: string): Promise<ImportJob> {
    const { layout, columns, rows, first } = await this.file.survey(sha256);
    const now = this.clock.now();
    const id = newId(now.getTime());
    const preview = first.map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])));
    await this.repository.add({
      id,
      file_name: fileName,
      file_sha256: sha256,
      layout,
      columns,
      guess: guessMapping(columns),
      preview: this.sealer.seal(PREVIEW, JSON.stringify(preview), id),
      rows,
      created_at: now,
      created_by: me.id as UserId,
      created_by_name: me.name,
    });
    return this.show(await this.own(me, id));
  }

  /** Somebody else's table is nobody's business: it is full of people. */
  async own(me: Principal, id: string): Promise<StoredImport> {
    const job = await this.repository.find(id);
    if (job?.created_by !== me.id) throw notFound();
    return job;
  }

  /** What a mapping would make of the first rows; nothing is kept of it. */
  async preview(me: Principal, id: string, mapping: ImportMapping): Promise<ImportPreview> {
    const job = await this.own(me, id);
    checkMapping(mapping, job.columns);
    const preview: ImportPreview = { valid: 0, invalid: 0, rows: [] };
    for await (const { line, cells } of this.file.rows(job.file_sha256.toString('hex'), job.layout)) {
      const { complaint, issues } = readRow(job.columns, cells, mapping, me.brands);
      preview[complaint ? 'valid' : 'invalid'] += 1;
      if (preview.rows.length < SHOWN) preview.rows.push({ line, complaint, issues });
      if (preview.valid + preview.invalid >= CHECKED) break;
    }
    return preview;
  }

  show(job: StoredImport): ImportJob {
    const { id, state, columns, guess, rows, accepted, duplicates, rejected } = job;
    const preview = JSON.parse(this.sealer.open(PREVIEW, job.preview, id)) as ImportJob['preview'];
    const by = { createdAt: job.created_at.toISOString(), createdBy: job.created_by };
    return { id, fileName: job.file_name, state, columns, guess, rows, preview, accepted, duplicates, rejected, ...by };
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
  ) {}

  async start(me: Principal, id: string, mapping: ImportMapping): Promise<ImportJob> {
    const job = await this.survey.own(me, id);
    checkMapping(mapping, job.columns);
    await this.db.transaction(async (tx) => {
      if (!(await this.repository.start(tx, id, mapping, me.brands))) throw new Problem('resource/conflict', { state: job.state });
      await this.jobs.send(tx, runImport, { id });
      await this.audit.record(
        tx,
        me,
        'complaints.import-started',
        { type: 'import', id },
        { fileName: job.file_name, rows: job.rows, mapping },
      );
    });
    return this.survey.show(await this.survey.own(me, id));
  }
}

@Injectable()
export class ImportErrors {
  constructor(
    private readonly survey: ImportSurvey,
    private readonly repository: ImportRepository,
    private readonly sealer: Sealer,
  ) {}

  /** Each rejected row with what is wrong with it, in its own columns: mended, the file can be uploaded as it is. */
  async file(me: Principal, id: string, lang: ErrorFileLang): Promise<{ name: string; stream: Readable }> {
    const job = await this.survey.own(me, id);
    return { name: `${job.file_name.replace(/\.[^.]*$/, '')}-errors.csv`, stream: Readable.from(this.lines(job, lang)) };
  }

  private async *lines(job: StoredImport, lang: ErrorFileLang): AsyncGenerator<string> {
    yield CSV_BOM + csvLine([...headsIn(lang), ...job.columns]);
    for (let after = 0; ;) {
      const page = await this.repository.errors(job.id, after, PAGE);
      if (page.length === 0) return;
      yield page
        .map(({ line, issues, cells }) => {
          const own = JSON.parse(this.sealer.open(CELLS, cells, `${job.id} ${line}`)) as string[];
          return csvLine([line, ...faultsOf(issues, job.mapping, lang), ...job.columns.map((_, i) => own[i] ?? '')]);
        })
        .join('');
      after = page.at(-1)?.line ?? after;
    }
  }
}

function checkMapping(mapping: ImportMapping, columns: readonly string[]): void {
  const issues = Object.keys(mapping.columns)
    .filter((column) => !columns.includes(column))
    .map((column) => ({ path: firstUnits(`columns.${column}`, 200), code: 'unknown_column', message: 'the file has no such column' }));
  const targets = Object.values(mapping.columns);
  if (!targets.includes('text')) issues.push({ path: 'columns', code: 'text_required', message: 'one column must hold the text' });
  for (const target of new Set(targets))
    if (targets.filter((t) => t === target).length > 1)
      issues.push({ path: 'columns', code: 'repeated_target', message: `two columns for ${target}` });
  if (!isTimeZone(mapping.timeZone)) issues.push({ path: 'timeZone', code: 'unknown_time_zone', message: 'is not a time zone' });
  if (issues.length > 0) throw new Problem('request/invalid', {}, { issues });
}
