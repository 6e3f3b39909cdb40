import { Injectable } from '@nestjs/common';
import type { Channel, ComplaintStatus, MessageKind } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';
import type { HistoryMark } from './history-mark.js';

export interface Received {
  id: ComplaintId;
  at: Date;
  brand: string | null;
  channel: Channel;
  source: string | null;
  group_id: GroupId | null;
}

export interface PastStep {
  id: string;
  at: Date;
  by_name: string | null;
  from_status: ComplaintStatus | null;
  status: ComplaintStatus;
  note: string | null;
  undo: boolean;
  version: number | null;
}

export interface PastWithdrawal {
  id: string;
  at: Date;
  by_name: string | null;
  reason: string | null;
}

export interface PastMessage {
  id: string;
  at: Date;
  kind: MessageKind;
  score: number | null;
}

@Injectable()
export class HistoryRepository {
  constructor(private readonly db: Db) {}

  async received(id: ComplaintId): Promise<Received | undefined> {
    const [row] = await this.db.query<Received>(
      `SELECT c.id, c.received_at AS at, c.brand, c.channel, NULLIF(c.source, '') AS source, k.group_id
       FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id WHERE c.id = $1`,
      [id],
    );
    return row;
  }

  steps(id: ComplaintId, before: HistoryMark | null, limit: number): Promise<PastStep[]> {
    const columns = `s.id, s.at, s.by_name, s.from_status, s.status, s.note, s.undoes IS NOT NULL AS undo, s.version`;
    return this.page<PastStep>(`${columns} FROM complaint_status_change s WHERE s.complaint_id = $1`, 's', { id, before, limit });
  }

  messages(id: ComplaintId, before: HistoryMark | null, limit: number): Promise<PastMessage[]> {
    return this.page<PastMessage>(`m.id, m.at, m.kind, m.score FROM complaint_message m WHERE m.complaint_id = $1`, 'm', {
      id,
      before,
      limit,
    });
  }

  withdrawals(id: ComplaintId, before: HistoryMark | null, limit: number): Promise<PastWithdrawal[]> {
    const from = `FROM (SELECT w.reply_id AS id, w.at, w.by_name, w.reason FROM complaint_reply_withdrawal w
      JOIN complaint_reply r ON r.id = w.reply_id WHERE r.complaint_id = $1) w WHERE true`;
    return this.page<PastWithdrawal>(`w.id, w.at, w.by_name, w.reason ${from}`, 'w', { id, before, limit });
  }

  private page<T>(
    select: string,
    table: string,
    { id, before, limit }: { id: ComplaintId; before: HistoryMark | null; limit: number },
  ): Promise<T[]> {
    const [at, key] = [`${table}.at`, `${table}.id::text COLLATE "C"`];
    return this.db.query<T>(
      `SELECT ${select} AND ($2::timestamptz IS NULL OR (${at}, ${key}) < ($2, $3)) ORDER BY ${at} DESC, ${key} DESC LIMIT $4`,
      [id, before?.at ?? null, before?.id ?? null, limit],
    );
  }
}
