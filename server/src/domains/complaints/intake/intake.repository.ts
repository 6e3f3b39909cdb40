import { Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../../platform/database/db.js';
import { COLUMNS, columnsOf, type Columns } from './intake.columns.js';
import type { Answer, IntakeRow, OnceKey, Pending } from './intake.types.js';

const NAMES = COLUMNS.map(([name]) => name).join(', ');
const ARRAYS = COLUMNS.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
const VALUES = COLUMNS.map(([name]) => (name === 'demands' ? 'i.demands::text[]' : `i.${name}`)).join(', ');
const COUNT = `$${COLUMNS.length + 1}`;
const KEYS_FROM = COLUMNS.length + 2;

/** The counter's lock is taken and released by the very statement that writes the rows: held as briefly as commit order allows. */
const INSERT = (keys: string): string => `
  WITH place AS (UPDATE intake_log SET last_seq = last_seq + ${COUNT}::bigint RETURNING last_seq - ${COUNT}::bigint AS before),
       rows AS (INSERT INTO complaint (seq, ${NAMES})
                SELECT place.before + i.n, ${VALUES}
                FROM place, ROWS FROM (unnest(${ARRAYS})) WITH ORDINALITY AS i(${NAMES}, n))${keys}
  SELECT before, pg_notify('intake', '') FROM place`;
const INSERT_ROWS = ['intake', INSERT('')] as const;
const INSERT_ROWS_AND_KEYS = [
  'intake with keys',
  INSERT(`,
       keys AS (INSERT INTO idempotency_key (principal, route, key, body_sha256, status, response)
                SELECT * FROM unnest($${KEYS_FROM}::text[], $${KEYS_FROM + 1}::text[], $${KEYS_FROM + 2}::text[], $${KEYS_FROM + 3}::bytea[],
                  $${KEYS_FROM + 4}::smallint[], $${KEYS_FROM + 5}::jsonb[]))`),
] as const;

export interface KnownKey {
  principal: string;
  route: string;
  key: string;
  body_sha256: Buffer;
  status: number | null;
  response: Answer;
}

interface KnownComplaint {
  source: string;
  external_id: string;
  id: Answer['id'];
  receipt_no: string;
  received_at: Date;
  group_id: string | null;
}

@Injectable()
export class IntakeRepository {
  constructor(private readonly db: Db) {}

  /** All of them or none, in the order given. Without `tx` the one statement is its own transaction. */
  async insert(batch: readonly Pending[], tx?: Tx): Promise<void> {
    const { columns, count } = columnsOf(batch.map(({ row }) => row));
    const params: unknown[] = [...columns, count];
    const keyed = batch.filter((p) => p.once !== null);
    if (keyed.length > 0)
      params.push(...keyColumns(keyed.map(({ row, once }) => ({ once: once as OnceKey, status: 201, answer: answerOf(row) }))));
    const [name, sql] = keyed.length > 0 ? INSERT_ROWS_AND_KEYS : INSERT_ROWS;
    await (tx ? tx.query(sql, params) : this.db.prepared(name, sql, params));
  }

  async insertColumns({ columns, count }: Columns): Promise<void> {
    const [name, sql] = INSERT_ROWS;
    await this.db.prepared(name, sql, [...columns, count]);
  }

  /** A key whose complaint was in the log already: a retry answers the same as this run. */
  async keep(once: OnceKey, status: number, answer: Answer): Promise<void> {
    await this.db.query(
      `INSERT INTO idempotency_key (principal, route, key, body_sha256, status, response)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::smallint[], $6::jsonb[]) ON CONFLICT DO NOTHING`,
      keyColumns([{ once, status, answer }]),
    );
  }

  async findBySource(
    pairs: readonly { source: string; externalId: string }[],
    tx?: Tx,
  ): Promise<(Answer & { source: string; externalId: string })[]> {
    const sql = `SELECT c.source, c.external_id, c.id, c.receipt_no, c.received_at, k.group_id
       FROM unnest($1::text[], $2::text[]) AS w(source, external_id)
       JOIN complaint c ON c.source = w.source AND c.external_id = w.external_id
       LEFT JOIN complaint_case k ON k.complaint_id = c.id`;
    const params = [pairs.map((p) => p.source), pairs.map((p) => p.externalId)];
    const found = await (tx ? tx.query<KnownComplaint[]>(sql, params) : this.db.query<KnownComplaint>(sql, params));
    return found.map((c) => ({
      source: c.source,
      externalId: c.external_id,
      id: c.id,
      receiptNo: c.receipt_no,
      receivedAt: c.received_at.toISOString(),
      groupId: c.group_id,
    }));
  }

  findKeys(keys: readonly OnceKey[]): Promise<KnownKey[]> {
    return this.db.query<KnownKey>(
      `SELECT k.principal, k.route, k.key, k.body_sha256, k.status, k.response
       FROM unnest($1::text[], $2::text[], $3::text[]) AS w(principal, route, key) JOIN idempotency_key k USING (principal, route, key)`,
      [keys.map((k) => k.principal), keys.map((k) => k.route), keys.map((k) => k.key)],
    );
  }

  /** The end of a fresh block of numbers. */
  async reserveReceipts(count: number): Promise<number> {
    const [row] = await this.db.query<{ last: string }>(
      `WITH up AS (UPDATE intake_log SET last_receipt = last_receipt + $1::bigint RETURNING last_receipt) SELECT last_receipt AS last FROM up`,
      [count],
    );
    return Number(row?.last);
  }

  async lastSeq(): Promise<number> {
    const [row] = await this.db.query<{ last_seq: string }>(`SELECT last_seq FROM intake_log`);
    return Number(row?.last_seq ?? 0);
  }
}

export const answerOf = (row: Pick<IntakeRow, 'id' | 'receiptNo' | 'receivedAt'>): Answer => ({
  id: row.id,
  receiptNo: row.receiptNo,
  receivedAt: row.receivedAt,
  groupId: null,
});

function keyColumns(keys: readonly { once: OnceKey; status: number; answer: Answer }[]): unknown[][] {
  return [
    keys.map(({ once }) => once.principal),
    keys.map(({ once }) => once.route),
    keys.map(({ once }) => once.key),
    keys.map(({ once }) => once.bodyHash),
    keys.map(({ status }) => status),
    keys.map(({ answer }) => JSON.stringify(answer)),
  ];
}
