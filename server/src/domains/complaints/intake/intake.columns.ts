import { binaryArray, type Element, type ElementType } from '../../../platform/database/binary-array.js';
import { toJson } from '../../../platform/database/json.js';
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
  ['place', 'jsonb', (r) => (r.place === null ? null : toJson(r.place))],
  ['reach', 'jsonb', (r) => (r.reach === null ? null : toJson(r.reach))],
  ['text', 'text', (r) => r.text],
  ['complainant', 'bytea', (r) => r.complainant],
  ['complainant_key', 'bytea', (r) => r.complainantKey],
  ['raw', 'bytea', (r) => r.raw],
  ['raw_sha256', 'bytea', (r) => r.rawSha256],
  ['created_by', 'text', (r) => r.createdBy],
  ['history', 'text', (r) => (r.history ? 'true' : null)],
];
/** Columns that travel as text. */
const READ_AS: Record<string, string> = { demands: 'i.demands::text[]', history: 'coalesce(i.history::boolean, false)' };

/** Rows as the insert takes them: an array for each column in which there is anything. */
export interface Columns {
  count: number;
  /** A bit for each column, in the order of the table. */
  present: number;
  columns: readonly Uint8Array[];
}

/** Most senders leave a third of the columns empty, and PostgreSQL unpacks an array of nulls as slowly as one of short texts. */
export function columnsOf(rows: readonly IntakeRow[]): Columns {
  const columns: Uint8Array[] = [];
  let present = 0;
  COLUMNS.forEach(([, type, cell], i) => {
    const values = rows.map(cell);
    if (values.every((value) => value === null)) return;
    present |= 1 << i;
    columns.push(binaryArray(type, values));
  });
  return { count: rows.length, present, columns };
}

export const ALL_PRESENT = 2 ** COLUMNS.length - 1;
const has = (present: number, column: number): boolean => (present & (1 << column)) !== 0;

/** With the empty ones too. */
export function allColumns({ count, present, columns }: Columns): Uint8Array[] {
  let next = 0;
  return COLUMNS.map(([, type], i) =>
    has(present, i) ? (columns[next++] as Uint8Array) : binaryArray(type, Array<null>(count).fill(null)),
  );
}

/** The counter's lock is taken and released by the very statement that writes the rows: held as briefly as commit order allows. */
export function insertSql(present: number, keyed: boolean): string {
  const used = COLUMNS.filter((_, i) => has(present, i));
  const names = used.map(([name]) => name).join(', ');
  const arrays = used.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
  const values = used.map(([name]) => READ_AS[name] ?? `i.${name}`).join(', ');
  const count = `$${used.length + 1}`;
  return `
  WITH place AS (UPDATE intake_log SET last_seq = last_seq + ${count}::bigint RETURNING last_seq - ${count}::bigint AS before),
       rows AS (INSERT INTO complaint (seq, ${names})
                SELECT place.before + i.n, ${values}
                FROM place, ROWS FROM (unnest(${arrays})) WITH ORDINALITY AS i(${names}, n))${keyed ? `,\n       ${keysSql(used.length + 2)}` : ''}
  SELECT before, pg_notify('intake', '') FROM place`;
}

function keysSql(from: number): string {
  const types = ['text', 'text', 'text', 'bytea', 'smallint', 'jsonb'].map((type, i) => `$${from + i}::${type}[]`).join(', ');
  return `keys AS (INSERT INTO idempotency_key (principal, route, key, body_sha256, status, response) SELECT * FROM unnest(${types}))`;
}
