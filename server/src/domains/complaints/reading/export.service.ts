import { PassThrough, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  EXPORT_COLUMNS,
  UNREAD_PRIORITY,
  exportCells,
  exportCodes,
  exportHeader,
  type ComplaintFilter,
  type ExportCell,
  type ExportFormat,
  type ExportLang,
  type ExportQuery,
  type ExportRecord,
  type RevealedExport,
} from '@tocsin/shared/complaints';
import { may, rolesWith, type Permission, type Principal } from '@tocsin/shared/identity';
import { DEFAULT_TIME_ZONE, firstUnits } from '@tocsin/shared/kernel';
import { Breath } from '../../../platform/clock/breath.js';
import { CSV_BOM, csvLine } from '../../../platform/rows/csv.js';
import { Problem } from '../../../platform/problems/index.js';
import { loadExcel } from '../../../platform/rows/load-excel.js';
import type { Conditions } from './complaint.filter.js';
import { ExportRecords, type Reader } from './export.record.js';
import { ExportRepository } from './export.repository.js';
import { IncidentDirectory } from './incident-directory.js';
import { ReadingService } from './reading.service.js';
import { RowsRepository, type StoredRow } from './rows.repository.js';

const FACTS = 1_000;
/** Whole texts: twenty thousand characters each, at worst. */
const RECORDS = 50;
/** UTF-16 units written at once. */
const PIECE = 256 * 1024;
/** What a cell of a spreadsheet holds; the other formats have no such limit. */
const CELL_MAX = 32_767;
const CUT = '…';

export interface Export {
  stream: Readable;
  type: string;
  name: string;
  /**
   * How many complaints it holds, counted before the first is written. What arrives later is in neither; only a complaint that begins or
   * ceases to match the filter while the file is written makes the two differ.
   */
  count: number;
}

type Reading = Pick<ExportQuery, 'lang' | 'timeZone'>;
type File = Omit<Export, 'count'>;

/** Lists of any length as a file, page by page: memory does not grow with them. */
@Injectable()
export class ExportService {
  constructor(
    private readonly reading: ReadingService,
    private readonly exported: ExportRepository,
    private readonly rows: RowsRepository,
    private readonly records: ExportRecords,
    private readonly incidents: IncidentDirectory,
  ) {}

  async export(me: Principal, { format, record, lang, timeZone, ...filter }: ExportQuery): Promise<Export> {
    // The bare facts are for machines that read them anyway; words and people are a permission of their own.
    const facts = format === 'ndjson' && record !== 'full';
    if (!facts) need(me, 'complaint:export');
    const conditions = await this.upToNow(await this.reading.conditions(me, filter));
    if (facts) return this.counted(ndjson(this.facts(me, conditions)), conditions);
    const reader = { brands: me.brands, revealed: false };
    return this.counted(this.written(format, layoutOf({ lang, timeZone }), conditions, reader), conditions);
  }

  async reveal(me: Principal, { format, reason: _, lang, timeZone, ...filter }: RevealedExport): Promise<Export> {
    const conditions = await this.upToNow(await this.reading.conditions(me, filter as ComplaintFilter));
    const reader = { brands: me.brands, revealed: true };
    return this.counted(this.written(format, layoutOf({ lang, timeZone }), conditions, reader), conditions);
  }

  /** Numbers of the log are given in the order of its commits: whatever arrives while the file is written has a higher one, and is in neither it nor its count. */
  private async upToNow({ where, params, onlyRead }: Conditions): Promise<Conditions> {
    const bound = `${onlyRead ? 'k' : 'c'}.seq <= $${params.length + 1}`;
    return { where: [...where, bound], params: [...params, await this.exported.lastSeq(onlyRead)], onlyRead };
  }

  private async counted(written: File, conditions: Conditions): Promise<Export> {
    return { ...written, count: await this.rows.count(conditions) };
  }

  private written(format: ExportFormat, layout: Layout, conditions: Conditions, reader: Reader): File {
    if (format === 'ndjson') return ndjson(this.lines(conditions, reader));
    if (format === 'csv') return file(Readable.from(this.csv(layout, conditions, reader)), 'text/csv; charset=utf-8', 'complaints.csv');
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return file(this.xlsx(layout, conditions, reader), type, 'complaints.xlsx');
  }

  private async *facts({ brands }: Principal, conditions: Conditions): AsyncGenerator<string> {
    for (let after = 0; ;) {
      const page = await this.exported.page(conditions, after, FACTS);
      if (page.length === 0) return;
      const groups = page.map((row) => row.groupId);
      const incidents = await this.incidents.incidentsOf(groups, brands);
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

  private async *lines(conditions: Conditions, reader: Reader): AsyncGenerator<string> {
    for await (const page of this.pages(conditions, reader)) yield* joined(page, (record) => `${JSON.stringify(record)}\n`);
  }

  private async *csv({ header, cellsOf }: Layout, conditions: Conditions, reader: Reader): AsyncGenerator<string> {
    yield CSV_BOM + csvLine(header);
    for await (const page of this.pages(conditions, reader)) yield* joined(page, (record) => csvLine(cellsOf(record)));
  }

  private xlsx(layout: Layout, conditions: Conditions, reader: Reader): Readable {
    const out = new PassThrough();
    this.fillSheet(out, layout, conditions, reader).catch((error: unknown) =>
      out.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return out;
  }

  private async fillSheet(
    out: PassThrough,
    { header, cellsOf, sheet: title }: Layout,
    conditions: Conditions,
    reader: Reader,
  ): Promise<void> {
    const exceljs = await loadExcel();
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: false, useSharedStrings: false });
    const sheet = book.addWorksheet(title);
    sheet.addRow(header).commit();
    const breath = new Breath();
    for await (const page of this.pages(conditions, reader)) {
      // Typed string cells: a spreadsheet shows them and never runs them.
      for (const record of page) {
        sheet.addRow(cellsOf(record).map(fitting)).commit();
        if (breath.due) await breath.take();
      }
      while (out.writableNeedDrain && !out.destroyed) await new Promise((resolve) => out.once('drain', resolve).once('close', resolve));
      if (out.destroyed) return;
    }
    sheet.commit();
    await book.commit();
  }

  private async *pages(conditions: Conditions, reader: Reader): AsyncGenerator<ExportRecord[]> {
    let cursor: string | null = null;
    do {
      const { rows, next }: { rows: StoredRow[]; next: string | null } = await this.rows.list(
        { sort: 'oldest', limit: RECORDS, ...(cursor === null ? {} : { cursor }) },
        conditions,
      );
      yield await this.records.of(rows, reader);
      cursor = next;
    } while (cursor !== null);
  }
}

/** In pieces that a socket takes without holding up the others: a page of long texts is many megabytes. */
function* joined(page: readonly ExportRecord[], write: (record: ExportRecord) => string): Generator<string> {
  let piece = '';
  for (const record of page) {
    piece += write(record);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

interface Layout {
  header: readonly string[];
  cellsOf: (record: ExportRecord) => ExportCell[];
  sheet: string;
}

const SHEETS: Record<ExportLang, string> = { zh: '投诉', en: 'Complaints' };

function layoutOf({ lang, timeZone = DEFAULT_TIME_ZONE }: Reading): Layout {
  if (lang === undefined) return { header: EXPORT_COLUMNS, cellsOf: exportCodes, sheet: 'complaints' };
  const header = EXPORT_COLUMNS.map((column) => exportHeader(column, lang, timeZone));
  return { header, cellsOf: (record) => exportCells(record, lang, timeZone), sheet: SHEETS[lang] };
}

const fitting = (cell: ExportCell): ExportCell =>
  typeof cell === 'string' && cell.length > CELL_MAX ? firstUnits(cell, CELL_MAX - 1) + CUT : cell;

function need(me: Principal, permission: Permission): void {
  if (!may(me, permission)) throw new Problem('auth/forbidden', { permission, roles: rolesWith(permission) });
}

const file = (stream: Readable, type: string, name: string): File => ({ stream, type, name });
const ndjson = (lines: AsyncGenerator<string>): File =>
  file(Readable.from(lines), 'application/x-ndjson; charset=utf-8', 'complaints.ndjson');
