import { Worker } from 'node:worker_threads';
import type { TableFaultCode } from '@tocsin/shared/kernel';
import { TableFault, type FaultPlace } from './table-fault.js';

/** From the thread: one reply at a time, each asked for. */
export type FromReading<Reply> =
  | { kind: 'reply'; reply: Reply }
  | { kind: 'done' }
  | { kind: 'fault'; fault: TableFaultCode; place: FaultPlace }
  | { kind: 'failed'; message: string };
export type ToReading = { kind: 'bytes'; bytes: ArrayBuffer } | { kind: 'end' } | { kind: 'next' };

export interface ReadingLimits {
  memoryMb: number;
  /** Between being asked and answering. */
  timeoutMs: number;
}

export const READING_LIMITS: ReadingLimits = { memoryMb: 1_024, timeoutMs: 60_000 };

/**
 * Files from outside are read in a thread of their own, one for each reading: whatever a file does to its reader, the server goes on, and
 * nothing of it is left when the thread is gone.
 */
export async function* readInThread<Task, Reply>(
  module: URL,
  task: Task,
  bytes: AsyncIterable<Uint8Array>,
  limits: ReadingLimits = READING_LIMITS,
): AsyncGenerator<Reply> {
  const thread = new Thread<Reply>(
    new Worker(module, {
      workerData: task,
      name: 'table reader',
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    }),
    limits.timeoutMs,
  );
  try {
    for await (const chunk of bytes) thread.give(chunk);
    thread.say({ kind: 'end' });
    for (;;) {
      const answer = await thread.answer();
      if (answer.kind === 'done') return;
      if (answer.kind === 'fault') throw new TableFault(answer.fault, answer.place);
      if (answer.kind === 'failed') throw new TableFault('damaged', {}, new Error(answer.message));
      yield answer.reply;
      thread.say({ kind: 'next' });
    }
  } finally {
    await thread.end();
  }
}

class Thread<Reply> {
  private readonly answers: FromReading<Reply>[] = [];
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  constructor(
    private readonly worker: Worker,
    private readonly timeoutMs: number,
  ) {
    worker.on('message', (answer: FromReading<Reply>) => {
      this.answers.push(answer);
      this.wake?.();
    });
    worker.on('error', (error) => this.fail(faultOf(error)));
    worker.on('exit', () => this.fail(new TableFault('damaged', {}, new Error('the reading thread ended before its answer'))));
  }

  /** Copied: what a stream hands out may share its memory with others. */
  give(chunk: Uint8Array): void {
    const bytes = new Uint8Array(chunk).buffer;
    this.worker.postMessage({ kind: 'bytes', bytes } satisfies ToReading, [bytes]);
  }

  say(message: ToReading): void {
    this.worker.postMessage(message);
  }

  async answer(): Promise<FromReading<Reply>> {
    const timer = setTimeout(() => this.fail(new TableFault('too_slow')), this.timeoutMs);
    try {
      for (;;) {
        const answer = this.answers.shift();
        if (answer) return answer;
        if (this.failure) throw this.failure;
        await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    this.worker.removeAllListeners();
    // Ended in the middle, it may still report what no longer matters.
    this.worker.on('error', () => undefined);
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }
}

const faultOf = (error: Error & { code?: string }): Error =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TableFault('too_much_memory', {}, error) : error;
