import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LiveClient, type LiveEvent, OVERVIEW, type StreamId } from '@tocsin/shared/live';
import type { Socket } from 'socket.io-client';
import { clientOf, liveHouse, type LiveHouse, socketTo, until } from './live-house.js';
import { startNode } from './live-node.js';
import { anIncident, append, note } from './live-samples.js';

let house: LiveHouse;
let apiKey: string;
beforeAll(async () => {
  house = await liveHouse(2);
  apiKey = (await house.key(['incident:read'])).key;
});
afterAll(() => house.close());

/** A generator with a seed, so that a failure can be played again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Loses, repeats or delays one message in twenty each. */
function spoiler(roll: () => number): (deliver: () => void) => void {
  return (deliver) => {
    const fate = roll();
    if (fate < 0.05) return;
    if (fate < 0.1) return void setTimeout(deliver, roll() * 50);
    deliver();
    if (fate < 0.15) deliver();
  };
}

const lineOf = ({ seq, payload }: LiveEvent): string => `${seq} ${'note' in payload ? payload.note.text : ''}`;

interface Screen {
  socket: Socket;
  client: LiveClient;
  seen: Map<StreamId, string[]>;
}

function screen(url: string, streams: StreamId[], spoil?: (deliver: () => void) => void): Screen {
  const socket = socketTo(url, { apiKey });
  const client = clientOf(socket, {}, spoil);
  const seen = new Map(streams.map((stream) => [stream, [] as string[]]));
  for (const stream of streams) client.follow(stream, { onEvent: (event) => seen.get(stream)?.push(lineOf(event)) }, 0);
  client.start();
  return { socket, client, seen };
}

async function truth(stream: StreamId): Promise<string[]> {
  return (await house.eventLog.after(stream, 0, 5_000)).map(lineOf);
}

const agrees = (screens: readonly Screen[], stream: StreamId, expected: readonly string[]): number =>
  screens.filter(({ seen }) => JSON.stringify(seen.get(stream)) !== JSON.stringify(expected)).length;

describe('many screens on two nodes', () => {
  it('all converge although one message in five is lost, repeated or swapped and two hundred connections are cut', async () => {
    const roll = dice(20_261_122);
    const { room } = await anIncident(house);
    const streams = [OVERVIEW, room];
    const screens = Array.from({ length: 20 }, (_, i) => screen(house.urls[i % 2] ?? '', streams, spoiler(roll)));
    await until(() => screens.every(({ client }) => client.connection.state === 'live'));
    let cuts = 0;
    let written = 0;
    while (cuts < 200 || written < 800) {
      await Promise.all([append(house, streams, note(String(written))), append(house, [room], note(`${written} b`))]);
      written += 2;
      const victim = screens[Math.floor(roll() * screens.length)];
      if (cuts === 200 || written % 4 !== 0 || !victim?.socket.connected) continue;
      // The transport dies under the client, as a cable would; it comes back by itself.
      victim.socket.io.engine.close();
      cuts++;
    }
    const expected = new Map(await Promise.all(streams.map(async (stream) => [stream, await truth(stream)] as const)));
    const diverged = (): number => streams.reduce((sum, stream) => sum + agrees(screens, stream, expected.get(stream) ?? []), 0);
    await until(() => diverged() === 0).catch(() => undefined);
    expect(diverged()).toBe(0);
    expect(expected.get(room)?.length).toBe(written);
    for (const { client } of screens) client.stop();
  });

  it('hear on one node what was caused on the other', async () => {
    const { room } = await anIncident(house);
    const [here, there] = house.urls.map((url) => screen(url, [room]));
    await append(house, [room], note('told'));
    for (const one of [here, there]) await until(() => one?.seen.get(room)?.length === 1);
    expect(there?.seen.get(room)).toEqual(here?.seen.get(room));
    here?.client.stop();
    there?.client.stop();
  });

  it('go on without a gap when their node is killed and comes back', async () => {
    const { room } = await anIncident(house);
    // Below the range from which outgoing connections take theirs: the second start needs the same one.
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const node = await startNode(house.database, port);
    const one = screen(node.url, [room]);
    await until(() => one.client.connection.state === 'live');
    await append(house, [room], note('before'));
    await until(() => one.seen.get(room)?.length === 1);
    await node.stop('SIGKILL');
    await append(house, [room], note('meanwhile'));
    await until(() => one.client.connection.state === 'reconnecting');
    const again = await startNode(house.database, port);
    await append(house, [room], note('after'));
    await until(() => one.seen.get(room)?.length === 3);
    expect(one.seen.get(room)).toEqual(await truth(room));
    one.client.stop();
    await again.stop();
  });
});
