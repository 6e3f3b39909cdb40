import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';

@Injectable()
export class EffectsRepository {
  constructor(private readonly db: Db) {}

  /** Those asked for with the re-posts that would follow them, and how many people they are. */
  async leaving(id: GroupId, complaints: readonly ComplaintId[]): Promise<{ complaints: number; complainants: number }> {
    const rows = await this.db.query<{ complaints: string; complainants: string }>(
      `SELECT count(*) AS complaints, count(DISTINCT coalesce(complainant_key, CASE WHEN near_duplicate_of IS NULL THEN uuid_send(complaint_id) END)) AS complainants
       FROM complaint_case WHERE group_id = $1 AND (complaint_id = ANY ($2::uuid[]) OR near_duplicate_of = ANY ($2::uuid[]))`,
      [id, complaints],
    );
    return { complaints: Number(rows[0]?.complaints ?? 0), complainants: Number(rows[0]?.complainants ?? 0) };
  }
}
