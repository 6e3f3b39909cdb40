import { Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import type { CommandActor, CommandAnswer, GroupCommand, PendingCommand } from './command.types.js';

export const COMMAND_CHANNEL = 'group_command';
export const ANSWER_CHANNEL = 'group_answer';
/** A command that nobody waits for is not withdrawn. */
const NEVER = new Date('9999-12-31T00:00:00Z');

interface CommandRow {
  id: string;
  body: GroupCommand;
  actor: CommandActor | null;
}

/** The letter box of the one writer. Taking a command and withdrawing it both lock its row, so it is done or expired, never both. */
@Injectable()
export class CommandsRepository {
  constructor(private readonly db: Db) {}

  /** Makes the writer look for what waits. */
  async wake(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_notify('${COMMAND_CHANNEL}', '')`);
  }

  async post(tx: Tx, id: string, command: GroupCommand, actor: CommandActor | null, at: Date, expiresAt: Date = NEVER): Promise<void> {
    await tx.query(`INSERT INTO group_command (id, kind, body, actor, at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`, [
      id,
      command.kind,
      toJson(command),
      actor === null ? null : toJson(actor),
      at,
      expiresAt,
    ]);
    await tx.query(`SELECT pg_notify('${COMMAND_CHANNEL}', '')`);
  }

  async pending(limit: number): Promise<PendingCommand[]> {
    const rows = await this.db.query<CommandRow>(
      `SELECT id, body, actor FROM group_command WHERE state = 'pending' AND expires_at > clock_timestamp() ORDER BY at, id LIMIT $1`,
      [limit],
    );
    return rows.map(({ id, body, actor }) => ({ id, command: body, actor }));
  }

  /** False when it was withdrawn meanwhile. */
  async take(tx: Tx, id: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(`SELECT id FROM group_command WHERE id = $1 AND state = 'pending' FOR UPDATE`, [id]);
    return rows.length > 0;
  }

  async answer(tx: Tx, id: string, answer: CommandAnswer): Promise<void> {
    await tx.query(`UPDATE group_command SET state = $2, answer = $3 WHERE id = $1 AND state = 'pending'`, [
      id,
      answer.ok ? 'done' : 'refused',
      toJson(answer),
    ]);
    await tx.query(`SELECT pg_notify('${ANSWER_CHANNEL}', $1)`, [id]);
  }

  async read(id: string): Promise<{ state: string; answer: CommandAnswer | null } | null> {
    const rows = await this.db.query<{ state: string; answer: CommandAnswer | null }>(
      `SELECT state, answer FROM group_command WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Done, or waiting to be done; false once it was refused or withdrawn. */
  async mayStillHold(tx: Tx, id: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(`SELECT 1 FROM group_command WHERE id = $1 AND state IN ('pending', 'done')`, [id]);
    return rows.length > 0;
  }

  /** Withdraws a command nobody took in time. */
  async expire(id: string): Promise<void> {
    await this.db.query(`UPDATE group_command SET state = 'expired' WHERE id = $1 AND state = 'pending'`, [id]);
  }

  async forget(before: Date): Promise<void> {
    await this.db.query(`DELETE FROM group_command WHERE state <> 'pending' AND at < $1`, [before]);
  }
}
