import { setImmediate as others } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock/clock.js';
import { Problem } from '../../../platform/problems/index.js';
import type { BacktestLimits } from './backtest-limits.js';

/** Ends what takes too long, and lets the rest of the house work in between. */
export class Pace {
  private readonly end: number;
  private turnBegan: number;

  constructor(
    private readonly clock: Clock,
    private readonly limits: BacktestLimits,
  ) {
    this.turnBegan = clock.ms();
    this.end = this.turnBegan + limits.seconds * 1_000;
  }

  get isOver(): boolean {
    return this.clock.ms() >= this.end;
  }

  async step(): Promise<void> {
    const now = this.clock.ms();
    if (now >= this.end) throw tooLarge(this.limits);
    if (now - this.turnBegan < this.limits.turn) return;
    await others();
    this.turnBegan = this.clock.ms();
  }
}

export const tooLarge = ({ seconds, complaints }: BacktestLimits): Problem =>
  new Problem('policy/backtest-too-large', { seconds, complaints });
