/** Thrown when nobody else may wait. */
export class NoRoom extends Error {}

export interface TurnLimits {
  /** How many work at once. */
  atOnce: number;
  /** How many may wait in all, and of one sender. */
  waiting: number;
  perSender: number;
}

interface Waiter {
  go: () => void;
  fail: (error: Error) => void;
}

/**
 * A bounded queue for costly work, fair between senders: each gets a turn before anybody gets a second one. When it is full, whoever has
 * most waiting loses their last place to a sender with fewer, so that many requests from one side do not keep another out.
 */
export class Turns {
  private running = 0;
  private count = 0;
  /** In the order in which the senders are next. */
  private readonly queues = new Map<string, Waiter[]>();

  constructor(private readonly limits: TurnLimits) {}

  get waiting(): number {
    return this.count;
  }

  async take<T>(sender: string, work: () => Promise<T>): Promise<T> {
    if (this.running < this.limits.atOnce) this.running += 1;
    else await this.wait(sender);
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private wait(sender: string): Promise<void> {
    const own = this.queues.get(sender)?.length ?? 0;
    if (own >= this.limits.perSender || (this.count >= this.limits.waiting && !this.evict(own))) return Promise.reject(new NoRoom());
    return new Promise((go, fail) => {
      const queue = this.queues.get(sender) ?? [];
      queue.push({ go, fail });
      this.queues.set(sender, queue);
      this.count += 1;
    });
  }

  private evict(own: number): boolean {
    const [sender, queue] = [...this.queues].reduce((most, one) => (one[1].length > most[1].length ? one : most));
    // Only where the newcomer then stands no better than the one who makes room did.
    if (queue.length <= own + 1) return false;
    queue.pop()?.fail(new NoRoom());
    this.count -= 1;
    if (queue.length === 0) this.queues.delete(sender);
    return true;
  }

  private next(): void {
    const first = this.queues.entries().next();
    if (first.done) {
      this.running -= 1;
      return;
    }
    const [sender, queue] = first.value;
    const waiter = queue.shift();
    this.queues.delete(sender);
    // To the end of the row, with whoever else of theirs waits.
    if (queue.length > 0) this.queues.set(sender, queue);
    this.count -= 1;
    waiter?.go();
  }
}
