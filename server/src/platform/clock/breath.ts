import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may hold the thread that also serves everybody else, in milliseconds. */
const LONGEST_HOLD = 20;

/**
 * For loops over many or long texts in the serving thread: `if (breath.due) await breath.take();` after each of them lets requests and
 * sockets have a turn, and costs next to nothing in between.
 */
export class Breath {
  private since = performance.now();

  get due(): boolean {
    return performance.now() - this.since > LONGEST_HOLD;
  }

  async take(): Promise<void> {
    await nextTurn();
    this.since = performance.now();
  }
}
