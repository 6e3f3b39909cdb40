import { Global, Module } from '@nestjs/common';
import { Conversations } from './conversations.js';
import { Dispatcher } from './dispatcher.js';
import { EventLog } from './event-log.js';
import { Listeners } from './listeners.js';
import { LiveGateway } from './live.gateway.js';
import { PresenceRepository } from './presence.repository.js';
import { Presences } from './presences.js';
import { PulseRelay } from './pulse-relay.js';
import { Pulses } from './pulses.js';
import { Revocation } from './revocation.js';
import { Rooms } from './rooms.js';
import { SocketServer } from './socket-server.js';
import { StreamAccess } from './stream-access.js';

/** Needs identity, which decides who is let in. */
@Global()
@Module({
  providers: [
    ...[EventLog, Pulses, PulseRelay, StreamAccess],
    ...[Rooms, PresenceRepository, Presences, Listeners, Dispatcher, Conversations, Revocation, SocketServer, LiveGateway],
  ],
  exports: [EventLog, Pulses, PulseRelay, StreamAccess],
})
export class LiveModule {}
