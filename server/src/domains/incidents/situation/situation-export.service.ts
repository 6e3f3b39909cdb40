import { Injectable } from '@nestjs/common';
import type { TimelineExportQuery } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { DEFAULT_TIME_ZONE, type IncidentId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import { Db } from '../../../platform/database/db.js';
import { exportFile, type ExportFile } from '../export-file.js';
import { IncidentsService } from '../incidents.service.js';
import { SituationService } from '../situation.service.js';
import { sheetsOf } from './situation.tables.js';

/** A month: as far back as the sheet of hours goes. */
const MOST_HOURS = 31 * 24;

/** The situation as a file for people: counts alone, nothing that a complainant said or is. */
@Injectable()
export class SituationExport {
  constructor(
    private readonly db: Db,
    private readonly incidents: IncidentsService,
    private readonly situations: SituationService,
    private readonly audit: Audit,
  ) {}

  async of(me: Principal, id: IncidentId, { format, lang, timeZone = DEFAULT_TIME_ZONE }: TimelineExportQuery): Promise<ExportFile> {
    // One moment for all sheets: their numbers agree.
    const read = await this.db.snapshot(async () => {
      const row = await this.incidents.visible(me, id);
      const situation = await this.situations.of(row, undefined, me.brands);
      const [hours, flags] = [await this.situations.hourly(row, MOST_HOURS), await this.situations.flags(row)];
      return { incident: await this.incidents.detail(me, id), situation, hours, flags };
    });
    const { no } = read.incident;
    const file = await exportFile(`${no}-situation`, format, sheetsOf({ ...read, exportedBy: me.name, lang, timeZone }));
    await this.db.transaction((tx) =>
      this.audit.record(
        tx,
        me,
        'incident.situation-exported',
        { type: 'incident', id },
        { no, format, lang, asOf: read.situation.metrics.at },
      ),
    );
    return file;
  }
}
