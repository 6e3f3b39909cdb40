import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Db } from '../../../platform/database/db.js';

/** What people decided and still holds, read from the rows: what an engine without a memory must be told. */
export type Binding =
  | { kind: 'locked' | 'named'; group: GroupId }
  | { kind: 'apart'; a: GroupId; b: GroupId }
  | { kind: 'whole'; group: GroupId; docs: ComplaintId[] }
  | { kind: 'together'; a: ComplaintId; b: ComplaintId };

@Injectable()
export class BindingRepository {
  constructor(private readonly db: Db) {}

  async all(): Promise<Binding[]> {
    const flags = await this.db.query<{ id: GroupId; locked: boolean; named: boolean }>(
      `SELECT id, locked, named FROM complaint_group WHERE (locked OR named) AND merged_into IS NULL ORDER BY id`,
    );
    const apart = await this.db.query<{ a: GroupId; b: GroupId }>(
      `SELECT DISTINCT from_group AS a, into_group AS b FROM group_move v JOIN complaint_group f ON f.id = v.from_group JOIN complaint_group i ON i.id = v.into_group
       WHERE f.posts > 0 AND i.posts > 0
         AND ((v.kind IN ('split', 'move') AND v.engine_reason IS NULL AND v.undone_at IS NULL) OR (v.kind = 'merge' AND v.undone_at IS NOT NULL))
       ORDER BY 1, 2`,
    );
    const together = await this.db.query<{ a: ComplaintId; b: ComplaintId }>(
      `SELECT m.complaint_id AS a, o.complaint_id AS b FROM group_move v
       CROSS JOIN LATERAL (SELECT complaint_id FROM group_move_member WHERE move_id = v.id ORDER BY complaint_id DESC LIMIT 1) m
       CROSS JOIN LATERAL (SELECT c.complaint_id FROM complaint_case c WHERE c.group_id = v.into_group
         AND NOT EXISTS (SELECT FROM group_move_member x WHERE x.move_id = v.id AND x.complaint_id = c.complaint_id)
         ORDER BY c.received_at DESC LIMIT 1) o
       JOIN complaint_case mc ON mc.complaint_id = m.complaint_id AND mc.group_id = v.into_group
       WHERE v.engine_reason IS NULL AND v.kind = 'merge' AND v.undone_at IS NULL ORDER BY v.no`,
    );
    const refused = await this.db.query<{ group: GroupId; other: GroupId | null; docs: ComplaintId[] }>(
      `SELECT group_id AS "group", other_id AS other, complaints AS docs FROM group_refusal ORDER BY at, id`,
    );
    return [
      ...refused.map(({ group, other, docs }): Binding =>
        other === null ? { kind: 'whole', group, docs } : { kind: 'apart', a: group, b: other },
      ),
      ...flags.flatMap(({ id, locked, named }): Binding[] => [
        ...(locked ? [{ kind: 'locked' as const, group: id }] : []),
        ...(named ? [{ kind: 'named' as const, group: id }] : []),
      ]),
      ...apart.map((pair): Binding => ({ kind: 'apart', ...pair })),
      ...together.map((pair): Binding => ({ kind: 'together', ...pair })),
    ];
  }
}
