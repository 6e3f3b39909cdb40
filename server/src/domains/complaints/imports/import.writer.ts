import { Injectable } from '@nestjs/common';
import type { ImportMapping } from '@tocsin/shared/complaints';
import { Sealer } from '../../../platform/crypto/sealer.js';
import type { Tx } from '../../../platform/database/db.js';
import { Jobs, defineQueue } from '../../../platform/jobs/index.js';
import type { TableRow } from '../../../platform/rows/table.js';
import { IntakeDesk } from '../intake/intake.desk.js';
import { IntakeStore } from '../intake/intake.store.js';
import type { Pending } from '../intake/intake.types.js';
import { readRow } from './import.mapping.js';
import { ImportRepository, type RejectedRow, type StoredImport } from './import.repository.js';

export const runImport = defineQueue<{ id: string }>('complaints.import', { expireSeconds: 60, retries: 10 });
export const CELLS = 'import cells';

export interface Chunk {
  pending: Pending[];
  rejected: RejectedRow[];
  rows: number;
}

/** Rolls back what the other run has written already. */
export class Overtaken extends Error {}

/** Rows and bookmark move in one transaction: however often a job is run, each row of its file is taken once. */
@Injectable()
export class ImportWriter {
  constructor(
    private readonly repository: ImportRepository,
    private readonly desk: IntakeDesk,
    private readonly store: IntakeStore,
    private readonly jobs: Jobs,
    private readonly sealer: Sealer,
  ) {}

  async add(job: StoredImport, mapping: ImportMapping, { line, cells }: TableRow, chunk: Chunk): Promise<void> {
    chunk.rows += 1;
    const { complaint, issues } = readRow(job.columns, cells, mapping, job.brands);
    if (!complaint) {
      chunk.rejected.push({ line, issues, cells: this.sealer.seal(CELLS, JSON.stringify(cells), `${job.id} ${line}`) });
      return;
    }
    const raw = Buffer.from(JSON.stringify(Object.fromEntries(job.columns.map((column, i) => [column, cells[i] ?? '']))));
    const origin = { raw, createdBy: `user:${job.created_by}`, backfill: false, pastCases: true, brands: job.brands };
    const row = await this.desk.register(complaint, origin);
    chunk.pending.push({ row, once: null, brands: job.brands });
  }

  /** Throws `Overtaken`, and so writes nothing, when another run of the same job was faster. */
  async write(tx: Tx, job: StoredImport, from: number, chunk: Chunk, then: 'more' | 'again' | 'done'): Promise<void> {
    const taken = await this.store.writeIn(tx, chunk.pending);
    const accepted = taken.filter((fate) => fate === 'accepted').length;
    const progress = { rows: chunk.rows, accepted, duplicates: taken.length - accepted, rejected: chunk.rejected.length };
    if (!(await this.repository.advance(tx, job.id, from, progress, chunk.rejected))) throw new Overtaken();
    if (then === 'again') await this.jobs.send(tx, runImport, { id: job.id });
    if (then === 'done') await this.repository.finish(job.id, 'done', tx);
  }
}
