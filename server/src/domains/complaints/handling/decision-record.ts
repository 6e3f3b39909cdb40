import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { OVERVIEW, incidentStream } from '@tocsin/shared/live';
import { Audit } from '../../../audit/index.js';
import { EventLog, actorOf, type Actor, type BrandEvent } from '../../../live/index.js';
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

  /** Last in the transaction, since it locks the end of the chain. */
  async audit(tx: Tx, me: Principal | 'public', action: string, id: ComplaintId, detail: object): Promise<void> {
    await this.trail.record(tx, me, action, { type: 'complaint', id }, detail);
  }
}
