import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import { Audit } from '../../../audit/index.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Problem } from '../../../platform/problems/index.js';
import { CheckpointRepository } from '../consumer/checkpoint.repository.js';
import { Failpoints } from '../consumer/failpoints.js';
import { LeaseRepository } from '../consumer/lease.repository.js';
import type { CommandActor, GroupCommand, PendingCommand } from './command.types.js';
import { CommandsRepository } from './commands.repository.js';
import { GroupHands } from './group-hands.js';
import { Told, type Seat, type Trail } from './hand.js';

const NAMED_AT_ONCE = 5_000;
/** Null: a name follows from an incident, a version of the dictionary from its change, and both were audited where people did them. */
function actionOf(command: GroupCommand): AuditAction | null {
  switch (command.kind) {
    case 'name':
    case 'dictionary':
    case 'ask':
      return null;
    case 'recluster':
      return 'recluster.accepted';
    case 'object':
      return 'complaint.object-corrected';
    case 'refuse':
      return `group.${command.what.kind}-refused`;
    default:
      return `group.${command.kind === 'accept' ? command.step.kind : command.kind}`;
  }
}

/** The engine was told and the rows were not: only a restart from rows and journal brings the two together again. */
export class EngineAhead extends Error {
  constructor(cause: unknown) {
    super('a command reached the engine but not the rows', { cause });
    this.name = 'EngineAhead';
  }
}

/** Runs one waiting command: checks it against the rows, tells the engine, writes rows, audit and events, and answers; all or nothing. */
@Injectable()
export class CommandExecutor {
  constructor(
    private readonly db: Db,
    private readonly leases: LeaseRepository,
    private readonly checkpoints: CheckpointRepository,
    private readonly commands: CommandsRepository,
    private readonly hands: GroupHands,
    private readonly audit: Audit,
    private readonly failpoints: Failpoints,
  ) {}

  async run(seat: Seat, { id, command, actor }: PendingCommand): Promise<void> {
    const told = new Told(seat, this.checkpoints);
    try {
      await this.db.transaction(async (tx) => {
        told.again();
        await this.leases.fence(tx, seat.lease);
        if (!(await this.commands.take(tx, id))) return;
        const trail: Trail = { group: null, complaints: [], detail: {} };
        const result = await this.hands.do({ tx, actor, told, trail }, command);
        this.failpoints.hit('in-command');
        await this.commands.answer(tx, id, { ok: true, result });
        const action = actionOf(command);
        if (actor && action) await this.note(tx, actor, action, trail);
      });
      this.hands.committed();
    } catch (error) {
      if (told.any) throw new EngineAhead(error);
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await this.refuse(seat, id, error);
    }
  }

  /** Every complaint that changed hands is named; a merge of very many takes several entries, so that each stays readable. */
  private async note(
    tx: Tx,
    actor: CommandActor,
    action: AuditAction,
    { group, subject: other, complaints, detail }: Trail,
  ): Promise<void> {
    const subject = other ?? (group && { type: 'group', id: group });
    const count = complaints.length;
    for (let i = 0; i === 0 || i < count; i += NAMED_AT_ONCE) {
      const complaintIds = complaints.slice(i, i + NAMED_AT_ONCE);
      const part = count > NAMED_AT_ONCE ? { part: i / NAMED_AT_ONCE + 1, parts: Math.ceil(count / NAMED_AT_ONCE) } : {};
      await this.audit.record(tx, actor, action, subject, { ...detail, complaints: count, ...part, complaintIds });
    }
  }

  private async refuse(seat: Seat, id: string, { code, params }: Problem): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.leases.fence(tx, seat.lease);
      await this.commands.answer(tx, id, { ok: false, code, params });
    });
  }
}
