const AIM_MS = 1_000;
const LEAST = 500;
const MOST = 2_000;

/**
 * How many complaints to take at once. A batch costs some twenty statements whatever its size, so with small ones a backlog would only
 * grow; it is over in about a second, so that what is on screen keeps moving. A person's command cuts the batch short.
 */
export class Pace {
  private current = LEAST;
  private alone: number;

  /** `careful`: one at a time, until as many are done as a batch may hold; so what broke a batch comes to stand alone. */
  constructor(careful = false) {
    this.alone = careful ? MOST : 0;
  }

  get careful(): boolean {
    return this.alone > 0;
  }

  get size(): number {
    return this.careful ? 1 : this.current;
  }

  took(count: number, ms: number): void {
    if (this.careful) {
      this.alone -= count;
      return;
    }
    if (count < this.current / 2 && ms < AIM_MS) return;
    const ideal = (count * AIM_MS) / Math.max(1, ms);
    this.current = Math.round(Math.min(MOST, Math.max(LEAST, Math.min(this.current * 2, (this.current + ideal) / 2))));
  }
}

/** Whether something is due. What lies further ahead than it was ever put off was planned before the clock was set back. */
export const isDue = (now: number, at: number, longest: number): boolean => now >= at || at - now > longest;
