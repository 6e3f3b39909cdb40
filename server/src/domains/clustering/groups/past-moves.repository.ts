import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';
import { ComplaintMoves, type HistoryMark, type MovesLookup, type PastMove } from '../../complaints/index.js';

interface StoredMove {
  id: string;
  at: Date;
  kind: string;
  from_group: GroupId;
  into_group: GroupId | null;
  reason: string;
  actor_name: string | null;
  undone_at: Date | null;
  undone_by_name: string | null;
}

/** Answers the complaints domain, which may not ask groups itself, in which moves a complaint was. */
@Injectable()
export class PastMovesRepository implements MovesLookup {
  constructor(
    private readonly db: Db,
    port: ComplaintMoves,
  ) {
    port.use(this);
  }

  async movesOf(complaint: ComplaintId, before: HistoryMark | null, limit: number): Promise<PastMove[]> {
    const rows = await this.db.query<StoredMove>(
      `SELECT m.id, m.at, m.kind, m.from_group, m.into_group, m.reason, m.actor_name, m.undone_at, m.undone_by_name
       FROM group_move_member x JOIN group_move m ON m.id = x.move_id
       WHERE x.complaint_id = $1 AND ($2::timestamptz IS NULL OR (m.at, m.id::text COLLATE "C") < ($2, $3))
       ORDER BY m.at DESC, m.id::text COLLATE "C" DESC LIMIT $4`,
      [complaint, before?.at ?? null, before?.id ?? null, limit],
    );
    return rows.map(({ id, at, kind, reason, ...row }) => ({
      ...{ id, at, kind, reason, from: row.from_group, into: row.into_group, by: row.actor_name },
      undone: row.undone_at && { at: row.undone_at, by: row.undone_by_name },
    }));
  }
}
