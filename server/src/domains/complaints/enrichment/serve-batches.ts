import { parentPort } from 'node:worker_threads';
import type { BatchReply, BatchRequest } from './pool.js';

/** The worker's side of `WorkerPool`: answers every batch, with results in order or with why there are none. */
export function serveBatches<In, Out>(handle: (items: readonly In[]) => Out[]): void {
  const port = parentPort;
  if (!port) throw new Error('serveBatches belongs into a worker thread');
  port.on('message', ({ batch, items }: BatchRequest<In>) => {
    let reply: BatchReply<Out>;
    try {
      reply = { batch, results: handle(items) };
    } catch (error) {
      reply = { batch, failed: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage(reply);
  });
  port.postMessage({ ready: true } satisfies BatchReply<Out>);
}
