import { Injectable } from '@nestjs/common';
import type { TimelineExportQuery } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { DEFAULT_TIME_ZONE, type IncidentId } from '@tocsin/shared/kernel';
import type { LiveEvent } from '@tocsin/shared/live';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { exportFile, type ExportFile } from '../export-file.js';
import { IncidentsService } from '../incidents.service.js';
import { asOfRow, headerOf, rowsOf } from './timeline.table.js';
import { TIMELINE_WORDS } from './timeline.words.js';

const PAGE = 1_000;

/** The timeline as a table for people, in their language and on their clock. */
@Injectable()
export class TimelineExport {
  constructor(
    private readonly db: Db,
    private readonly incidents: IncidentsService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async of(me: Principal, id: IncidentId, { format, lang, timeZone = DEFAULT_TIME_ZONE }: TimelineExportQuery): Promise<ExportFile> {
    const { no } = await this.incidents.visible(me, id);
    const [at, reading] = [this.clock.now(), { lang, timeZone }];
    const events = await this.everything(me, id);
    const lines = [headerOf(reading), ...rowsOf(events, reading), asOfRow(at, reading)];
    const file = await exportFile(`${no}-timeline`, format, [{ name: TIMELINE_WORDS[lang].sheet, rows: lines }]);
    await this.db.transaction((tx) =>
      this.audit.record(tx, me, 'incident.timeline-exported', { type: 'incident', id }, { no, format, lang, entries: events.length }),
    );
    return file;
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
