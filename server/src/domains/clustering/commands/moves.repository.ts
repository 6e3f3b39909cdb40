import { Injectable } from '@nestjs/common';
import type { GroupMove } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId, IncidentId, MoveId, UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';

export interface NewMove {
  id: MoveId;
  kind: GroupMove['kind'];
  from: GroupId;
  into: GroupId | null;
  complaints: readonly ComplaintId[];
  reason: string;
  /** Why the engine did it, null for people. */
  engineReason: string | null;
  by: { id: UserId | null; name: string | null };
  fromIncident: IncidentId | null;
  intoIncident: IncidentId | null;
}
export interface MoveRow {
  id: MoveId;
  no: string;
  kind: GroupMove['kind'];
  from_group: GroupId;
  into_group: GroupId | null;
  complaints: number;
  reason: string;
  engine_reason: string | null;
  actor_id: UserId | null;
  actor_name: string | null;
  at: Date;
  from_incident: IncidentId | null;
  into_incident: IncidentId | null;
  undone_at: Date | null;
  undone_by_name: string | null;
}

const COLUMNS =
  'v.id, v.no, v.kind, v.from_group, v.into_group, v.complaints, v.reason, v.engine_reason, v.actor_id, v.actor_name, v.at, ' +
  'v.from_incident, v.into_incident, v.undone_at, v.undone_by_name';

/** Every regrouping, by people and by the engine, with whom it moved. Rows are marked undone, never removed. */
@Injectable()
export class MovesRepository {
  constructor(private readonly db: Db) {}

  async record(tx: Tx, moves: readonly NewMove[], at: Date): Promise<void> {
    const rows = moves.map(({ complaints, by, ...move }, step) => ({
      ...move,
      step,
      complaints: complaints.length,
      actorId: by.id,
      actorName: by.name,
    }));
    await tx.query(
      `INSERT INTO group_move (id, kind, from_group, into_group, complaints, reason, engine_reason, actor_id, actor_name, at, from_incident, into_incident)
       SELECT id, kind, "from", "into", complaints, reason, "engineReason", "actorId", "actorName", $2, "fromIncident", "intoIncident"
       FROM jsonb_to_recordset($1::jsonb) AS x (step integer, id uuid, kind text, "from" uuid, "into" uuid, complaints integer, reason text,
         "engineReason" text, "actorId" uuid, "actorName" text, "fromIncident" uuid, "intoIncident" uuid) ORDER BY step`,
      [toJson(rows), at],
    );
    const members = moves.flatMap(({ id, complaints }) => complaints.map((complaint) => ({ id, complaint })));
    if (members.length === 0) return;
    await tx.query(`INSERT INTO group_move_member (move_id, complaint_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])`, [
      members.map(({ id }) => id),
      members.map(({ complaint }) => complaint),
    ]);
  }

  async one(tx: Tx, id: MoveId): Promise<MoveRow | null> {
    const rows: MoveRow[] = await tx.query(`SELECT ${COLUMNS} FROM group_move v WHERE v.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async of(groupId: GroupId, limit: number): Promise<MoveRow[]> {
    return this.db.query<MoveRow>(
      `SELECT ${COLUMNS} FROM group_move v WHERE v.from_group = $1 OR v.into_group = $1 ORDER BY v.no DESC LIMIT $2`,
      [groupId, limit],
    );
  }

  /** The last decision of a person that put a complaint where it stands. */
  async lastOf(complaintId: ComplaintId): Promise<MoveRow | null> {
    const rows = await this.db.query<MoveRow>(
      `SELECT ${COLUMNS} FROM group_move_member m JOIN group_move v ON v.id = m.move_id
       WHERE m.complaint_id = $1 AND v.undone_at IS NULL ORDER BY v.no DESC LIMIT 1`,
      [complaintId],
    );
    return rows[0] ?? null;
  }

  /** Members of a move that still stand where it put them and that no later move has taken up. */
  async restorable(tx: Tx, move: MoveRow): Promise<ComplaintId[]> {
    const rows: { complaint_id: ComplaintId }[] = await tx.query(
      `SELECT m.complaint_id FROM group_move_member m JOIN complaint_case c ON c.complaint_id = m.complaint_id
       WHERE m.move_id = $1 AND c.group_id = $2 AND NOT EXISTS (
         SELECT FROM group_move_member l JOIN group_move v ON v.id = l.move_id
         WHERE l.complaint_id = m.complaint_id AND v.no > $3 AND v.undone_at IS NULL)
       ORDER BY c.seq`,
      [move.id, move.into_group, move.no],
    );
    return rows.map((row) => row.complaint_id);
  }

  /** Of these, whom no decision of a person holds: none that stands has them, and nobody said what they are about. */
  async free(tx: Tx, ids: readonly ComplaintId[]): Promise<ComplaintId[]> {
    const rows: { id: ComplaintId }[] = await tx.query(
      `SELECT x.id FROM unnest($1::uuid[]) AS x (id)
       WHERE NOT EXISTS (SELECT FROM group_move_member m JOIN group_move v ON v.id = m.move_id
           WHERE m.complaint_id = x.id AND v.undone_at IS NULL AND v.engine_reason IS NULL)
         AND NOT EXISTS (SELECT FROM complaint_object o WHERE o.complaint_id = x.id)`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether another merge by a person, which stands, holds this group together. */
  async isMergedInto(tx: Tx, group: GroupId): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM group_move WHERE into_group = $1 AND kind = 'merge' AND engine_reason IS NULL AND undone_at IS NULL LIMIT 1`,
      [group],
    );
    return rows.length > 0;
  }

  async markUndone(tx: Tx, id: MoveId, by: { id: UserId | null; name: string | null }, at: Date): Promise<void> {
    await tx.query(`UPDATE group_move SET undone_at = $2, undone_by = $3, undone_by_name = $4 WHERE id = $1`, [id, at, by.id, by.name]);
  }
}

export const toMove = (row: MoveRow): GroupMove => ({
  id: row.id,
  kind: row.kind,
  from: row.from_group,
  into: row.into_group,
  complaints: row.complaints,
  reason: row.reason,
  by: row.actor_id,
  byName: row.actor_name,
  at: row.at.toISOString(),
  undoneAt: row.undone_at?.toISOString() ?? null,
  undoneByName: row.undone_by_name,
});
