import { Injectable } from '@nestjs/common';
import type { EmotionStage } from '@tocsin/shared/complaints';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';
import type { Conditions } from './complaint.filter.js';

export interface ExportedRow {
  id: ComplaintId;
  externalId: string | null;
  source: string | null;
  receivedAt: Date;
  groupId: GroupId | null;
  validity: string;
  priority: string | null;
  emotion: EmotionStage | null;
  status: string;
  seq: string;
}

@Injectable()
export class ExportRepository {
  constructor(private readonly db: Db) {}

  /** In the order of the log, so that nothing that arrives meanwhile can shift a page. */
  page({ where, params }: Conditions, afterSeq: number, limit: number): Promise<ExportedRow[]> {
    const conditions = [...where, `c.seq > $${params.length + 1}`];
    return this.db.query<ExportedRow>(
      `SELECT c.id, c.external_id AS "externalId", c.source, c.received_at AS "receivedAt", k.group_id AS "groupId",
         COALESCE(k.validity, 'undecided') AS validity, k.priority, k.emotion, COALESCE(k.status, 'received') AS status, c.seq
       FROM complaint c LEFT JOIN complaint_case k ON k.complaint_id = c.id
       WHERE ${conditions.join(' AND ')} ORDER BY c.seq LIMIT ${limit}`,
      [...params, afterSeq],
    );
  }
}
