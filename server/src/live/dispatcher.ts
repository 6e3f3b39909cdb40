import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { LiveEvent, StreamId } from '@tocsin/shared/live';
import { Db } from '../platform/database/db.js';
import type { Listening } from '../platform/database/listener.js';
import { log } from '../platform/logging/log.js';
import { ALL_STREAMS, EventLog, LIVE_CHANNEL } from './event-log.js';
import { eventFrame } from './frames.js';
import { Rooms, wireName } from './rooms.js';

const READ_MAX = 500;
const RETRY_MS = 200;
/** A safety net under LISTEN: a notification lost without a broken connection costs this much delay and no event. */
const SWEEP_MS = 5_000;
const logger = log('live');

/** Reads what was appended, by position, and hands it to the rooms. One per node; a notification only wakes it. */
@Injectable()
export class Dispatcher implements OnApplicationShutdown {
  private readonly woken = new Set<StreamId>();
  private listening: Listening | null = null;
  private sweeping: NodeJS.Timeout | undefined;
  private pumping: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly db: Db,
    private readonly eventLog: EventLog,
    private readonly rooms: Rooms,
  ) {}

  start(): void {
    this.listening = this.db.listen(LIVE_CHANNEL, (payload) => this.hear(payload));
    this.sweeping = setInterval(() => this.hear(ALL_STREAMS), SWEEP_MS).unref();
  }

  wake(stream: StreamId): void {
    if (this.stopped || !this.rooms.get(stream)) return;
    this.woken.add(stream);
    this.pumping ??= this.pump().finally(() => (this.pumping = null));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweeping);
    await this.listening?.stop();
    await this.pumping;
  }

  /** After a reconnect the payload is empty: whatever was appended meanwhile is read from where each room stands. */
  private hear(payload: string): void {
    const streams = payload === ALL_STREAMS ? this.rooms.streams() : (payload.split(' ') as StreamId[]);
    for (const stream of streams) this.wake(stream);
  }

  private async pump(): Promise<void> {
    // Notifications of one moment arrive one by one; a turn of the loop gathers them into one read.
    await sleep(0);
    while (this.woken.size > 0 && !this.stopped) {
      const streams = [...this.woken];
      this.woken.clear();
      try {
        await this.read(streams);
      } catch (error) {
        logger.warn({ err: error }, 'the event log could not be read; trying again');
        for (const stream of streams) this.woken.add(stream);
        await sleep(RETRY_MS);
      }
    }
  }

  private async read(streams: readonly StreamId[]): Promise<void> {
    const positions = streams.flatMap((stream) => {
      const position = this.rooms.get(stream)?.position ?? null;
      // Its first listener is still reading; the room is woken when the answer says where the log stands.
      return position === null ? [] : [{ stream, afterSeq: position }];
    });
    if (positions.length === 0) return;
    const events = await this.eventLog.afterMany(positions, READ_MAX);
    for (const { stream } of positions) {
      const told = events.filter((event) => event.stream === stream);
      this.hand(stream, told);
      if (told.length === READ_MAX) this.woken.add(stream);
    }
  }

  private hand(stream: StreamId, events: readonly LiveEvent[]): void {
    const room = this.rooms.get(stream);
    const position = room?.position ?? null;
    if (!room || position === null) return;
    const as = wireName(stream);
    room.push(events.filter(({ seq }) => seq > position).map((event) => eventFrame(event, as)));
  }
}
