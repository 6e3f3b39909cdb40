import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReclusterThreadData } from './domains/clustering/recluster/attendant.js';
import { ReclusterWork } from './domains/clustering/recluster/recluster-work.js';
import { openEngineThread, type EngineThread } from './engine-thread.js';

const POOL = 2;
const NICE = 10;
const given = workerData as ReclusterThreadData;

export function openRecluster(): Promise<EngineThread> {
  // On Linux a priority is a thread's own; elsewhere it would slow the whole server down.
  if (process.platform === 'linux') setPriority(0, NICE);
  // It reads in this very thread: threads of readers would compete with those of live intake.
  return openEngineThread(given, POOL, { clusterer: 'inline' });
}

/** Works on one run until it is done or told to stop, then ends the thread. */
export async function serveRecluster({ app, close }: EngineThread): Promise<void> {
  const stopping = new AbortController();
  parentPort?.once('message', () => stopping.abort());
  try {
    await app.get(ReclusterWork).run(given.run, given.holder, stopping.signal);
  } finally {
    await close();
    parentPort?.close();
  }
  process.exit(0);
}
