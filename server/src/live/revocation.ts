import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AccessChanges, type AccessChange } from '../identity/index.js';
import { log } from '../platform/logging/log.js';
import { audienceOf, sharedName } from './audiences.js';
import { wireName } from './rooms.js';
import { Listeners } from './listeners.js';
import type { Listener } from './listener.js';
import { StreamAccess } from './stream-access.js';

/** Sessions also end by themselves, without a word from anybody. */
const SWEEP_MS = 60_000;
const AT_ONCE = 20;
const logger = log('live');

/** Takes listeners out of the rooms they may no longer be in. */
@Injectable()
export class Revocation implements OnApplicationShutdown {
  private unsubscribe: (() => void) | null = null;
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly changes: AccessChanges,
    private readonly listeners: Listeners,
    private readonly access: StreamAccess,
  ) {}

  start(): void {
    this.unsubscribe = this.changes.subscribe((change) => void this.look(change));
    this.sweeping = setInterval(() => void this.look({ kind: 'all' }), SWEEP_MS).unref();
  }

  onApplicationShutdown(): void {
    this.unsubscribe?.();
    clearInterval(this.sweeping);
  }

  private async look(change: AccessChange): Promise<void> {
    const concerned = this.listeners.all().filter((listener) => concerns(change, listener));
    for (const listener of concerned) listener.rights += 1;
    for (let i = 0; i < concerned.length; i += AT_ONCE) {
      await Promise.all(concerned.slice(i, i + AT_ONCE).map((listener) => this.recheck(listener)));
    }
  }

  private async recheck(listener: Listener): Promise<void> {
    try {
      const principal = await listener.socket.data.again();
      if (!principal) return this.end(listener);
      listener.socket.data.principal = principal;
      const lost = [];
      for (const stream of [...listener.streams]) if (!(await this.access.mayWatch(principal, stream))) lost.push(stream);
      for (const stream of lost) this.listeners.leave(listener, stream);
      // In the other audience of the same incident the numbers are others: whoever changes sides comes in anew.
      for (const stream of lost)
        if (await this.access.mayWatch(principal, audienceOf(principal, sharedName(stream)))) return listener.cut();
      listener.revoked(lost.map(wireName));
    } catch (error) {
      // What could not be checked is not trusted; an honest listener comes back and is checked at the door.
      logger.warn({ err: error }, 'rights could not be looked up again; the listener is cut off');
      listener.cut();
    }
  }

  private end(listener: Listener): void {
    listener.revoked([...listener.streams].map(wireName));
    listener.cut();
  }
}

function concerns(change: AccessChange, { principal }: Listener): boolean {
  switch (change.kind) {
    case 'all':
      return true;
    case 'key':
      return principal.kind === 'key' && principal.id === change.id;
    case 'user':
      // A key may do no more than its maker, and few keys listen: all of them are looked at again.
      return principal.kind === 'key' || principal.id === change.id;
    case 'session':
      return principal.kind === 'user' && principal.sessionId === change.id;
  }
}
