import { Injectable } from '@nestjs/common';
import {
  maskCode,
  maskContact,
  maskInPlace,
  maskText,
  UNREAD_PRIORITY,
  type Complainant,
  type ExportRecord,
  type PlaceInput,
} from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Breath } from '../../../platform/clock/breath.js';
import { IntakeDesk } from '../intake/intake.desk.js';
import { ExportRepository, type StoredAttached, type StoredRecord } from './export.repository.js';
import { IncidentDirectory, type IncidentRef } from './incident-directory.js';
import type { StoredRow } from './rows.repository.js';

/** Whoever takes records out, and whether they have said why they need what is personal. */
export interface Reader {
  brands: Principal['brands'];
  revealed: boolean;
}

/** The only way a stored complaint becomes a full record: everything personal is masked here unless its reader has said why not. */
@Injectable()
export class ExportRecords {
  constructor(
    private readonly exported: ExportRepository,
    private readonly incidents: IncidentDirectory,
    private readonly desk: IntakeDesk,
  ) {}

  async of(rows: readonly StoredRow[], reader: Reader): Promise<ExportRecord[]> {
    const ids = rows.map(({ id }) => id);
    const groups = rows.map((row) => row.group_id);
    const [stored, attached, incidents] = await Promise.all([
      this.exported.records(ids),
      this.exported.attachments(ids),
      this.incidents.incidentsOf(groups, reader.brands),
    ]);
    const records: ExportRecord[] = [];
    const breath = new Breath();
    for (const row of rows) {
      const record = stored.get(row.id);
      const incident = row.group_id === null ? undefined : incidents.get(row.group_id);
      if (record) records.push(this.record(row, record, attached.get(row.id) ?? [], incident, reader.revealed));
      // Masking a page of texts of 20,000 characters takes longer than anybody else may wait.
      if (breath.due) await breath.take();
    }
    return records;
  }

  private record(
    row: StoredRow,
    stored: StoredRecord,
    attached: readonly StoredAttached[],
    incident: IncidentRef | undefined,
    revealed: boolean,
  ): ExportRecord {
    const short = (text: string | null): string | null => (text === null || revealed ? text : maskText(text));
    return {
      receiptNo: row.receipt_no,
      id: row.id,
      source: row.source === '' ? null : row.source,
      externalId: row.external_id,
      channel: row.channel,
      receivedAt: row.received_at.toISOString(),
      occurredAt: row.occurred_at?.toISOString() ?? null,
      status: row.status ?? 'received',
      validity: row.validity ?? 'undecided',
      invalidReason: stored.invalid_reason,
      validityNote: short(stored.validity_note),
      priority: row.priority ?? UNREAD_PRIORITY,
      emotion: row.emotion,
      flags: row.flags ?? [],
      text: revealed ? stored.text : maskInPlace(stored.text),
      subject: short(row.subject),
      product: short(row.product),
      brand: row.brand,
      orderRef: row.order_ref === null || revealed ? row.order_ref : maskCode(row.order_ref),
      demands: row.demands,
      amountMinor: stored.amount_minor === null ? null : Number(stored.amount_minor),
      amountCurrency: stored.amount_currency,
      lang: stored.lang,
      placeGiven: short(placeOf(stored.place_given)),
      placeName: row.place?.name ?? null,
      adcode: row.place?.adcode ?? null,
      ...contactOf(this.desk.openComplainant(row.complainant, row.id), revealed),
      groupId: row.group_id,
      incidentId: incident?.id ?? null,
      incidentNo: incident?.no ?? null,
      nearDuplicateOf: row.near_duplicate_of as ExportRecord['nearDuplicateOf'],
      reach: row.reach === null ? null : Number(row.reach),
      reachUrl: stored.reach_detail?.url ?? null,
      attachments: attached.map(({ id, name, sha256 }) => ({ id, name: revealed ? name : maskText(name), sha256: sha256.toString('hex') })),
      rawSha256: stored.raw_sha256.toString('hex'),
      seq: Number(stored.seq),
      history: row.past,
    };
  }
}

type Contact = Pick<ExportRecord, 'complainantName' | 'complainantPhone' | 'complainantEmail' | 'complainantRef'>;

function contactOf(complainant: Complainant | null, revealed: boolean): Contact {
  const { name, phone, email, ref } = revealed ? (complainant ?? {}) : maskContact(complainant ?? {});
  return {
    complainantName: name ?? null,
    complainantPhone: phone ?? null,
    complainantEmail: email ?? null,
    complainantRef: ref ?? null,
  };
}

function placeOf(given: PlaceInput | null): string | null {
  if (given === null || typeof given === 'string') return given;
  return 'adcode' in given ? given.adcode : `${given.lng},${given.lat}`;
}
