import { Injectable } from '@nestjs/common';
import type { Person } from '@tocsin/shared/identity';
import type { IncidentId } from '@tocsin/shared/kernel';
import { incidentStream, userStream } from '@tocsin/shared/live';
import { Audit } from '../../../audit/index.js';
import { actorOf, audienceOf, EventLog } from '../../../live/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/db.js';

/** Tells a person's other screens and the audit log. */
@Injectable()
export class AttentionRecord {
  constructor(
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly audit: Audit,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  lastSeq(tx: Tx, me: Person, id: IncidentId): Promise<number> {
    return this.events.lastSeq(audienceOf(me, incidentStream(id)), tx);
  }

  async acknowledged(tx: Tx, me: Person, { id, no, raisedAt }: { id: IncidentId; no: string; raisedAt: string }): Promise<void> {
    await this.events.append(tx, actorOf(me), [userStream(me.id)], { type: 'attention.changed', payload: {} });
    await this.audit.record(tx, me, 'incident.alarm-acknowledged', { type: 'incident', id }, { no, raisedAt });
  }
}
