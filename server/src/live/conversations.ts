import { Injectable } from '@nestjs/common';
import { Conversation } from './conversation.js';
import { Dispatcher } from './dispatcher.js';
import { EventLog } from './event-log.js';
import { Listeners } from './listeners.js';
import type { LiveSocket } from './listener.js';
import { PulseRelay } from './pulse-relay.js';
import { StreamAccess } from './stream-access.js';

/** What every conversation draws on; it begins when somebody is let in and ends when they leave. */
@Injectable()
export class Conversations {
  /** Rises when the database is restored from a backup, which needs a restart. */
  epoch = 1;

  constructor(
    readonly access: StreamAccess,
    readonly eventLog: EventLog,
    readonly listeners: Listeners,
    readonly dispatcher: Dispatcher,
    readonly pulses: PulseRelay,
  ) {}

  start(epoch: number): void {
    this.epoch = epoch;
    for (const part of [this.dispatcher, this.pulses, this.listeners.presences]) part.start();
  }

  begin(socket: LiveSocket): void {
    const listener = this.listeners.join(socket);
    const conversation = new Conversation(listener, this);
    socket.onAny((message: string, ...args: unknown[]) => void conversation.hear(message, args));
    socket.on('disconnect', () => this.listeners.gone(listener));
  }

  now(): Date {
    return this.eventLog.now();
  }
}
