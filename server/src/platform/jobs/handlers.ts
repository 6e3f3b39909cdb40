import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { HANDLES_METADATA, definedQueues, type JobInfo, type Queue } from './queue.js';

export interface Handler {
  queue: Queue;
  run: (data: object, job: JobInfo) => Promise<void>;
}

type Method = (data: object, job: JobInfo) => Promise<void>;

/** Finds the methods marked with `@Handles`, and holds them against the queues that were defined. */
@Injectable()
export class Handlers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  all(): Handler[] {
    return pair(definedQueues(), this.found());
  }

  private found(): { name: string; run: Method }[] {
    return this.discovery.getProviders().flatMap(({ instance }: { instance?: unknown }) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const owner = instance as Record<string, Method | undefined>;
      const prototype = Object.getPrototypeOf(owner) as object | null;
      return this.scanner.getAllMethodNames(prototype).flatMap((key) => {
        const method = owner[key];
        const name = method && (Reflect.getMetadata(HANDLES_METADATA, method) as string | undefined);
        return method && name ? [{ name, run: method.bind(owner) }] : [];
      });
    });
  }
}

export function pair(queues: readonly Queue[], found: readonly { name: string; run: Method }[]): Handler[] {
  return queues.map((queue) => {
    const [first, second] = found.filter(({ name }) => name === queue.name);
    if (!first) throw new Error(`queue ${queue.name} has no handler`);
    if (second) throw new Error(`queue ${queue.name} has two handlers`);
    return { queue, run: first.run };
  });
}
