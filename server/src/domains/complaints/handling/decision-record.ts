import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { OVERVIEW, incidentStream, type StreamId } from '@tocsin/shared/live';
import { Audit } from '../../../audit/index.js';
import { EventLog, actorOf, brandStream, type Actor, type BrandEvent } from '../../../live/index.js';
import type { Tx } from '../../../platform/database/db.js';
import { IncidentDirectory } from '../reading/incident-directory.js';
import type { Handled } from './handling.repository.js';

/** Who is told of a decision, and the record of it. */
@Injectable()
export class DecisionRecord {
  constructor(
    private readonly events: EventLog,
    private readonly trail: Audit,
    private readonly incidents: IncidentDirectory,
  ) {}

  /** The incident it belongs to hears of it; without one, the overview. */
  tell(tx: Tx, me: Principal, complaint: Handled, event: BrandEvent): Promise<void> {
    return this.tellBy(tx, actorOf(me), complaint, event);
  }

  async tellBy(tx: Tx, actor: Actor, complaint: Handled, event: BrandEvent): Promise<void> {
    const incidents = await this.incidents.incidentsOf([complaint.group_id], null);
    const streams = [...incidents.values()].map(({ id }) => incidentStream(id));
    await this.events.append(tx, actor, streams.length > 0 ? streams : [OVERVIEW], event);
    // An incident may hold complaints of other brands: whoever reads one brand hears of those of that brand.
    for (const { id, brand } of incidents.values())
      if (brand !== null && brand === complaint.brand) await this.events.appendForBrand(tx, actor, id, event);
  }

  /** Many decisions of one kind at once: each stream is written in one statement, in the order of their names. */
  async tellAll(tx: Tx, me: Principal, told: readonly { complaint: Handled; event: BrandEvent }[]): Promise<void> {
    const incidents = await this.incidents.incidentsOf(
      told.map(({ complaint }) => complaint.group_id),
      null,
    );
    const whole = new Map<StreamId, BrandEvent[]>();
    const ofBrand = new Map<StreamId, BrandEvent[]>();
    for (const { complaint, event } of told) {
      const incident = complaint.group_id === null ? undefined : incidents.get(complaint.group_id);
      add(whole, incident ? incidentStream(incident.id) : OVERVIEW, event);
      if (incident && incident.brand !== null && incident.brand === complaint.brand) add(ofBrand, brandStream(incident.id), event);
    }
    for (const streams of [whole, ofBrand])
      for (const [stream, events] of [...streams].sort(([a], [b]) => (a < b ? -1 : 1)))
        await this.events.appendMany(tx, actorOf(me), stream, events);
  }

  /** Last in the transaction, as `audit` is. */
  async auditAll(tx: Tx, me: Principal, entries: readonly { action: AuditAction; id: ComplaintId; detail: object }[]): Promise<void> {
    await this.trail.recordAll(
      tx,
      me,
      entries.map(({ action, id, detail }) => ({ action, subject: { type: 'complaint', id }, detail })),
    );
  }

  /** Last in the transaction, since it locks the end of the chain. */
  async audit(tx: Tx, me: Principal | 'public', action: AuditAction, id: ComplaintId, detail: object): Promise<void> {
    await this.trail.record(tx, me, action, { type: 'complaint', id }, detail);
  }
}

function add(streams: Map<StreamId, BrandEvent[]>, stream: StreamId, event: BrandEvent): void {
  const events = streams.get(stream) ?? [];
  events.push(event);
  streams.set(stream, events);
}
