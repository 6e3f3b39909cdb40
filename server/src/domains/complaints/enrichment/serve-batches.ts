import { parentPort } from 'node:worker_threads';
import type { BatchReply, BatchRequest } from './pool.js';

/** The worker's side of `WorkerPool`: answers every batch, with results in order or with why there are none. */
export function serveBatches<In, Out>(handle: (items: readonly In[]) => Out[], warm: readonly In[] = []): void {
  const port = parentPort;
  if (!port) throw new Error('serveBatches belongs into a worker thread');
  port.on('message', ({ batch, items }: BatchRequest<In>) => {
    let reply: BatchReply<Out>;
    try {
      reply = { batch, results: handle(items) };
    } catch (error) {
      reply = error instanceof Error ? { batch, failed: error.message, name: error.name } : { batch, failed: String(error) };
    }
    port.postMessage(reply);
  });
  // Dictionaries are loaded by the first use, which no batch shall wait for.
  handle(warm);
  port.postMessage({ ready: true } satisfies BatchReply<Out>);
}
