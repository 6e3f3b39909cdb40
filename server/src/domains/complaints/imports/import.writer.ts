import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import type { Tx } from '../../../platform/database/db.js';
import { seesBrand } from '@tocsin/shared/identity';
import type { ComplaintId, ProblemIssue } from '@tocsin/shared/kernel';
import { IntakeDesk } from '../intake/intake.desk.js';
import { IntakeStore, type Fate } from '../intake/intake.store.js';
import type { Pending } from '../intake/intake.types.js';
import { ImportRepository, type NotedRow, type Progress, type RowFate, type StoredImport } from './import.repository.js';
import type { ImportedRow } from './import.tasks.js';

export const CELLS = 'import cells';

/** A row on its way in; without `pending` it cannot be taken. */
export interface Entry {
  line: number;
  cells: string[];
  issues: ProblemIssue[];
  pending: Pending | null;
  receiptNo: string | null;
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
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async entry(job: StoredImport, { line, cells, complaint, issues, receiptNo }: ImportedRow): Promise<Entry> {
    if (!complaint) return { line, cells, issues, receiptNo, pending: null };
    const raw = Buffer.from(JSON.stringify(Object.fromEntries(job.columns.map((column, i) => [column, cells[i] ?? '']))));
    const origin = { raw, createdBy: `${job.created_by_kind}:${job.created_by}`, backfill: false, pastCases: true, brands: job.brands };
    const row = await this.desk.register(complaint, origin);
    return { line, cells, issues, receiptNo, pending: { row, once: null, brands: job.brands } };
  }

  /** Throws `Overtaken`, and so writes nothing, when another run of the same job was faster or it was cancelled. */
  async write(tx: Tx, job: StoredImport, from: number, entries: readonly Entry[]): Promise<void> {
    const taken = await this.taken(tx, job, entries);
    const progress: Progress = { rows: entries.length, accepted: 0, duplicates: 0, rejected: 0, adjusted: 0 };
    const noted: NotedRow[] = [];
    const accepted: ComplaintId[] = [];
    for (const [entry, fate] of taken) {
      if (fate === 'rejected') progress.rejected += 1;
      else if (fate === 'duplicate') progress.duplicates += 1;
      else {
        progress.accepted += 1;
        if (entry.pending) accepted.push(entry.pending.row.id);
      }
      if (fate === 'adjusted') progress.adjusted += 1;
      if (fate !== null) noted.push(this.note(job.id, entry, fate));
    }
    const step = { id: job.id, from, now: this.clock.now() };
    if (!(await this.repository.advance(tx, step, progress, { noted, taken: accepted }))) throw new Overtaken();
  }

  private async taken(tx: Tx, { brands }: StoredImport, entries: readonly Entry[]): Promise<(readonly [Entry, RowFate | null])[]> {
    const known = await this.repository.knownReceipts(
      tx,
      entries.flatMap(({ receiptNo }) => (receiptNo === null ? [] : [receiptNo])),
    );
    const brandOf = ({ receiptNo }: Entry): string | null | undefined => (receiptNo === null ? undefined : known.get(receiptNo));
    const pending = entries.flatMap((entry) => (entry.pending && brandOf(entry) === undefined ? [entry.pending] : []));
    const fates = new Map((await this.store.writeIn(tx, pending)).map((fate, i) => [pending[i], fate] as const));
    return entries.map((entry) => {
      const brand = entry.pending ? brandOf(entry) : undefined;
      // Exported from here and never gone: with or without a number of its source, it is the same complaint.
      if (brand !== undefined) return seesBrand({ brands }, brand) ? [entry, 'duplicate'] : refused(entry, 'receiptNo');
      const fate = entry.pending ? fates.get(entry.pending) : undefined;
      return fate === 'refused' ? refused(entry, 'externalId') : [entry, fateOf(entry, fate)];
    });
  }

  private note(job: string, { line, issues, cells }: Entry, fate: RowFate): NotedRow {
    return { line, fate, issues, cells: this.sealer.seal(CELLS, JSON.stringify(cells), `${job} ${line}`) };
  }
}

/** Of a complaint beyond what its sender may see they learn only that its number is taken. */
function refused(entry: Entry, path: 'externalId' | 'receiptNo'): [Entry, RowFate] {
  const issue: ProblemIssue = { path, code: 'taken', message: 'is the number of another complaint' };
  return [{ ...entry, issues: [...entry.issues, issue] }, 'rejected'];
}

function fateOf({ issues }: Entry, fate: Fate | undefined): RowFate | null {
  if (fate === undefined) return 'rejected';
  if (fate === 'duplicate') return 'duplicate';
  return issues.length > 0 ? 'adjusted' : null;
}
