import { parentPort, workerData } from 'node:worker_threads';
import type { FromReading, ToReading } from './reading-thread.js';
import { TableFault } from './table-fault.js';

/** In the thread: takes the bytes, then gives one reply for each time it is asked. */
export function serveReading<Task, Reply>(read: (task: Task, chunks: Buffer[]) => AsyncGenerator<Reply>): void {
  const port = parentPort;
  if (!port) throw new Error('runs in a worker thread only');
  const say = (message: FromReading<Reply>): void => port.postMessage(message);
  const chunks: Buffer[] = [];
  let replies: AsyncGenerator<Reply> | null = null;
  const next = async (): Promise<void> => {
    try {
      const result = await replies?.next();
      if (result === undefined || result.done === true) say({ kind: 'done' });
      else say({ kind: 'reply', reply: result.value });
    } catch (error) {
      say(failureOf(error));
    }
  };
  port.on('message', (message: ToReading) => {
    if (message.kind === 'bytes') {
      chunks.push(Buffer.from(message.bytes));
      return;
    }
    if (message.kind === 'end') replies = read(workerData as Task, chunks);
    void next();
  });
}

function failureOf(error: unknown): FromReading<never> {
  if (error instanceof TableFault) return { kind: 'fault', fault: error.fault, place: error.place };
  // A length no string or array can have is what a file too large for its reader ends in.
  if (error instanceof RangeError) return { kind: 'fault', fault: 'too_much_memory', place: {} };
  return { kind: 'failed', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}
