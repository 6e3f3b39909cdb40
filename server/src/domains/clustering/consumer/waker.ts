/** Gathers reasons to look up: new complaints, new commands. Waiting costs nothing, and nothing that came while busy is forgotten. */
export class Waker {
  private rung = false;
  private commands = true;
  private ring: (() => void) | null = null;

  wake(): void {
    this.rung = true;
    this.ring?.();
  }

  wakeForCommands(): void {
    this.commands = true;
    this.wake();
  }

  get hasCommands(): boolean {
    return this.commands;
  }

  takeCommands(): boolean {
    const { commands } = this;
    this.commands = false;
    return commands;
  }

  /** Until something comes, or the time is up, in which case commands are looked for as well. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          this.commands = true;
          resolve();
        }, ms);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.ring, { once: true });
      });
      if (this.ring) signal.removeEventListener('abort', this.ring);
    }
    this.ring = null;
    this.rung = false;
  }
}
