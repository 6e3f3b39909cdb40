import { PassThrough, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { UNREAD_PRIORITY, type ComplaintRow, type ExportQuery } from '@tocsin/shared/complaints';
import { may, type Principal } from '@tocsin/shared/identity';
import { CSV_BOM, csvLine } from '../../../platform/rows/csv.js';
import { Problem } from '../../../platform/problems/index.js';
import { loadExcel } from '../../../platform/rows/xlsx-reader.js';
import { ExportRepository } from './export.repository.js';
import { IncidentDirectory } from './incident-directory.js';
import { ReadingService } from './reading.service.js';
import { RowPresenter } from './row.presenter.js';
import { RowsRepository } from './rows.repository.js';
import type { Conditions } from './complaint.filter.js';

const PAGE = 1_000;

export interface Export {
  stream: Readable;
  type: string;
  name: string;
}

/** Lists of any length as a file, page by page: memory does not grow with them. */
@Injectable()
export class ExportService {
  constructor(
    private readonly reading: ReadingService,
    private readonly exported: ExportRepository,
    private readonly rows: RowsRepository,
    private readonly presenter: RowPresenter,
    private readonly incidents: IncidentDirectory,
  ) {}

  async export(me: Principal, { format, ...filter }: ExportQuery): Promise<Export> {
    // The bare facts are for machines that read them anyway; the table of words and people is a permission of its own.
    if (format !== 'ndjson' && !may(me, 'complaint:export')) throw new Problem('auth/forbidden', { permission: 'complaint:export' });
    const conditions = await this.reading.conditions(me, filter);
    if (format === 'ndjson')
      return file(Readable.from(this.facts(me, conditions)), 'application/x-ndjson; charset=utf-8', 'complaints.ndjson');
    if (format === 'csv') return file(Readable.from(this.csv(me, conditions)), 'text/csv; charset=utf-8', 'complaints.csv');
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return file(this.xlsx(me, conditions), type, 'complaints.xlsx');
  }

  private async *facts({ brands }: Principal, conditions: Conditions): AsyncGenerator<string> {
    for (let after = 0; ;) {
      const page = await this.exported.page(conditions, after, PAGE);
      if (page.length === 0) return;
      const incidents = await this.incidents.incidentsOf(
        page.map((row) => row.groupId),
        brands,
      );
      yield page
        .map(({ id, externalId, source, receivedAt, groupId, validity, priority, emotion, status }) => {
          const incidentId = groupId === null ? null : (incidents.get(groupId)?.id ?? null);
          const where = { id, externalId, source: source === '' ? null : source, receivedAt, groupId, incidentId };
          return `${JSON.stringify({ ...where, validity, priority: priority ?? UNREAD_PRIORITY, emotion, status })}\n`;
        })
        .join('');
      after = Number(page.at(-1)?.seq);
    }
  }

  private async *csv(me: Principal, conditions: Conditions): AsyncGenerator<string> {
    yield CSV_BOM + csvLine(COLUMNS.map(([title]) => title));
    for await (const page of this.masked(me, conditions)) yield page.map((row) => csvLine(cellsOf(row))).join('');
  }

  private xlsx(me: Principal, conditions: Conditions): Readable {
    const out = new PassThrough();
    this.fillSheet(out, me, conditions).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
    return out;
  }

  private async fillSheet(out: PassThrough, me: Principal, conditions: Conditions): Promise<void> {
    const exceljs = await loadExcel();
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: false, useSharedStrings: false });
    const sheet = book.addWorksheet('complaints');
    sheet.addRow(COLUMNS.map(([title]) => title)).commit();
    for await (const page of this.masked(me, conditions)) {
      // Typed string cells: a spreadsheet shows them and never runs them.
      for (const row of page) sheet.addRow(cellsOf(row)).commit();
      while (out.writableNeedDrain && !out.destroyed) await new Promise((resolve) => out.once('drain', resolve).once('close', resolve));
      if (out.destroyed) return;
    }
    sheet.commit();
    await book.commit();
  }

  private async *masked({ brands }: Principal, conditions: Conditions): AsyncGenerator<ComplaintRow[]> {
    let cursor: string | null = null;
    do {
      const { rows, next }: { rows: Parameters<RowPresenter['present']>[0]; next: string | null } = await this.rows.list(
        { sort: 'oldest', limit: PAGE, ...(cursor === null ? {} : { cursor }) },
        conditions,
      );
      yield await this.presenter.present(rows, brands);
      cursor = next;
    } while (cursor !== null);
  }
}

type Cell = string | number | null;

const COLUMNS: readonly (readonly [title: string, cell: (row: ComplaintRow) => Cell])[] = [
  ['receiptNo', (r) => r.receiptNo],
  ['receivedAt', (r) => r.receivedAt],
  ['occurredAt', (r) => r.occurredAt],
  ['channel', (r) => r.channel],
  ['excerpt', (r) => r.excerpt],
  ['subject', (r) => r.subject],
  ['product', (r) => r.product],
  ['brand', (r) => r.brand],
  ['orderRef', (r) => r.orderRef],
  ['complainant', (r) => r.complainant?.label ?? null],
  ['demands', (r) => r.demands.join(' ')],
  ['emotion', (r) => r.emotion],
  ['flags', (r) => r.flags.join(' ')],
  ['place', (r) => r.place?.name ?? null],
  ['priority', (r) => r.priority],
  ['validity', (r) => r.validity],
  ['status', (r) => r.status],
  ['groupId', (r) => r.groupId],
  ['incidentId', (r) => r.incidentId],
  ['reach', (r) => r.reach],
];

const cellsOf = (row: ComplaintRow): Cell[] => COLUMNS.map(([, cell]) => cell(row));
const file = (stream: Readable, type: string, name: string): Export => ({ stream, type, name });
