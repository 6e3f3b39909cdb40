import { parentPort, workerData } from 'node:worker_threads';
import type { ConsumerThreadData } from './domains/clustering/consumer/consumer-host.js';
import { Consumer } from './domains/clustering/consumer/consumer.js';
import { openEngineThread, type EngineThread } from './engine-thread.js';

/** A batch, a command's transaction, a reader ahead and the housekeeping. */
const POOL = 5;
const given = workerData as ConsumerThreadData;

export const openClusterer = (): Promise<EngineThread> => openEngineThread(given, POOL);

/** Reads the intake log until it is told to stop. */
export function serveClusterer({ app, close }: EngineThread): void {
  const consumer = app.get(Consumer);
  consumer.start(() => parentPort?.postMessage('ready'), given.careful);
  parentPort?.once('message', () => {
    void (async () => {
      await consumer.stop();
      await close();
      parentPort?.close();
      process.exit(0);
    })();
  });
}
