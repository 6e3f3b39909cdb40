import { Injectable } from '@nestjs/common';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import type { Tx } from '../../platform/database/db.js';

export interface GroupsChanged {
  /** Groups that gained complaints in this batch. */
  readonly touched: readonly GroupId[];
  /** Those of them that gained something that is happening now, and not past cases alone. */
  readonly stirred: readonly GroupId[];
  /** Latest arrival of the batch. */
  readonly at: Date;
}
export interface GroupsMerged {
  readonly from: { id: GroupId; incidentId: IncidentId | null };
  readonly into: { id: GroupId; incidentId: IncidentId | null };
}

/** What a later domain does in the consumer's own transaction. It registers itself; clustering knows nothing of it. */
export interface GroupListener {
  changed(tx: Tx, what: GroupsChanged): Promise<void>;
  /** Two groups became one; answers the incident that the surviving group now belongs to. A person's merge of two incidents is refused. */
  merged(tx: Tx, what: GroupsMerged, by: 'engine' | 'person'): Promise<IncidentId | null>;
  /** Complaints changed hands: their incidents with their new numbers, under a new version. */
  regrouped(tx: Tx, incidents: readonly IncidentId[]): Promise<IncidentSummary[]>;
  /** The transaction stands: now others may be told to look. */
  committed(): void;
  /** Time alone has passed. */
  tick(tx: Tx): Promise<void>;
  /** How many people look at these incidents right now. */
  watchers(incidents: readonly IncidentId[]): Promise<number>;
}

@Injectable()
export class GroupPort {
  private listener: GroupListener | null = null;

  register(listener: GroupListener): void {
    this.listener = listener;
  }

  get(): GroupListener | null {
    return this.listener;
  }
}
