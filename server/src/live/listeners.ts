import { Injectable } from '@nestjs/common';
import type { StreamId } from '@tocsin/shared/live';
import { Metrics } from '../platform/metrics/metrics.js';
import { Listener, type LiveSocket } from './listener.js';
import { Presences } from './presences.js';
import { Rooms } from './rooms.js';

/** Everybody connected to this node. */
@Injectable()
export class Listeners {
  private readonly connected = new Set<Listener>();
  private readonly cut;

  constructor(
    readonly rooms: Rooms,
    readonly presences: Presences,
    metrics: Metrics,
  ) {
    metrics.gauge('live_connections', 'Listeners connected to this node', () => this.connected.size);
    this.cut = metrics.counter('live_slow_cut_total', 'Listeners cut off because they did not read');
  }

  join(socket: LiveSocket): Listener {
    const listener = new Listener(socket, () => this.cut.inc());
    this.connected.add(listener);
    return listener;
  }

  all(): Listener[] {
    return [...this.connected];
  }

  leave(listener: Listener, stream: StreamId): void {
    if (!listener.streams.has(stream)) return;
    this.rooms.leave(stream, listener);
    this.presences.left(listener, stream);
  }

  gone(listener: Listener): void {
    this.connected.delete(listener);
    for (const stream of [...listener.streams]) this.leave(listener, stream);
  }
}
