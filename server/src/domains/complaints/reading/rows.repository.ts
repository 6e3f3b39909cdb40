import { Injectable } from '@nestjs/common';
import type {
  Channel,
  ComplaintQuery,
  ComplaintStatus,
  Demand,
  EmotionStage,
  Flag,
  PlaceFinding,
  Priority,
  Validity,
} from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';
import { IS_PAST } from '../cases/past-case.sql.js';
import type { Conditions } from './complaint.filter.js';
import { cursorOf, markIn, orderOf } from './page.cursor.js';

export interface StoredRow {
  id: ComplaintId;
  receipt_no: string;
  channel: Channel;
  opening: string;
  subject: string | null;
  product: string | null;
  brand: string | null;
  order_ref: string | null;
  source: string | null;
  external_id: string | null;
  occurred_at: Date | null;
  received_at: Date;
  complainant: Buffer | null;
  demands: Demand[];
  emotion: EmotionStage | null;
  flags: Flag[] | null;
  place: PlaceFinding | null;
  priority: Priority | null;
  validity: Validity | null;
  status: ComplaintStatus | null;
  group_id: GroupId | null;
  score: number | null;
  near_duplicate_of: string | null;
  repeat_no: number | null;
  reach: string | null;
  past: boolean;
}

const COLUMNS = `c.id, c.receipt_no, c.channel, left(c.text, 480) AS opening, c.subject, c.product, c.brand, c.order_ref, c.source, c.external_id,
  c.occurred_at, c.received_at, c.complainant, COALESCE(k.demands, c.demands) AS demands, k.emotion, k.flags, k.place, k.priority, k.validity,
  k.status, k.group_id, k.score, k.near_duplicate_of, k.repeat_no, k.reach,
  ${IS_PAST} AS past`;
/** Led by the log: complaints the engine has not read yet are there too. */
const FROM_LOG = `FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id`;
/** Led by the cases: their indexes know groups, words and places. */
const FROM_CASES = `FROM complaint_case k JOIN complaint c ON c.id = k.complaint_id`;

const LOOKED_AT = 1_000;

@Injectable()
export class RowsRepository {
  constructor(private readonly db: Db) {}

  async list(
    query: Pick<ComplaintQuery, 'sort' | 'limit' | 'cursor'>,
    conditions: Conditions,
  ): Promise<{ rows: StoredRow[]; next: string | null }> {
    const { sort, limit, cursor } = query;
    const onlyRead = conditions.onlyRead || sort === 'priority' || sort === 'score';
    const params = [...conditions.params];
    const order = onlyRead ? orderOf(sort, 'k.received_at', 'k.complaint_id') : orderOf(sort, 'c.received_at', 'c.id');
    const where = [...conditions.where];
    if (cursor) where.push(order.after(markIn(cursor, sort), (value) => `$${params.push(value)}`));
    const rows = await this.db.query<StoredRow & { mark: (string | number | null)[] }>(
      `SELECT ${COLUMNS}, jsonb_build_array(${order.columns.join(', ')}) AS mark ${onlyRead ? FROM_CASES : FROM_LOG}
       ${clause(where)} ORDER BY ${order.by} LIMIT ${limit + 1}`,
      params,
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { rows: rows.slice(0, limit), next: last ? cursorOf(sort, last.mark) : null };
  }

  async count({ where, params, onlyRead }: Conditions): Promise<number> {
    const from = onlyRead && !where.some((sql) => sql.includes('c.')) ? `FROM complaint_case k` : onlyRead ? FROM_CASES : FROM_LOG;
    const [row] = await this.db.query<{ total: string }>(`SELECT count(*) AS total ${from} ${clause(where)}`, params);
    return Number(row?.total ?? 0);
  }

  byIds(ids: readonly ComplaintId[]): Promise<StoredRow[]> {
    return this.db.query<StoredRow>(`SELECT ${COLUMNS} ${FROM_LOG} WHERE c.id = ANY($1)`, [ids]);
  }

  /** By the order of the log: a past case with an old time is new as well. */
  newest(limit: number): Promise<StoredRow[]> {
    const sql = `SELECT ${COLUMNS} ${FROM_CASES} WHERE k.counted_at IS NULL AND k.seq > (SELECT max(seq) FROM complaint_case) - ${LOOKED_AT}
      ORDER BY k.received_at DESC, k.complaint_id DESC LIMIT $1`;
    return this.db.query<StoredRow>(sql, [limit]);
  }

  /** A few of each group first: in whatever order the planner would rather read, a large incident or a rare one would be read whole. */
  newestOf(groups: readonly GroupId[], limit: number): Promise<StoredRow[]> {
    const sql = `SELECT ${COLUMNS} FROM (
        SELECT n.complaint_id FROM unnest($1::uuid[]) AS g (id) CROSS JOIN LATERAL (
          SELECT complaint_id, received_at FROM complaint_case WHERE group_id = g.id ORDER BY received_at DESC, complaint_id DESC LIMIT $2) n
        ORDER BY n.received_at DESC, n.complaint_id DESC LIMIT $2) newest
      JOIN complaint_case k ON k.complaint_id = newest.complaint_id JOIN complaint c ON c.id = k.complaint_id
      ORDER BY k.received_at DESC, k.complaint_id DESC`;
    return this.db.query<StoredRow>(sql, [groups, limit]);
  }

  /** The same for people who see some brands only, among the newest of each group: a group without any of theirs is not read whole. */
  newestOfBrands(groups: readonly GroupId[], limit: number, brands: readonly string[]): Promise<StoredRow[]> {
    const sql = `SELECT ${COLUMNS} FROM (
        SELECT n.complaint_id FROM unnest($1::uuid[]) AS g (id) CROSS JOIN LATERAL (
          SELECT complaint_id FROM complaint_case WHERE group_id = g.id ORDER BY received_at DESC, complaint_id DESC LIMIT ${LOOKED_AT}) n) newest
      JOIN complaint_case k ON k.complaint_id = newest.complaint_id JOIN complaint c ON c.id = k.complaint_id
      WHERE c.brand = ANY ($3::text[]) ORDER BY k.received_at DESC, k.complaint_id DESC LIMIT $2`;
    return this.db.query<StoredRow>(sql, [groups, limit, brands]);
  }
}

const clause = (where: readonly string[]): string => (where.length > 0 ? `WHERE ${where.join(' AND ')}` : '');
