import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { z } from 'zod';
import { Db, type Tx } from '../platform/database/db.js';
import { log } from '../platform/logging/log.js';

const CHANNEL = 'access';
const logger = log('identity');

/** Somebody may no longer do what they could. `all`: notices may have been missed, so everybody is looked at again. */
export const AccessChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), id: z.string() }),
  z.object({ kind: z.literal('user'), id: z.string() }),
  z.object({ kind: z.literal('key'), id: z.string() }),
  z.object({ kind: z.literal('all') }),
]);
export type AccessChange = z.infer<typeof AccessChange>;
type Hearer = (change: AccessChange) => void;

/** Tells every node at commit; hearers drop sockets and cached principals. */
@Injectable()
export class AccessChanges implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly hearers = new Set<Hearer>();
  private listening: { stop: () => Promise<void> } | null = null;

  constructor(private readonly db: Db) {}

  /** Answers the function that ends the subscription. */
  subscribe(hearer: Hearer): () => void {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  }

  /** Runs the work and tells of the change: this node before the caller has its answer, the others by NOTIFY. */
  async during<T>(change: AccessChange, work: (tx: Tx) => Promise<T>): Promise<T> {
    const result = await this.db.transaction(async (tx) => {
      const answer = await work(tx);
      await tx.query(`SELECT pg_notify($1, $2)`, [CHANNEL, JSON.stringify(change)]);
      return answer;
    });
    this.tell(change);
    return result;
  }

  onApplicationBootstrap(): void {
    this.listening = this.db.listen(CHANNEL, (payload) => this.tell(parsed(payload)));
  }

  async onModuleDestroy(): Promise<void> {
    await this.listening?.stop();
  }

  private tell(change: AccessChange): void {
    for (const hearer of this.hearers) {
      try {
        hearer(change);
      } catch (error) {
        logger.error({ err: error, kind: change.kind }, 'a hearer of an access change failed');
      }
    }
  }
}

/** Empty after each (re)connect, when notices may have been lost; anything unreadable is treated with the same caution. */
function parsed(payload: string): AccessChange {
  try {
    return AccessChange.parse(JSON.parse(payload));
  } catch {
    return { kind: 'all' };
  }
}
