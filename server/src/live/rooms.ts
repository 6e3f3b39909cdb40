import { Injectable } from '@nestjs/common';
import type { StreamId } from '@tocsin/shared/live';
import { Clock } from '../platform/clock/clock.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { sharedName } from './audiences.js';
import type { Frame } from './frames.js';
import type { Listener } from './listener.js';
import { type Member, Room } from './room.js';

export const ME = 'me' as StreamId;
/** A person's own stream has their id in the log and is `me` to themselves; the two audiences of an incident call it by one name. */
export const wireName = (stream: StreamId): StreamId => (stream.startsWith('user:') ? ME : sharedName(stream));

export type LiveRoom = Room<Listener>;

/** The rooms of this node; a stream nobody listens to here has none and costs nothing. */
@Injectable()
export class Rooms {
  private readonly rooms = new Map<StreamId, LiveRoom>();
  private readonly onSent: (frames: readonly Frame[], listeners: number) => void;

  constructor(metrics: Metrics, clock: Clock) {
    const out = metrics.counter('live_events_out_total', 'Events handed to listeners');
    const lag = metrics.histogram(
      'live_lag_seconds',
      'From the append of an event to its hand-over to the sockets',
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    );
    metrics.gauge('live_rooms', 'Streams with a listener on this node', () => this.rooms.size);
    this.onSent = (frames, listeners) => {
      out.inc(frames.length * listeners);
      for (const { atMs } of frames) lag.observe(Math.max(0, clock.ms() - atMs) / 1000);
    };
  }

  get(stream: StreamId): LiveRoom | undefined {
    return this.rooms.get(stream);
  }

  streams(): StreamId[] {
    return [...this.rooms.keys()];
  }

  enter(stream: StreamId, listener: Listener): { room: LiveRoom; member: Member } {
    const room = this.rooms.get(stream) ?? new Room<Listener>(stream, { onSent: this.onSent });
    this.rooms.set(stream, room);
    listener.streams.add(stream);
    return { room, member: room.enter(listener) };
  }

  leave(stream: StreamId, listener: Listener): void {
    listener.streams.delete(stream);
    const room = this.rooms.get(stream);
    room?.leave(listener);
    if (room?.members.size !== 0) return;
    room.close();
    this.rooms.delete(stream);
  }
}
