import { Injectable } from '@nestjs/common';
import {
  UNREAD_PRIORITY,
  contactLabel,
  excerptOf,
  maskCode,
  maskContact,
  maskText,
  type ComplaintRow,
  type SetAsideMark,
} from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { IntakeDesk } from '../intake/intake.desk.js';
import { IncidentDirectory } from './incident-directory.js';
import type { StoredRow } from './rows.repository.js';
import { SetAsideMarks } from './set-aside-marks.js';

/** The only way a stored complaint becomes a row of a list: everything personal is masked here. */
@Injectable()
export class RowPresenter {
  constructor(
    private readonly desk: IntakeDesk,
    private readonly incidents: IncidentDirectory,
    private readonly setAside: SetAsideMarks,
  ) {}

  /** For people who see these brands: an incident of another one is not named to them. */
  async present(rows: readonly StoredRow[], brands: Principal['brands']): Promise<ComplaintRow[]> {
    const [incidents, marks] = await Promise.all([
      this.incidents.incidentsOf(
        rows.map((row) => row.group_id),
        brands,
      ),
      this.setAside.of(rows.map(({ id }) => id)),
    ]);
    return rows.map((row) => ({
      ...this.rowOf(row, marks.get(row.id)),
      incidentId: row.group_id === null ? null : (incidents.get(row.group_id)?.id ?? null),
    }));
  }

  private rowOf(row: StoredRow, setAside: SetAsideMark | undefined): ComplaintRow {
    return {
      id: row.id,
      receiptNo: row.receipt_no,
      channel: row.channel,
      excerpt: excerptOf(row.opening),
      subject: row.subject === null ? null : maskText(row.subject),
      product: row.product === null ? null : maskText(row.product),
      brand: row.brand,
      orderRef: row.order_ref === null ? null : maskCode(row.order_ref),
      occurredAt: row.occurred_at?.toISOString() ?? null,
      receivedAt: row.received_at.toISOString(),
      complainant: this.complainantOf(row),
      demands: row.demands,
      emotion: row.emotion,
      flags: row.flags ?? [],
      place: row.place === null ? null : { adcode: row.place.adcode, name: row.place.name },
      priority: row.priority ?? UNREAD_PRIORITY,
      validity: row.validity ?? 'undecided',
      status: row.status ?? 'received',
      groupId: row.group_id,
      incidentId: null,
      score: row.score,
      nearDuplicate: row.near_duplicate_of !== null,
      history: row.past,
      reach: row.reach === null ? null : Number(row.reach),
      ...(setAside ? { setAside } : {}),
    };
  }

  private complainantOf(row: StoredRow): ComplaintRow['complainant'] {
    const complainant = this.desk.openComplainant(row.complainant, row.id);
    const label = complainant && contactLabel(maskContact(complainant));
    return label ? { label, repeat: row.repeat_no ?? 1 } : null;
  }
}
