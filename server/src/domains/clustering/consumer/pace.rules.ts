const AIM_MS = 250;
const LEAST = 400;
const MOST = 2_000;

/**
 * How many complaints to take at once. A person's command waits for the batch in flight, so a batch should last a blink; a batch costs
 * some twenty statements whatever its size, so below a few hundred a slow machine would only become slower.
 */
export class Pace {
  private current = LEAST;

  get size(): number {
    return this.current;
  }

  took(count: number, ms: number): void {
    if (count < this.current / 2 && ms < AIM_MS) return;
    const ideal = (count * AIM_MS) / Math.max(1, ms);
    this.current = Math.round(Math.min(MOST, Math.max(LEAST, Math.min(this.current * 2, (this.current + ideal) / 2))));
  }
}
