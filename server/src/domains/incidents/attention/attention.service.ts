import { Injectable } from '@nestjs/common';
import type { AcknowledgeAlarm, Attention, LookAtIncident, LookedAt } from '@tocsin/shared/incidents';
import type { Person } from '@tocsin/shared/identity';
import type { IncidentId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';
import { IncidentsService } from '../incidents.service.js';
import { AttentionReading } from './attention.reading.js';
import { AttentionRecord } from './attention.record.js';
import { AttentionRepository } from './attention.repository.js';

/** Where a person's marks are written: on the server, so that all their screens agree and a restart forgets nothing. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly db: Db,
    private readonly rows: AttentionRepository,
    private readonly incidents: IncidentsService,
    private readonly reading: AttentionReading,
    private readonly record: AttentionRecord,
  ) {}

  read(me: Person): Promise<Attention> {
    return this.reading.read(me, this.record.now());
  }

  async look(me: Person, id: IncidentId, { seq, settle }: LookAtIncident): Promise<LookedAt> {
    return this.db.transaction(async (tx) => {
      await this.incidents.visible(me, id, tx);
      const known = Math.min(seq, await this.record.lastSeq(tx, me, id));
      await this.rows.look(tx, { user: me.id, id, seq: known, at: this.record.now(), settle });
      return { id, seq: known };
    });
  }

  /** Of the alarm that was on the screen; one raised since is another. */
  async acknowledge(me: Person, id: IncidentId, { at }: AcknowledgeAlarm): Promise<Attention> {
    await this.db.transaction(async (tx) => {
      const { alarm, no } = await this.incidents.visible(me, id, tx);
      if (alarm === null) return;
      const until = new Date(Math.min(Date.parse(at), Date.parse(alarm.at)));
      if (await this.rows.acknowledge(tx, me.id, id, until))
        await this.record.acknowledged(tx, me, { id, no, raisedAt: until.toISOString() });
    });
    return this.read(me);
  }
}
