import { Injectable } from '@nestjs/common';
import type { AuditQuery } from '@tocsin/shared/audit';
import { Db, type Tx } from '../platform/database/db.js';
import { toJson } from '../platform/database/json.js';
import { genesis, type AuditRow } from './audit-hash.js';
import type { PastEntry, PastQuery, Subject } from './audit.js';

export interface Head {
  seq: number;
  hash: Buffer;
}

export interface ChainedRow extends AuditRow {
  prev_hash: Buffer;
  hash: Buffer;
}

type FromDb<T extends { seq: number }> = Omit<T, 'seq'> & { seq: string };

/** The filter with the ids that its subject may mean; null when it names none. */
export type Reading = Omit<AuditQuery, 'subject'> & { subjects?: readonly string[] | null };

const COLUMNS = 'stream, seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, detail, request_id, prev_hash, hash';

@Injectable()
export class AuditRepository {
  constructor(private readonly db: Db) {}

  /** The row lock is what makes the order of commits the order of seq. */
  async lockHead(tx: Tx, stream: string): Promise<Head> {
    const lock = `SELECT seq, hash FROM audit_head WHERE stream = $1 FOR UPDATE`;
    const [row] = await tx.query<FromDb<Head>[]>(lock, [stream]);
    if (row) return { seq: Number(row.seq), hash: row.hash };
    await tx.query(`INSERT INTO audit_head (stream, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING`, [stream, genesis(stream)]);
    return this.lockHead(tx, stream);
  }

  /** Entries that follow each other, and the head that they lead to. */
  async append(tx: Tx, rows: readonly ChainedRow[]): Promise<void> {
    const last = rows.at(-1);
    if (!last) return;
    const params: unknown[] = [];
    const tuples = rows.map(
      (row) =>
        `(${valuesOf(row)
          .map((value) => `$${String(params.push(value))}`)
          .join(', ')})`,
    );
    const sql = `WITH entry AS (INSERT INTO audit_entry (${COLUMNS}) VALUES ${tuples.join(', ')})
      UPDATE audit_head SET seq = $${String(params.push(last.seq))}, hash = $${String(params.push(last.hash))} WHERE stream = $${String(params.push(last.stream))}`;
    await tx.query(sql, params);
  }

  async head(stream: string): Promise<Head> {
    const [row] = await this.db.query<FromDb<Head>>(`SELECT seq, hash FROM audit_head WHERE stream = $1`, [stream]);
    return row ? { seq: Number(row.seq), hash: row.hash } : { seq: 0, hash: genesis(stream) };
  }

  async streams(): Promise<string[]> {
    return (await this.db.query<{ stream: string }>(`SELECT stream FROM audit_head ORDER BY stream`)).map(({ stream }) => stream);
  }

  async read(stream: string, q: Reading): Promise<ChainedRow[]> {
    const params: unknown[] = [stream, q.afterSeq];
    const p = (value: unknown): string => `$${params.push(value)}`;
    const where = [
      `stream = $1 AND seq > $2`,
      ...(q.beforeSeq === undefined ? [] : [`seq < ${p(q.beforeSeq)}`]),
      ...(q.action === undefined ? [] : [`action = ${p(q.action)}`]),
      ...(q.area === undefined ? [] : [`starts_with(action, ${p(`${q.area}.`)})`]),
      ...(q.actor === undefined ? [] : [`actor_id = ${p(q.actor)}`]),
      ...(q.kind === undefined ? [] : [`actor_kind = ${p(q.kind)}`]),
      ...(q.from === undefined ? [] : [`at >= ${p(q.from)}`]),
      ...(q.to === undefined ? [] : [`at < ${p(q.to)}`]),
      ...(q.subjects == null ? [] : [`subject_id = ANY (${p(q.subjects)}::text[])`]),
    ];
    const sql = `SELECT ${COLUMNS} FROM audit_entry WHERE ${where.join(' AND ')}
      ORDER BY seq ${q.order === 'desc' ? 'DESC' : 'ASC'} LIMIT ${p(q.limit)}`;
    const rows = await this.db.query<FromDb<ChainedRow>>(sql, params);
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  /** Numbered with leading noughts, so that entries of one instant keep their order as text. */
  ofSubject({ type, id }: Subject, { actions, before, limit }: PastQuery): Promise<PastEntry[]> {
    return this.db.query<PastEntry>(
      `SELECT * FROM (
         SELECT stream || lpad(seq::text, 20, '0') AS id, at, actor_name AS by, action, detail FROM audit_entry
         WHERE subject_type = $1 AND subject_id = $2 AND action = ANY ($3::text[])) e
       WHERE $4::timestamptz IS NULL OR (e.at, e.id COLLATE "C") < ($4, $5) ORDER BY e.at DESC, e.id COLLATE "C" DESC LIMIT $6`,
      [type, id, actions, before?.at ?? null, before?.id ?? null, limit],
    );
  }
}

function valuesOf(row: ChainedRow): unknown[] {
  const { stream, seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, detail, request_id, prev_hash, hash } = row;
  return [
    ...[stream, seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id],
    ...[toJson(detail), request_id, prev_hash, hash],
  ];
}
