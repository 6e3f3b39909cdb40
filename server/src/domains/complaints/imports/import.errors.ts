import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { CSV_BOM, csvLine } from '../../../platform/rows/csv.js';
import { ImportRepository, type RowFate, type StoredImport } from './import.repository.js';
import { ImportSurvey } from './import.service.js';
import { faultsOf, headsIn, type ErrorFileLang } from './import.words.js';
import { CELLS } from './import.writer.js';

const PAGE = 1_000;

@Injectable()
export class ImportErrors {
  constructor(
    private readonly survey: ImportSurvey,
    private readonly repository: ImportRepository,
    private readonly sealer: Sealer,
  ) {}

  /** Each row with what is wrong with it, in its own columns: mended, the file can be uploaded as it is. */
  async file(me: Principal, id: string, fate: RowFate, lang: ErrorFileLang): Promise<{ name: string; stream: Readable }> {
    const job = await this.survey.own(me, id);
    const suffix = fate === 'rejected' ? 'errors' : fate;
    return { name: `${job.file_name.replace(/\.[^.]*$/, '')}-${suffix}.csv`, stream: Readable.from(this.lines(job, fate, lang)) };
  }

  private async *lines(job: StoredImport, fate: RowFate, lang: ErrorFileLang): AsyncGenerator<string> {
    yield CSV_BOM + csvLine([...headsIn(lang), ...job.columns]);
    for (let after = 0; ;) {
      const page = await this.repository.noted(job.id, fate, after, PAGE);
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
