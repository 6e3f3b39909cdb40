import { Injectable } from '@nestjs/common';
import {
  SET_ASIDE_STAGES,
  type RetrySetAside,
  type SetAside,
  type SetAsidePage,
  type SetAsideQuery,
  type SetAsideRetried,
} from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import type { z } from 'zod';
import { Audit } from '../../../audit/index.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { notFound, Problem } from '../../../platform/problems/index.js';
import { CommandsRepository } from '../commands/commands.repository.js';
import { SetAsideRepository, type SetAsideRow } from './set-aside.repository.js';

const MARK = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)~([0-9a-f-]{36})$/;

@Injectable()
export class SetAsideService {
  constructor(
    private readonly db: Db,
    private readonly setAside: SetAsideRepository,
    private readonly commands: CommandsRepository,
    private readonly audit: Audit,
  ) {}

  async page({ state, stage, limit, cursor }: z.infer<typeof SetAsideQuery>): Promise<SetAsidePage> {
    const mark = cursor === undefined ? null : MARK.exec(cursor);
    if (cursor !== undefined && (!mark || Number.isNaN(Date.parse(mark[1] as string))))
      throw new Problem('request/malformed', { field: 'cursor' });
    const before = mark ? { at: mark[1] as string, id: mark[2] as string } : null;
    const filter = { open: state === 'open', stage: stage ?? null };
    const [rows, counts] = await Promise.all([this.setAside.page(filter, before, limit + 1), this.setAside.counts()]);
    const last = rows[limit - 1];
    const byStage = Object.fromEntries(SET_ASIDE_STAGES.map((stage) => [stage, counts.get(stage) ?? 0])) as SetAsidePage['byStage'];
    return {
      items: rows.slice(0, limit).map(toSetAside),
      nextCursor: rows.length > limit && last ? `${last.set_aside_at.toISOString()}~${last.id}` : null,
      open: [...counts.values()].reduce((sum, n) => sum + n, 0),
      byStage,
    };
  }

  /** Only asks: the one writer of groups comes to it, and says by the state of the entry what became of it. */
  async retry(me: Principal, id: string): Promise<SetAside> {
    return this.db.transaction(async (tx) => {
      const [row] = await this.setAside.some(tx, [id]);
      if (!row) throw notFound();
      const [asked] = await this.ask(tx, me, [row]);
      if (!asked) throw new Problem('clustering/not-set-aside', { id, state: row.state });
      return asked;
    });
  }

  /** Those that can be tried again are; the others are named and left as they are. */
  async retrySome(me: Principal, { ids }: RetrySetAside): Promise<SetAsideRetried> {
    return this.db.transaction(async (tx) => {
      const retrying = await this.ask(tx, me, await this.setAside.some(tx, ids));
      const asked = new Set<string>(retrying.map(({ id }) => id));
      return { retrying, left: [...new Set(ids)].filter((id) => !asked.has(id)) };
    });
  }

  private async ask(tx: Tx, me: Principal, rows: readonly SetAsideRow[]): Promise<SetAside[]> {
    const asked = await this.setAside.askForRetry(
      tx,
      rows.map(({ id }) => id),
    );
    const taken = rows.filter(({ id }) => asked.has(id));
    for (const { id, complaint_id: complaintId, stage, attempts } of taken)
      await this.audit.record(tx, me, 'complaint.retried', { type: 'complaint', id: complaintId }, { setAsideId: id, stage, attempts });
    if (taken.length > 0) await this.commands.wake(tx);
    return taken.map((row) => toSetAside({ ...row, state: 'retrying' }));
  }
}

const toSetAside = (row: SetAsideRow): SetAside => ({
  id: row.id,
  complaintId: row.complaint_id,
  receiptNo: row.receipt_no,
  groupId: row.group_id,
  stage: row.stage,
  state: row.state,
  error: { class: row.error_class, message: row.error_message },
  attempts: row.attempts,
  failedAt: row.failed_at.toISOString(),
  setAsideAt: row.set_aside_at.toISOString(),
  resolvedAt: row.resolved_at?.toISOString() ?? null,
});
