import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { StreamId } from '@tocsin/shared/live';
import { Db } from '../platform/database/db.js';
import { log } from '../platform/logging/log.js';

export const PULSE_CHANNEL = 'pulse';
/** At most four a second for each stream, by whoever reads the numbers. */
export const PULSE_MS = 250;
/** The word itself is cheap and is not held back as long, or the two waits would add up. */
const TELL_MS = 40;
const PAYLOAD_MAX = 7_000;
const logger = log('live');

/**
 * Says that the numbers of a stream have moved. Cheap to call for every complaint, from any node or thread: calls are folded, and what
 * travels is the name of the stream. Whoever has listeners reads the numbers.
 */
@Injectable()
export class Pulses implements OnApplicationShutdown {
  private readonly moved = new Set<StreamId>();
  private timer: NodeJS.Timeout | null = null;
  private telling: Promise<void> = Promise.resolve();
  private lastTold = 0;

  constructor(private readonly db: Db) {}

  dirty(stream: StreamId): void {
    this.moved.add(stream);
    if (this.timer) return;
    const wait = Math.max(0, this.lastTold + TELL_MS - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.telling = this.tell();
    }, wait);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.telling;
  }

  private async tell(): Promise<void> {
    this.lastTold = performance.now();
    const payloads = packed([...this.moved], PAYLOAD_MAX);
    this.moved.clear();
    try {
      await this.db.query(`SELECT pg_notify('${PULSE_CHANNEL}', payload) FROM unnest($1::text[]) payload`, [payloads]);
    } catch (error) {
      // The next complaint says it again; the numbers themselves are rows and are not lost.
      logger.debug({ err: error }, 'a pulse was not told');
    }
  }
}

/** Names joined by spaces, in as few pieces as the limit allows. */
export function packed(names: readonly string[], most: number): string[] {
  const pieces: string[] = [];
  for (const name of names) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + 1 + name.length > most) pieces.push(name);
    else pieces[pieces.length - 1] = `${last} ${name}`;
  }
  return pieces;
}
