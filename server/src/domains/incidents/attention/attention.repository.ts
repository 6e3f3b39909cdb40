import { Injectable } from '@nestjs/common';
import { VISIT_MINUTES } from '@tocsin/shared/incidents';
import type { IncidentId, UserId } from '@tocsin/shared/kernel';
import { BRAND_SEQ_BASE } from '../../../live/index.js';
import { Db, type Tx } from '../../../platform/database/db.js';

export interface SeenIncident {
  id: IncidentId;
  detected_at: Date;
  seen_seq: string | null;
  seen_at: Date | null;
  acknowledged_at: Date | null;
}
/** Where one person's last visit to an incident ended; the visit they are at right now is none. */
export interface LastVisit {
  seq: number;
  at: Date;
}

@Injectable()
export class AttentionRepository {
  constructor(private readonly db: Db) {}

  /** From when on this person's marks are kept. Null: since they have an account. */
  async startOf(user: UserId): Promise<Date | null> {
    return (await this.db.query<{ at: Date }>(`SELECT at FROM attention_start WHERE user_id = $1`, [user]))[0]?.at ?? null;
  }

  async seen(user: UserId, ids: readonly IncidentId[]): Promise<SeenIncident[]> {
    return this.db.query<SeenIncident>(
      `SELECT i.id, i.detected_at, a.seen_seq, a.seen_at, a.acknowledged_at FROM incident i
       LEFT JOIN incident_attention a ON a.incident_id = i.id AND a.user_id = $1 WHERE i.id = ANY ($2::uuid[])`,
      [user, ids],
    );
  }

  /**
   * Marks only move forward: a slow tab does not make what was read unread. Only within one record, though: whose brands have been limited or
   * freed since reads the other one, whose numbers lie on the other side of `BRAND_SEQ_BASE`, and begins there.
   */
  async look(
    tx: Tx,
    { user, id, seq, at, settle }: { user: UserId; id: IncidentId; seq: number; at: Date; settle: boolean },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO incident_attention AS a (user_id, incident_id, seen_seq, seen_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id, incident_id) DO UPDATE SET
         visit_seq = CASE WHEN $5 THEN $3 WHEN a.seen_at <= $4 - make_interval(mins => $6) THEN a.seen_seq ELSE a.visit_seq END,
         visit_at = CASE WHEN $5 THEN $4 WHEN a.seen_at <= $4 - make_interval(mins => $6) THEN a.seen_at ELSE a.visit_at END,
         seen_seq = CASE WHEN (a.seen_seq >= $7) = ($3::bigint >= $7) THEN greatest(a.seen_seq, $3) ELSE $3 END, seen_at = greatest(a.seen_at, $4)`,
      [user, id, seq, at, settle, VISIT_MINUTES, BRAND_SEQ_BASE],
    );
  }

  async lastVisit(user: UserId, id: IncidentId, now: Date): Promise<LastVisit | null> {
    const rows = await this.db.query<{ seq: string | null; at: Date | null }>(
      `SELECT CASE WHEN over THEN seen_seq ELSE visit_seq END AS seq, CASE WHEN over THEN seen_at ELSE visit_at END AS at FROM (
         SELECT *, seen_at <= $3::timestamptz - make_interval(mins => $4) AS over FROM incident_attention
         WHERE user_id = $1 AND incident_id = $2) a`,
      [user, id, now, VISIT_MINUTES],
    );
    const row = rows[0];
    return row === undefined || row.seq === null || row.at === null ? null : { seq: Number(row.seq), at: row.at };
  }

  async acknowledge(tx: Tx, user: UserId, id: IncidentId, at: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO incident_attention AS a (user_id, incident_id, acknowledged_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id, incident_id) DO UPDATE SET acknowledged_at = $3 WHERE a.acknowledged_at IS NULL OR a.acknowledged_at < $3
       RETURNING 1`,
      [user, id, at],
    );
    return rows.length > 0;
  }
}
