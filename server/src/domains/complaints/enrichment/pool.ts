import { Worker } from 'node:worker_threads';

/** What the pool and a worker say to each other. */
export interface BatchRequest<In> {
  batch: number;
  items: readonly In[];
}
/** `ready` comes once, when the module has loaded. */
export type BatchReply<Out> = { ready: true } | { batch: number; results: Out[] } | { batch: number; failed: string; name?: string };
/** Why one item could not be worked on. */
export interface PoisonReason {
  name: string;
  message: string;
}

export interface WorkerPoolOptions<In, Out> {
  /** Module that calls `serveBatches`; plain JavaScript, since worker threads don't go through a transpiler. */
  worker: URL;
  size: number;
  /** Handed to every worker as `workerData`. */
  data?: unknown;
  /** A batch that takes longer, once its worker has loaded, has hung: the worker is replaced. */
  timeoutMs?: number;
  maxOldSpaceMb?: number;
  /** Answers for the one item that kills every worker it meets, so that the others get through. Without it the batch is rejected. */
  onPoison?: (item: In, reason: PoisonReason) => Out;
  onWorkerLost?: (reason: string) => void;
}

interface Job<In, Out> {
  id: number;
  items: readonly In[];
  tries: number;
  resolve: (results: Out[]) => void;
  reject: (reason: Error) => void;
}

interface Seat<In, Out> {
  thread: Worker;
  ready: boolean;
  job: Job<In, Out> | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Of one item alone; a batch of several that fails is halved at once. */
const TRIES = 3;
/** Loading dictionaries on a busy machine is slow, and no fault of what is to be read. */
const LOAD_MS = 120_000;

/**
 * Batches over worker threads. A worker that dies or hangs is replaced. A batch that fails is halved until the item to blame stands alone,
 * and that one is given up when it has failed three times, so one poisonous complaint can neither stop the others nor be lost.
 */
export class WorkerPool<In, Out> {
  private readonly queue: Job<In, Out>[] = [];
  private readonly seats = new Set<Seat<In, Out>>();
  private nextId = 1;
  private closing = false;
  /** Whether any worker has ever loaded: if none has, the module is at fault and no item is. */
  private proven = false;
  private drained: (() => void) | undefined;

  constructor(private readonly options: WorkerPoolOptions<In, Out>) {
    if (!Number.isInteger(options.size) || options.size < 1) throw new RangeError('a pool needs at least one worker');
  }

  /** Results in the order of the items. */
  run(items: readonly In[]): Promise<Out[]> {
    if (this.closing) return Promise.reject(new Error('the pool is closed'));
    if (items.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.queue.push({ id: this.nextId++, items, tries: 0, resolve, reject });
      this.dispatch();
    });
  }

  /** Batches that wait or run. */
  get backlog(): number {
    let busy = 0;
    for (const seat of this.seats) if (seat.job) busy++;
    return this.queue.length + busy;
  }

  /** Lets everything that was handed in finish, then ends the threads. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.backlog > 0) await new Promise<void>((resolve) => (this.drained = resolve));
    const ended = [...this.seats].map((seat) => seat.thread.terminate());
    this.seats.clear();
    await Promise.all(ended);
  }

  private dispatch(): void {
    for (;;) {
      if (this.queue.length === 0) break;
      const seat = this.freeSeat();
      if (!seat) return;
      const job = this.queue.shift() as Job<In, Out>;
      seat.job = job;
      seat.thread.ref();
      this.watch(seat);
      seat.thread.postMessage({ batch: job.id, items: job.items } satisfies BatchRequest<In>);
    }
    if (this.closing && this.backlog === 0) this.drained?.();
  }

  /** A worker that still loads is given the time to do so. */
  private watch(seat: Seat<In, Out>): void {
    const { timeoutMs } = this.options;
    clearTimeout(seat.timer);
    if (!timeoutMs || !seat.job) return;
    const ms = seat.ready ? timeoutMs : Math.max(timeoutMs, LOAD_MS);
    seat.timer = setTimeout(() => this.lost(seat, { name: 'NoAnswer', message: `no answer within ${ms} ms` }), ms);
  }

  private freeSeat(): Seat<In, Out> | undefined {
    for (const seat of this.seats) if (!seat.job) return seat;
    return this.seats.size < this.options.size ? this.open() : undefined;
  }

  private open(): Seat<In, Out> {
    const { worker, data, maxOldSpaceMb } = this.options;
    const thread = new Worker(worker, { workerData: data, resourceLimits: maxOldSpaceMb ? { maxOldGenerationSizeMb: maxOldSpaceMb } : {} });
    const seat: Seat<In, Out> = { thread, ready: false, job: undefined, timer: undefined };
    thread.on('message', (reply: BatchReply<Out>) => this.answered(seat, reply));
    thread.on('error', (error) => this.lost(seat, { name: error.name, message: error.message }));
    thread.on('exit', (code) => this.lost(seat, { name: 'WorkerLost', message: `worker exited with ${code}` }));
    // An idle pool must not keep a command-line tool alive.
    thread.unref();
    this.seats.add(seat);
    return seat;
  }

  private answered(seat: Seat<In, Out>, reply: BatchReply<Out>): void {
    if ('ready' in reply) {
      this.proven = true;
      seat.ready = true;
      this.watch(seat);
      return;
    }
    const { job } = seat;
    if (!job || reply.batch !== job.id) return;
    this.release(seat);
    if ('failed' in reply) this.retry(job, { name: reply.name ?? 'Error', message: reply.failed });
    else job.resolve(reply.results);
    this.dispatch();
  }

  private release(seat: Seat<In, Out>): void {
    clearTimeout(seat.timer);
    seat.job = undefined;
    seat.timer = undefined;
    seat.thread.unref();
  }

  private lost(seat: Seat<In, Out>, reason: PoisonReason): void {
    // «error» is followed by «exit», and a terminated worker exits as well.
    if (!this.seats.delete(seat)) return;
    const { job } = seat;
    this.release(seat);
    void seat.thread.terminate();
    this.options.onWorkerLost?.(reason.message);
    if (job) this.retry(job, reason);
    this.dispatch();
  }

  private retry(job: Job<In, Out>, reason: PoisonReason): void {
    job.tries++;
    if (job.items.length > 1) this.halve(job);
    else if (job.tries < TRIES) this.queue.unshift(job);
    else this.giveUp(job, reason);
  }

  private halve(job: Job<In, Out>): void {
    const middle = job.items.length >> 1;
    const part = (items: readonly In[]): Promise<Out[]> =>
      new Promise((resolve, reject) => this.queue.unshift({ id: this.nextId++, items, tries: 0, resolve, reject }));
    const second = part(job.items.slice(middle));
    const first = part(job.items.slice(0, middle));
    Promise.all([first, second]).then(([a, b]) => job.resolve([...a, ...b]), job.reject);
  }

  private giveUp(job: Job<In, Out>, reason: PoisonReason): void {
    const { onPoison } = this.options;
    if (!onPoison || !this.proven) {
      job.reject(new Error(`batch failed: ${reason.message}`));
      return;
    }
    try {
      job.resolve([onPoison(job.items[0] as In, reason)]);
    } catch (error) {
      job.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
