import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from './live-client.js';
import { OVERVIEW } from './live.contract.js';
import type { Ear, Wire } from './wire.js';

/** A wire in the test's hand; like the real one it says so when it is closed from this side. */
function wireInHand(): { wire: Wire; ear: () => Ear } {
  let ear: Ear | undefined;
  const heard = (): Ear => {
    if (!ear) throw new Error('nobody listens');
    return ear;
  };
  const wire: Wire = {
    open: () => undefined,
    close: () => heard().onDown(),
    watch: () => Promise.resolve({ kind: 'events', events: [], lastSeq: 0, epoch: 1 }),
    unwatch: () => Promise.resolve({ kind: 'ok' }),
    presence: () => Promise.resolve({ kind: 'ok' }),
    ping: () => Promise.resolve({}),
    hearWith: (given) => (ear = given),
  };
  return { wire, ear: heard };
}

const states = (client: LiveClient): string[] => {
  const seen: string[] = [client.connection.state];
  client.subscribe(() => seen.at(-1) !== client.connection.state && seen.push(client.connection.state));
  return seen;
};

describe('LiveClient', () => {
  it('says that it is cut off after a while, however often it tries in vain to come back', async () => {
    const { wire, ear } = wireInHand();
    const client = new LiveClient(wire, { offlineAfterMs: 100 });
    const seen = states(client);
    client.start();
    client.follow(OVERVIEW, {}, 0);
    ear().onUp();
    await sleep(10);
    for (let tries = 0; tries < 10; tries++) {
      ear().onDown();
      await sleep(20);
    }
    expect(seen).toEqual(['reconnecting', 'live', 'reconnecting', 'offline']);
    ear().onUp();
    await sleep(10);
    expect(client.connection.state).toBe('live');
    client.stop();
  });

  it('says nothing more once it is stopped', async () => {
    const { wire, ear } = wireInHand();
    const client = new LiveClient(wire, { offlineAfterMs: 20 });
    client.start();
    ear().onUp();
    await sleep(10);
    ear().onDown();
    client.stop();
    const seen = states(client);
    await sleep(50);
    expect(seen).toEqual(['reconnecting']);
  });
});
