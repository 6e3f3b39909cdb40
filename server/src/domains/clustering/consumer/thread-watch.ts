import type { WorkItem, WorkMark } from './work-mark.js';

/** How often a thread is looked at within the limit. */
export const LOOKS = 5;
/** Reading a large engine back takes its time without giving way, so silence that names no work is given this many times the limit. */
export const SILENCE = 4;

export interface Hang {
  /** What it worked on; null when that is not known. */
  readonly item: WorkItem | null;
  readonly seconds: number;
}

/**
 * Judges a thread by its note, one look at a time. Counts its own looks and reads no clock: while this process itself stands still, nobody's
 * time runs out. A thread that still beats only waits, and has not hung.
 */
export class ThreadWatch {
  private turn = 0;
  private beat = 0;
  /** Looks in a row that found the same piece of work, the same beat, and neither. */
  private same = 0;
  private silent = 0;
  private good = 0;

  constructor(
    private readonly mark: WorkMark,
    private readonly limitMs: number,
  ) {}

  get everyMs(): number {
    return this.limitMs / LOOKS;
  }

  /** Whether it has worked for as long as the limit without standing still. */
  get well(): boolean {
    return this.good >= LOOKS;
  }

  /** How long the thread has been silent, at least. */
  get seconds(): number {
    return Math.round((this.silent * this.everyMs) / 1_000);
  }

  /** To be called every `everyMs`; answers the hang once there is one. */
  look(): Hang | null {
    const { turn, beats, item } = this.mark;
    const silent = beats > 0 && beats === this.beat;
    // Before its first beat a thread still loads.
    this.silent = silent ? this.silent + 1 : 0;
    this.same = silent && item !== null && turn === this.turn ? this.same + 1 : 0;
    this.good = beats > 0 && !silent ? this.good + 1 : 0;
    [this.turn, this.beat] = [turn, beats];
    if (this.same >= LOOKS) return { item, seconds: this.seconds };
    return this.silent >= LOOKS * SILENCE ? { item: null, seconds: this.seconds } : null;
  }
}
