import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '@tocsin/shared/kernel';
import type { Presence, StreamId } from '@tocsin/shared/live';
import { Db } from '../platform/database/db.js';
import type { Listening } from '../platform/database/listener.js';
import { log } from '../platform/logging/log.js';
import { bothNames, sharedName } from './audiences.js';
import { messageFrame } from './frames.js';
import type { Listener } from './listener.js';
import { PRESENCE_CHANNEL, PresenceRepository, type PresentRow } from './presence.repository.js';
import { type LiveRoom, Rooms, wireName } from './rooms.js';

/** How long somebody counts as present after their node was last heard of. */
const TTL_SECONDS = 30;
const REFRESH_MS = 10_000;
const GATHER_MS = 100;
const logger = log('live');

/** Who is in which room and which tab they look at, across nodes. */
@Injectable()
export class Presences implements OnApplicationShutdown {
  private readonly nodeId = newId();
  private readonly frames = new Map<StreamId, { text: string; bytes: Buffer }>();
  private readonly asked = new Set<StreamId>();
  private timer: NodeJS.Timeout | null = null;
  private refreshing: NodeJS.Timeout | undefined;
  private listening: Listening | null = null;
  private stopped = false;

  constructor(
    private readonly db: Db,
    private readonly people: PresenceRepository,
    private readonly rooms: Rooms,
  ) {}

  start(): void {
    this.listening = this.db.listen(PRESENCE_CHANNEL, (stream) => {
      for (const one of stream === '' ? this.rooms.streams().map(sharedName) : [stream as StreamId]) this.ask(one);
    });
    this.refreshing = setInterval(() => void this.quietly(this.people.refresh(this.nodeId, TTL_SECONDS)), REFRESH_MS).unref();
  }

  async set(listener: Listener, stream: StreamId, tab: string | null): Promise<void> {
    const { principal, id: socketId } = listener;
    if (principal.kind !== 'user') return;
    const place = sharedName(stream);
    await this.people.set({ stream: place, socketId, nodeId: this.nodeId, userId: principal.id, name: principal.name, tab }, TTL_SECONDS);
    // It left while the row was being written, after its own clearing found nothing.
    if (!listener.streams.has(stream)) await this.people.remove(place, socketId);
  }

  left(listener: Listener, stream: StreamId): void {
    if (listener.principal.kind === 'user' && !this.stopped) void this.quietly(this.people.remove(sharedName(stream), listener.id));
  }

  greet(stream: StreamId, listener: Listener): void {
    const place = sharedName(stream);
    const frame = this.frames.get(place);
    if (frame) listener.send(frame.bytes);
    else this.ask(place);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.refreshing);
    if (this.timer) clearTimeout(this.timer);
    await this.listening?.stop();
    await this.quietly(this.people.removeNode(this.nodeId));
  }

  private ask(stream: StreamId): void {
    if (this.stopped || this.roomsOf(stream).length === 0) return;
    this.asked.add(stream);
    this.timer ??= setTimeout(() => void this.quietly(this.tell()), GATHER_MS);
  }

  private async tell(): Promise<void> {
    this.timer = null;
    const streams = [...this.asked];
    this.asked.clear();
    const rows = await this.people.present(streams);
    for (const stream of this.frames.keys()) if (this.roomsOf(stream).length === 0) this.frames.delete(stream);
    for (const stream of streams) this.tellRoom(stream, rows);
  }

  private tellRoom(stream: StreamId, rows: readonly PresentRow[]): void {
    const people = rows
      .filter(({ stream_id }) => stream_id === stream)
      .map((row) => ({ id: row.user_id, name: row.user_name, tab: row.tab }));
    const presence: Presence = { stream: wireName(stream), people };
    const text = JSON.stringify(people);
    const rooms = this.roomsOf(stream);
    if (rooms.length === 0 || this.stopped || this.frames.get(stream)?.text === text) return;
    const bytes = messageFrame('presence', presence);
    this.frames.set(stream, { text, bytes });
    for (const { members } of rooms) for (const listener of members.keys()) listener.send(bytes);
  }

  /** Who is there is no secret between the audiences of one incident. */
  private roomsOf(stream: StreamId): LiveRoom[] {
    return bothNames(stream).flatMap((name) => this.rooms.get(name) ?? []);
  }

  private async quietly(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      logger.debug({ err: error }, 'presence could not be written or read');
    }
  }
}
