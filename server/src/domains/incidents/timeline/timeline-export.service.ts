import { Injectable } from '@nestjs/common';
import type { TimelineExportQuery } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { DEFAULT_TIME_ZONE, type IncidentId } from '@tocsin/shared/kernel';
import type { LiveEvent } from '@tocsin/shared/live';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { CSV_BOM, csvLine } from '../../../platform/rows/csv.js';
import { loadExcel } from '../../../platform/rows/load-excel.js';
import { IncidentsService } from '../incidents.service.js';
import { asOfRow, headerOf, rowsOf, type Cell } from './timeline.table.js';
import { TIMELINE_WORDS } from './timeline.words.js';

const PAGE = 1_000;
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export interface TimelineFile {
  content: Buffer;
  type: string;
  name: string;
}

/** The timeline as a table for people, in their language and on their clock. */
@Injectable()
export class TimelineExport {
  constructor(
    private readonly db: Db,
    private readonly incidents: IncidentsService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async of(me: Principal, id: IncidentId, { format, lang, timeZone = DEFAULT_TIME_ZONE }: TimelineExportQuery): Promise<TimelineFile> {
    const { no } = await this.incidents.visible(me, id);
    const [at, reading] = [this.clock.now(), { lang, timeZone }];
    const events = await this.everything(me, id);
    const lines = [headerOf(reading), ...rowsOf(events, reading), asOfRow(at, reading)];
    const content = format === 'csv' ? csv(lines) : await xlsx(TIMELINE_WORDS[lang].sheet, lines);
    await this.db.transaction((tx) =>
      this.audit.record(tx, me, 'incident.timeline-exported', { type: 'incident', id }, { no, format, lang, entries: events.length }),
    );
    return { content, type: TYPES[format], name: `${no}-timeline.${format}` };
  }

  private async everything(me: Principal, id: IncidentId): Promise<LiveEvent[]> {
    const events: LiveEvent[] = [];
    for (let after = 0; ;) {
      const { items } = await this.incidents.timeline(me, id, after, PAGE);
      events.push(...items);
      const last = items.at(-1);
      if (items.length < PAGE || !last) return events;
      after = last.seq;
    }
  }
}

const csv = (lines: readonly Cell[][]): Buffer => Buffer.from(CSV_BOM + lines.map((line) => csvLine(line)).join(''), 'utf8');

async function xlsx(title: string, lines: readonly Cell[][]): Promise<Buffer> {
  const exceljs = await loadExcel();
  const book = new exceljs.Workbook();
  // Typed string cells: a spreadsheet shows them and never runs them.
  book.addWorksheet(title).addRows(lines.map((line) => [...line]));
  return Buffer.from(await book.xlsx.writeBuffer());
}
