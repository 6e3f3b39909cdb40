import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import { Audit } from '../../../audit/index.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { isInfrastructure } from '../../../platform/database/faults.js';
import { MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import { log } from '../../../platform/logging/log.js';
import { Problem } from '../../../platform/problems/index.js';
import { CheckpointRepository } from '../consumer/checkpoint.repository.js';
import { Failpoints } from '../consumer/failpoints.js';
import { WorkMark } from '../consumer/work-mark.js';
import { LeaseLost, LeaseRepository } from '../consumer/lease.repository.js';
import type { CommandActor, CommandAnswer, GroupCommand, PendingCommand } from './command.types.js';
import { CommandsRepository } from './commands.repository.js';
import { GroupHands } from './group-hands.js';
import { Told, type Seat, type Trail } from './hand.js';

const NAMED_AT_ONCE = 5_000;
const UNEXPECTED: CommandAnswer = { ok: false, code: 'server/unexpected', params: {} };
const logger = log('clustering');
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
  /** How many outages each waiting command has met. */
  private readonly outages = new Map<string, number>();

  constructor(
    private readonly db: Db,
    private readonly leases: LeaseRepository,
    private readonly checkpoints: CheckpointRepository,
    private readonly commands: CommandsRepository,
    private readonly hands: GroupHands,
    private readonly audit: Audit,
    private readonly failpoints: Failpoints,
    private readonly mark: WorkMark,
  ) {}

  /**
   * Throws only for what is no fault of the command: a lost lease, an outage, or `EngineAhead` once the command is answered. Whatever else
   * goes wrong is the command's answer, so that the same command cannot stop the writer again.
   */
  async run(seat: Seat, pending: PendingCommand): Promise<void> {
    const told = new Told(seat, this.checkpoints);
    try {
      await this.mark.while('command', pending.id, () => this.carryOut(seat, told, pending));
    } catch (error) {
      if (!this.isOutage(pending.id, error)) await this.refuse(seat, pending, error);
      else if (!told.any) throw error;
      if (told.any) throw new EngineAhead(error);
      return;
    }
    this.outages.delete(pending.id);
    this.hands.committed();
  }

  private async carryOut(seat: Seat, told: Told, { id, command, actor }: PendingCommand): Promise<void> {
    await this.db.transaction(async (tx) => {
      told.again();
      await this.leases.fence(tx, seat.lease);
      if (!(await this.commands.take(tx, id))) return;
      const trail: Trail = { group: null, complaints: [], detail: {} };
      this.failpoints.poison('command', id);
      const result = await this.hands.do({ tx, actor, told, trail }, command);
      this.failpoints.hit('in-command');
      this.failpoints.poison('command-end', id);
      await this.commands.answer(tx, id, { ok: true, result });
      const action = actionOf(command);
      if (actor && action) await this.note(tx, actor, action, trail);
    });
  }

  /**
   * An outage says nothing about the command, which waits for its end. One that meets every attempt, although the database answered in
   * between, is of the command's own making: a statement that takes too long, say.
   */
  private isOutage(id: string, error: unknown): boolean {
    if (error instanceof LeaseLost) return true;
    if (!isInfrastructure(error)) return false;
    const met = (this.outages.get(id) ?? 0) + 1;
    this.outages.set(id, met);
    return met < MOST_ATTEMPTS;
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

  private async refuse(seat: Seat, { id, command: { kind } }: PendingCommand, error: unknown): Promise<void> {
    const expected = error instanceof Problem && !isInfrastructure(error);
    if (!expected) logger.error({ err: error, command: id, kind }, 'a command failed and is refused');
    this.outages.delete(id);
    await this.answer(seat, id, expected ? { ok: false, code: error.code, params: error.params } : UNEXPECTED);
  }

  /** An answer that cannot be written would leave the command waiting for ever; the plain one always can. */
  private async answer(seat: Seat, id: string, answer: CommandAnswer): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        await this.leases.fence(tx, seat.lease);
        await this.commands.answer(tx, id, answer);
      });
    } catch (error) {
      if (answer === UNEXPECTED || error instanceof LeaseLost || isInfrastructure(error)) throw error;
      await this.answer(seat, id, UNEXPECTED);
    }
  }
}
