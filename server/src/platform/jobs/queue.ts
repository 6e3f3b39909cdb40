import { SetMetadata } from '@nestjs/common';

export interface QueueOptions {
  /** How many times a failed job is run again, with growing pauses. */
  retries?: number;
  /** A job still running after this is taken for dead and run again: longer than the slowest honest run. */
  expireSeconds?: number;
  /** How many jobs of this queue one node runs at a time. */
  concurrency?: number;
  /** Cron line in UTC; the job then has no data. */
  every?: string;
}

export interface Queue<T extends object = object> {
  readonly name: string;
  readonly options: QueueOptions;
  /** Never set: carries the type of the data. */
  readonly data?: T;
}

const HANDLES = 'tocsin:handles';
const defined = new Map<string, Queue>();

/** Declares a queue once, beside its handler. Start-up fails when it has no handler, or two. */
export function defineQueue<T extends object>(name: string, options: QueueOptions = {}): Queue<T> {
  if (defined.has(name)) throw new Error(`queue ${name} is defined twice`);
  const queue: Queue<T> = { name, options };
  defined.set(name, queue);
  return queue;
}

export const definedQueues = (): Queue[] => [...defined.values()];

/** Marks the method that runs the jobs of a queue: `(data, job) => Promise`. A job may run twice; its effect must not show twice. */
export const Handles = <T extends object>(queue: Queue<T>) =>
  SetMetadata(HANDLES, queue.name) as <M extends (data: T, job: JobInfo) => Promise<void>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ) => void;

export interface JobInfo {
  id: string;
  /** Aborted when the server is leaving; a long job stops at its next safe point and is run again. */
  signal: AbortSignal;
}

export const HANDLES_METADATA = HANDLES;
