import { Worker } from 'node:worker_threads';
import { failureOf, type Failure } from '../set-aside/failure.rules.js';
import { ThreadWatch, type Hang } from './thread-watch.js';
import { WorkMark, type WorkItem } from './work-mark.js';

/** What an engine thread is given: it opens a pool of its own on the same database. */
export interface ThreadData {
  config: object;
  connection: object;
  /** Where it notes what it works on. */
  mark: SharedArrayBuffer;
}
export interface ThreadOptions<D extends ThreadData> {
  readonly module: URL;
  readonly name: string;
  readonly data: Omit<D, 'mark'>;
  readonly limitMs: number;
}
export interface Ending {
  readonly code: number;
  /** What it worked on at its end. */
  readonly item: WorkItem | null;
  readonly hang: Hang | null;
  /** What it threw; null when it ended otherwise. */
  readonly error: unknown;
  /** As it is kept with a complaint. */
  readonly failure: Failure;
}

/** A thread with an engine that is watched from outside, and ended when it hangs. */
export class WatchedThread<D extends ThreadData = ThreadData> {
  readonly worker: Worker;
  readonly watch: ThreadWatch;
  /** Never rejects. */
  readonly ended: Promise<Ending>;
  private readonly mark = new WorkMark();

  constructor({ module, name, data, limitMs }: ThreadOptions<D>) {
    this.watch = new ThreadWatch(this.mark, limitMs);
    this.worker = new Worker(module, { workerData: { ...data, mark: this.mark.memory }, name });
    this.ended = this.attend();
  }

  private async attend(): Promise<Ending> {
    let hang: Hang | null = null;
    let error: unknown = null;
    const looking = setInterval(() => {
      if (hang) return;
      hang = this.watch.look();
      if (hang) void this.worker.terminate();
    }, this.watch.everyMs);
    looking.unref();
    this.worker.on('error', (fault) => (error = fault));
    const code = await new Promise<number>((resolve) => this.worker.once('exit', resolve));
    clearInterval(looking);
    const found = hang as Hang | null;
    return { code, hang: found, error, item: found ? found.item : this.mark.item, failure: failureIn(code, found, error) };
  }
}

function failureIn(code: number, hang: Hang | null, error: unknown): Failure {
  if (hang) return { class: 'NoAnswer', message: `no answer within ${String(hang.seconds)} s` };
  return error === null ? { class: 'WorkerLost', message: `worker exited with ${String(code)}` } : failureOf(error);
}
