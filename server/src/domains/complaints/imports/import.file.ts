import { Injectable } from '@nestjs/common';
import type { ImportChoice, ImportPreview } from '@tocsin/shared/complaints';
import { Problem } from '../../../platform/problems/index.js';
import { readInThread } from '../../../platform/rows/reading-thread.js';
import { TableFault } from '../../../platform/rows/table-fault.js';
import { Turns } from '../../../platform/rows/turns.js';
import { BlobStore } from '../../../platform/storage/index.js';
import { workerModule } from '../enrichment/index.js';
import type { Surveyed } from './import.table.js';
import type { ImportedRow, ImportReply, ImportTask, Terms } from './import.tasks.js';

/** Files that somebody waits for; the one import that runs beside them is in nobody's way. Each reading may take a gigabyte. */
const AT_ONCE = 2;
const MODULE = workerModule('./import.worker.js', import.meta.url);

/** The uploaded file, read as often as needed from where its bytes are kept, and never in the thread that serves requests. */
@Injectable()
export class ImportFile {
  private readonly turns = new Turns(AT_ONCE);

  constructor(private readonly blobs: BlobStore) {}

  async survey(sha256: string, choice: ImportChoice): Promise<Surveyed> {
    for await (const reply of this.read(sha256, { kind: 'survey', choice })) if (reply.kind === 'surveyed') return reply.surveyed;
    throw new TableFault('no_rows').toProblem();
  }

  async preview(sha256: string, terms: Terms): Promise<ImportPreview> {
    for await (const reply of this.read(sha256, { kind: 'preview', terms })) if (reply.kind === 'previewed') return reply.preview;
    throw new TableFault('no_rows').toProblem();
  }

  /** Of the rows below the header, those behind the first `after`. */
  async *rows(sha256: string, terms: Terms, after: number): AsyncGenerator<ImportedRow[]> {
    for await (const reply of this.read(sha256, { kind: 'rows', terms, after })) if (reply.kind === 'rows') yield reply.rows;
  }

  private async *read(sha256: string, task: ImportTask): AsyncGenerator<ImportReply> {
    const release = task.kind === 'rows' ? () => undefined : await this.turns.take();
    try {
      const bytes = await this.blobs.get(sha256);
      yield* readInThread<ImportTask, ImportReply>(MODULE, task, bytes as AsyncIterable<Uint8Array>);
    } catch (error) {
      throw error instanceof TableFault ? error.toProblem() : error;
    } finally {
      release();
    }
  }
}

/** What is wrong with the file, when that is what stopped its reading. */
export const faultIn = (error: unknown): { fault: string; line?: number; column?: number } | null => {
  if (!(error instanceof Problem) || error.code !== 'upload/unreadable') return null;
  const { fault, line, column } = error.params;
  if (typeof fault !== 'string') return null;
  return { fault, ...(typeof line === 'number' ? { line } : {}), ...(typeof column === 'number' ? { column } : {}) };
};
