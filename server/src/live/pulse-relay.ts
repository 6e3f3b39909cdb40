import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { Pulse, StreamId } from '@tocsin/shared/live';
import { Db } from '../platform/database/db.js';
import type { Listening } from '../platform/database/listener.js';
import { log } from '../platform/logging/log.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { bothNames } from './audiences.js';
import { messageFrame } from './frames.js';
import type { Listener } from './listener.js';
import { PULSE_CHANNEL, PULSE_MS } from './pulses.js';
import { Rooms, wireName } from './rooms.js';
import { type StreamKind, nameStream } from './stream-access.js';

/** The numbers of a stream as they stand now, with only such complaints as people of these brands may read; null when there are none to tell. */
export type PulseSource = (stream: StreamId, id: string, brands: Principal['brands']) => Promise<Pulse | null>;

/** Velocity falls by itself: even without a complaint the numbers are told anew this often. */
const REFRESH_MS = 10_000;
const logger = log('live');

interface Beat {
  /** The last numbers told, by the brands that their listeners see. */
  frames: Map<string, Buffer>;
  readAt: number;
  due: NodeJS.Timeout | null;
  reading: boolean;
  again: boolean;
}

/** Reads the numbers of streams that moved and have listeners here, at most four times a second, and tells the newest. */
@Injectable()
export class PulseRelay implements OnApplicationShutdown {
  private readonly sources = new Map<StreamKind, PulseSource>();
  private readonly beats = new Map<StreamId, Beat>();
  private listening: Listening | null = null;
  private refreshing: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly told;

  constructor(
    private readonly db: Db,
    private readonly rooms: Rooms,
    metrics: Metrics,
  ) {
    this.told = metrics.counter('live_pulses_total', 'Pulses read and told to a room');
  }

  /** Registered once by the domain that knows the numbers. */
  register(kind: StreamKind, source: PulseSource): void {
    this.sources.set(kind, source);
  }

  start(): void {
    this.listening = this.db.listen(PULSE_CHANNEL, (payload) => {
      const streams = payload === '' ? this.rooms.streams() : (payload.split(' ') as StreamId[]).flatMap(bothNames);
      for (const stream of streams) this.schedule(stream);
    });
    this.refreshing = setInterval(() => this.rooms.streams().forEach((stream) => this.schedule(stream)), REFRESH_MS).unref();
  }

  /** A newcomer gets the last numbers at once, and makes them be read when nobody listened before. */
  greet(stream: StreamId, listener: Listener): void {
    const frame = this.beats.get(stream)?.frames.get(sightOf(listener));
    if (frame) listener.send(frame);
    else this.schedule(stream);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.refreshing);
    for (const { due } of this.beats.values()) if (due) clearTimeout(due);
    this.beats.clear();
    await this.listening?.stop();
  }

  private schedule(stream: StreamId): void {
    if (this.stopped || !this.rooms.get(stream) || !this.sources.has(nameStream(stream).kind)) return;
    const beat = this.beats.get(stream) ?? {
      frames: new Map<string, Buffer>(),
      readAt: -PULSE_MS,
      due: null,
      reading: false,
      again: false,
    };
    this.beats.set(stream, beat);
    if (beat.due) return;
    if (beat.reading) {
      beat.again = true;
      return;
    }
    beat.due = setTimeout(() => void this.beat(stream, beat), Math.max(0, beat.readAt + PULSE_MS - performance.now()));
  }

  private async beat(stream: StreamId, beat: Beat): Promise<void> {
    beat.due = null;
    beat.reading = true;
    beat.again = false;
    beat.readAt = performance.now();
    try {
      await this.read(stream, beat);
    } catch (error) {
      logger.warn({ err: error, stream }, 'the numbers of a stream could not be read');
    }
    beat.reading = false;
    const room = this.rooms.get(stream);
    if (!room) this.beats.delete(stream);
    else if (beat.again || room.owesPulse) this.schedule(stream);
  }

  private async read(stream: StreamId, beat: Beat): Promise<void> {
    const { kind, id } = nameStream(stream);
    const source = this.sources.get(kind);
    const listeners = [...(this.rooms.get(stream)?.members.keys() ?? [])];
    const sights = new Map(listeners.map((listener) => [sightOf(listener), listener.principal.brands]));
    const read = await Promise.all([...sights].map(async ([sight, brands]) => [sight, await source?.(stream, id, brands)] as const));
    const room = this.rooms.get(stream);
    const frames = new Map(
      read.flatMap(([sight, pulse]) => (pulse ? [[sight, messageFrame('pulse', { ...pulse, stream: wireName(stream) })]] : [])),
    );
    if (frames.size === 0 || !room || this.stopped) return;
    beat.frames = frames;
    // By what each may see now: whoever came, or lost a brand, while the numbers were read is told at the next beat.
    room.sendNewest((listener) => frames.get(sightOf(listener)));
    this.told.inc();
  }
}

/** Listeners who see the same brands are told the same. */
const sightOf = ({ principal }: Listener): string => (principal.brands === null ? '*' : JSON.stringify([...principal.brands].sort()));
