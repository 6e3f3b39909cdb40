import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId, UserId } from '@tocsin/shared/kernel';
import type { Tx } from '../../../platform/database/db.js';

export interface NewRefusal {
  id: string;
  kind: 'merge' | 'split';
  group: GroupId;
  /** Of a merge: the group that it stays apart from. */
  other: GroupId | null;
  /** Of a split: those that stay. */
  complaints: readonly ComplaintId[];
  reason: string;
  by: { id: UserId | null; name: string | null };
}

@Injectable()
export class RefusalsRepository {
  async write(tx: Tx, { id, kind, group, other, complaints, reason, by }: NewRefusal, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO group_refusal (id, kind, group_id, other_id, complaints, reason, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [...[id, kind, group, other, complaints, reason, by.id, by.name, at]],
    );
  }
}
