import { Injectable } from '@nestjs/common';
import { Audit } from '../../../audit/index.js';
import { Db } from '../../../platform/database/db.js';
import { Problem } from '../../../platform/problems/index.js';
import { CheckpointRepository } from '../consumer/checkpoint.repository.js';
import { Failpoints } from '../consumer/failpoints.js';
import { LeaseRepository } from '../consumer/lease.repository.js';
import type { PendingCommand } from './command.types.js';
import { CommandsRepository } from './commands.repository.js';
import { GroupHands } from './group-hands.js';
import { Told, type Seat } from './hand.js';

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
        const result = await this.hands.do({ tx, actor, told }, command);
        this.failpoints.hit('in-command');
        await this.commands.answer(tx, id, { ok: true, result });
        if (actor && command.kind !== 'name') await this.audit.record(tx, actor, `group.${command.kind}`, null, command);
      });
      this.hands.committed();
    } catch (error) {
      if (told.any) throw new EngineAhead(error);
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await this.refuse(seat, id, error);
    }
  }

  private async refuse(seat: Seat, id: string, { code, params }: Problem): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.leases.fence(tx, seat.lease);
      await this.commands.answer(tx, id, { ok: false, code, params });
    });
  }
}
