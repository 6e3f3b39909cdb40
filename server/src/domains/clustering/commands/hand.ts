import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Problem } from '../../../platform/problems/index.js';
import type { Actor } from '../../../live/index.js';
import type { Tx } from '../../../platform/database/db.js';
import type { CheckpointRepository } from '../consumer/checkpoint.repository.js';
import type { EngineCall, EngineDesk, EngineEffect } from '../consumer/engine-desk.js';
import type { Lease } from '../consumer/lease.repository.js';
import type { GroupNames } from '../groups/group-names.js';
import type { CommandActor } from './command.types.js';

export interface Seat {
  readonly shard: string;
  readonly lease: Lease;
  readonly desk: EngineDesk;
  readonly names: GroupNames;
  /** Everything up to here is written. */
  readonly seq: number;
}

/** Tells the engine once, however often the transaction is tried, and notes the call for the next replay. */
export class Told {
  private readonly effects: EngineEffect[] = [];
  private next = 0;
  private begun = false;

  constructor(
    readonly seat: Seat,
    private readonly checkpoints: CheckpointRepository,
  ) {}

  /** Also when the engine failed half-way: it may have changed by then. */
  get any(): boolean {
    return this.begun;
  }

  again(): void {
    this.next = 0;
  }

  async tell(tx: Tx, what: EngineCall): Promise<EngineEffect> {
    const { call, ...args } = what;
    await this.checkpoints.note(tx, this.seat.shard, this.seat.seq, call, args);
    this.begun = true;
    const effect = (this.effects[this.next] ??= this.seat.desk.apply(what));
    this.next += 1;
    return effect;
  }
}

/** What a command did, for the record: filled in by the hand that does it. */
export interface Trail {
  group: GroupId | null;
  /** When it is not about a group. */
  subject?: { type: string; id: string };
  complaints: readonly ComplaintId[];
  detail: object;
}

export interface Hand {
  readonly tx: Tx;
  readonly trail: Trail;
  readonly actor: CommandActor | null;
  readonly told: Told;
}
/** What only a newer version knows: to answer done, or to guess, would be untrue. `names` lead to the part that is unknown. */
export const unknownCommand = (...names: unknown[]): Problem => new Problem('group/unknown-command', { kind: names.map(String).join(' ') });
export const liveActor = (actor: CommandActor | null): Actor => ({ id: actor?.userId ?? null, name: actor?.name ?? null });
export const byOf = (actor: CommandActor | null): { id: CommandActor['userId']; name: string | null } => ({
  id: actor?.userId ?? null,
  name: actor?.name ?? null,
});
