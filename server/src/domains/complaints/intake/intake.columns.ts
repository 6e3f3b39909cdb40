import { binaryArray, type Element, type ElementType } from '../../../platform/database/binary-array.js';
import type { IntakeRow } from './intake.types.js';

type Cell = (row: IntakeRow) => Element;

/** Column, type of the array it travels in, and where its value comes from. */
export const COLUMNS: readonly (readonly [name: string, type: ElementType, cell: Cell])[] = [
  ['id', 'uuid', (r) => r.id],
  ['received_at', 'timestamptz', (r) => r.receivedAt],
  ['occurred_at', 'timestamptz', (r) => r.occurredAt],
  ['amount_minor', 'bigint', (r) => r.amountMinor],
  ['receipt_no', 'text', (r) => r.receiptNo],
  ['receipt_code_hash', 'bytea', (r) => r.receiptCodeHash],
  ['channel', 'text', (r) => r.channel],
  ['source', 'text', (r) => r.source],
  ['external_id', 'text', (r) => r.externalId],
  ['subject', 'text', (r) => r.subject],
  ['product', 'text', (r) => r.product],
  ['brand', 'text', (r) => r.brand],
  ['order_ref', 'text', (r) => r.orderRef],
  ['lang', 'text', (r) => r.lang],
  ['amount_currency', 'text', (r) => r.amountCurrency],
  // A column of arrays cannot travel as an array of arrays of unequal length; the names of demands need no quoting.
  ['demands', 'text', (r) => `{${r.demands.join(',')}}`],
  ['place', 'jsonb', (r) => (r.place === null ? null : JSON.stringify(r.place))],
  ['reach', 'jsonb', (r) => (r.reach === null ? null : JSON.stringify(r.reach))],
  ['text', 'text', (r) => r.text],
  ['complainant', 'bytea', (r) => r.complainant],
  ['complainant_key', 'bytea', (r) => r.complainantKey],
  ['raw', 'bytea', (r) => r.raw],
  ['raw_sha256', 'bytea', (r) => r.rawSha256],
  ['created_by', 'text', (r) => r.createdBy],
];

/** Rows as the insert takes them: an array for each column. */
export interface Columns {
  count: number;
  columns: readonly Uint8Array[];
}

export const columnsOf = (rows: readonly IntakeRow[]): Columns => ({
  count: rows.length,
  columns: COLUMNS.map(([, type, cell]) => binaryArray(type, rows.map(cell))),
});
