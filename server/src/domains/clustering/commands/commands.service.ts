import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { GroupMoved } from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { newId, type UserId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import type { Listening } from '../../../platform/database/listener.js';
import { Idempotency } from '../../../platform/http/idempotency.js';
import { Problem } from '../../../platform/problems/index.js';
import type { GroupCommand } from './command.types.js';
import { ANSWER_CHANNEL, CommandsRepository } from './commands.repository.js';

export const PATIENCE_MS = 10_000;
/** A safety net under the notification of the answer. */
const LOOK_MS = 500;

/** Hands a person's command to the one writer of groups and waits for what became of it. */
@Injectable()
export class CommandsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly waiting = new Map<string, () => void>();
  private listening: Listening | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly commands: CommandsRepository,
    private readonly work: Idempotency,
  ) {}

  onApplicationBootstrap(): void {
    this.listening = this.db.listen(ANSWER_CHANNEL, (id) => this.waiting.get(id)?.());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listening?.stop();
  }

  /** A repeat under one `Idempotency-Key` waits for the first command and answers what it answered; one that was refused is tried anew. */
  async run<T = GroupMoved>(who: Principal, command: GroupCommand): Promise<T> {
    const now = this.clock.ms();
    const actor = { kind: who.kind, id: who.id, userId: who.kind === 'user' ? (who.id as UserId) : null, name: who.name };
    const { id } = await this.work.transaction(
      async (tx) => {
        const id = newId(now);
        await this.commands.post(tx, id, command, actor, new Date(now), new Date(now + PATIENCE_MS));
        return { id };
      },
      (tx, posted) => this.commands.mayStillHold(tx, posted.id),
    );
    return (await this.answer(id, performance.now() + PATIENCE_MS)) as T;
  }

  private async answer(id: string, until: number): Promise<unknown> {
    for (;;) {
      const row = await this.commands.read(id);
      if (row?.answer) {
        if (row.answer.ok) return row.answer.result;
        throw new Problem(row.answer.code, row.answer.params);
      }
      if (!row || row.state === 'expired') throw new Problem('server/busy', {}, { retryAfter: 5 });
      if (performance.now() < until) await this.nudge(id);
      // Withdrawing locks the row: a command that is being carried out right now is waited for, and its answer read.
      else await this.commands.expire(id);
    }
  }

  private async nudge(id: string): Promise<void> {
    const told = new Promise<void>((resolve) => this.waiting.set(id, resolve));
    await Promise.race([told, sleep(LOOK_MS, undefined, { ref: false })]);
    this.waiting.delete(id);
  }
}
