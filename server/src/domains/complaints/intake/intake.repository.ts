import { Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import { ALL_PRESENT, allColumns, columnsOf, insertSql, type Columns } from './intake.columns.js';
import type { Answer, IntakeRow, OnceKey, Pending } from './intake.types.js';

type Statement = readonly [name: string, sql: string];

const WITH_KEYS = ['intake with keys', insertSql(ALL_PRESENT, true)] as const;
const COMPLETE = ['intake', insertSql(ALL_PRESENT, false)] as const;
/** Each is parsed and kept by every connection: enough for the habits of a few senders, and no more. */
const MOST_STATEMENTS = 16;

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
  brand: string | null;
  group_id: string | null;
}

@Injectable()
export class IntakeRepository {
  private readonly statements = new Map<number, Statement>();

  constructor(private readonly db: Db) {}

  /** All of them or none, in the order given. Without `tx` the one statement is its own transaction. */
  async insert(batch: readonly Pending[], tx?: Tx): Promise<void> {
    const columns = columnsOf(batch.map(({ row }) => row));
    const keyed = batch.filter((p) => p.once !== null);
    if (keyed.length === 0) return this.insertColumns(columns, tx);
    const keys = keyColumns(keyed.map(({ row, once }) => ({ once: once as OnceKey, status: 201, answer: answerOf(row) })));
    await this.run(WITH_KEYS, [...allColumns(columns), columns.count, ...keys], tx);
  }

  async insertColumns(columns: Columns, tx?: Tx): Promise<void> {
    const { count, present } = columns;
    const known = this.statements.get(present) ?? this.learn(present);
    await this.run(known ?? COMPLETE, [...(known ? columns.columns : allColumns(columns)), count], tx);
  }

  private learn(present: number): Statement | null {
    if (this.statements.size >= MOST_STATEMENTS) return null;
    const statement: Statement = [`intake ${present.toString(36)}`, insertSql(present, false)];
    this.statements.set(present, statement);
    return statement;
  }

  private async run([name, sql]: Statement, params: unknown[], tx?: Tx): Promise<void> {
    await (tx ? tx.query(sql, params) : this.db.prepared(name, sql, params));
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
  ): Promise<{ source: string; externalId: string; brand: string | null; answer: Answer }[]> {
    const sql = `SELECT c.source, c.external_id, c.id, c.receipt_no, c.received_at, c.brand, k.group_id
       FROM unnest($1::text[], $2::text[]) AS w(source, external_id)
       JOIN complaint c ON c.source = w.source AND c.external_id = w.external_id
       LEFT JOIN complaint_case k ON k.complaint_id = c.id`;
    const params = [pairs.map((p) => p.source), pairs.map((p) => p.externalId)];
    const found = await (tx ? tx.query<KnownComplaint[]>(sql, params) : this.db.query<KnownComplaint>(sql, params));
    return found.map((c) => ({
      source: c.source,
      externalId: c.external_id,
      brand: c.brand,
      answer: { id: c.id, receiptNo: c.receipt_no, receivedAt: c.received_at.toISOString(), groupId: c.group_id },
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
    keys.map(({ answer }) => toJson(answer)),
  ];
}
