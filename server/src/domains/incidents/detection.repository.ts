import { Injectable } from '@nestjs/common';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../platform/database/db.js';
import type { Tally } from '../clustering/index.js';

export interface SeenGroup {
  id: GroupId;
  title: string;
  incident_id: IncidentId | null;
  posts: number;
  complaints: number;
  complainants: number;
  tally: Partial<Tally>;
  last_at: Date;
}
export interface Window {
  complainants: number;
  tenMinutes: number;
}

@Injectable()
export class DetectionRepository {
  constructor(private readonly db: Db) {}

  async groups(tx: Tx, ids: readonly GroupId[]): Promise<SeenGroup[]> {
    return tx.query<SeenGroup[]>(
      `SELECT id, title, incident_id, posts, complaints, complainants, tally, last_at FROM complaint_group
       WHERE id = ANY ($1::uuid[]) AND merged_into IS NULL AND posts > 0 ORDER BY id`,
      [ids],
    );
  }

  /** People in the policy's window and complaints in ten minutes, both ending with the group's newest complaint. */
  async windows(tx: Tx, ids: readonly GroupId[], windowMinutes: number): Promise<Map<GroupId, Window>> {
    const rows: { id: GroupId; complainants: string; ten: string | null }[] = await tx.query(
      `SELECT g.id,
         (SELECT count(DISTINCT coalesce(c.complainant_key, uuid_send(c.complaint_id))) FROM complaint_case c
          WHERE c.group_id = g.id AND c.received_at > g.last_at - make_interval(mins => $2)
            AND (c.near_duplicate_of IS NULL OR c.complainant_key IS NOT NULL)) AS complainants,
         (SELECT sum(m.complaints) FROM group_minute m
          WHERE m.group_id = g.id AND m.minute > floor(extract(epoch FROM g.last_at) / 60)::integer - 10) AS ten
       FROM complaint_group g WHERE g.id = ANY ($1::uuid[])`,
      [ids, windowMinutes],
    );
    return new Map(rows.map((row) => [row.id, { complainants: Number(row.complainants), tenMinutes: Number(row.ten ?? 0) }]));
  }

  /** The group's version stays: whoever hears of the incident knows its groups. */
  async attach(tx: Tx, groups: readonly GroupId[], incident: IncidentId | null): Promise<void> {
    await tx.query(`UPDATE complaint_group SET incident_id = $2 WHERE id = ANY ($1::uuid[])`, [groups, incident]);
  }

  async lockGroups(tx: Tx, ids: readonly GroupId[]): Promise<(SeenGroup & { merged_into: GroupId | null })[]> {
    return tx.query(
      `SELECT id, title, incident_id, posts, complaints, complainants, tally, last_at, merged_into FROM complaint_group
       WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
      [ids],
    );
  }

  async watchers(streams: readonly string[]): Promise<number> {
    const rows = await this.db.query<{ people: string }>(
      `SELECT count(DISTINCT user_id) AS people FROM presence WHERE stream_id = ANY ($1) AND expires_at > now()`,
      [streams],
    );
    return Number(rows[0]?.people ?? 0);
  }
}
