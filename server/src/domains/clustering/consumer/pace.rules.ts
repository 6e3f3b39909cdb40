const AIM_MS = 120;
const LEAST = 32;
const MOST = 1_000;

/** How many complaints to take at once: so many that a person's command, which waits for the batch in flight, waits a blink. */
export class Pace {
  private current = 128;

  get size(): number {
    return this.current;
  }

  took(count: number, ms: number): void {
    if (count < this.current / 2 && ms < AIM_MS) return;
    const ideal = (count * AIM_MS) / Math.max(1, ms);
    this.current = Math.round(Math.min(MOST, Math.max(LEAST, Math.min(this.current * 2, (this.current + ideal) / 2))));
  }
}
