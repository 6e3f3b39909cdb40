import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LiveEvent, OVERVIEW } from '@tocsin/shared/live';
import { ENGINE } from '../src/live/index.js';
import { asAdmin, asOwner } from './database.js';
import { ask, clientOf, connected, liveHouse, type LiveHouse, socketTo, until } from './live-house.js';
import { anIncident, append, note } from './live-samples.js';

let house: LiveHouse;
let apiKey: string;
beforeAll(async () => {
  house = await liveHouse();
  apiKey = (await house.key(['incident:read'])).key;
});
afterAll(() => house.close());

describe('the event log', () => {
  it('numbers each stream by itself, from one and without gaps', async () => {
    const [{ room: a }, { room: b }] = [await anIncident(house), await anIncident(house)];
    await append(house, [a, b], note('both'));
    await append(house, [b], note('b only'));
    expect(await house.eventLog.after(a, 0, 10)).toMatchObject([{ stream: a, seq: 1 }]);
    const events = await house.eventLog.after(b, 0, 10);
    expect(events).toMatchObject([
      { seq: 1, type: 'note.added', actor: null },
      { seq: 2, payload: { note: { text: 'b only' } } },
    ]);
    for (const event of events) expect(LiveEvent.parse(event)).toEqual(event);
  });

  it('uses no number for a transaction that is rolled back', async () => {
    const { room } = await anIncident(house);
    const failing = house.db.transaction(async (tx) => {
      await house.eventLog.append(tx, ENGINE, [room], note('never'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await append(house, [room], note('first'));
    expect(await house.eventLog.after(room, 0, 10)).toMatchObject([{ seq: 1, payload: { note: { text: 'first' } } }]);
  });

  it('commits in the order of its numbers, so a reader that has seen n never misses an m below it', async () => {
    const { room } = await anIncident(house);
    await append(house, [room], note('0'));
    const slow = house.db.transaction(async (tx) => {
      await house.eventLog.append(tx, ENGINE, [room], note('slow'));
      await new Promise((go) => setTimeout(go, 200));
    });
    await new Promise((go) => setTimeout(go, 50));
    const fast = append(house, [room], note('fast'));
    await Promise.race([fast, new Promise((go) => setTimeout(go, 50))]);
    expect(await house.eventLog.lastSeq(room)).toBe(1);
    await Promise.all([slow, fast]);
    expect((await house.eventLog.after(room, 0, 10)).map((event) => event.payload)).toMatchObject([
      { note: { text: '0' } },
      { note: { text: 'slow' } },
      { note: { text: 'fast' } },
    ]);
  });

  it('neither deadlocks nor skips when writers name the same streams in opposite orders', async () => {
    const [{ room: a }, { room: b }] = [await anIncident(house), await anIncident(house)];
    await Promise.all(Array.from({ length: 60 }, (_, i) => append(house, i % 2 ? [a, b] : [b, a], note(String(i)))));
    for (const stream of [a, b]) {
      const events = await house.eventLog.after(stream, 0, 100);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    }
  });

  it('cannot be altered, not even by the owner of the table', async () => {
    await append(house, [(await anIncident(house)).room], note('kept'));
    await expect(house.db.query(`UPDATE stream_event SET payload = '{}'`)).rejects.toThrow(/permission denied|insert-only/);
    await expect(house.db.query(`DELETE FROM stream_event`)).rejects.toThrow(/permission denied|insert-only/);
    await expect(asOwner(house.database, `UPDATE stream_event SET payload = '{}'`)).rejects.toThrow('insert-only');
    await expect(asOwner(house.database, `TRUNCATE stream_event`)).rejects.toThrow('insert-only');
  });

  it('asks to start anew after more than a thousand missed events, and to a listener that is ahead of it', async () => {
    const { room } = await anIncident(house);
    await house.db.transaction(async (tx) => {
      for (let i = 0; i < 1_001; i++) await house.eventLog.append(tx, ENGINE, [room], note(String(i)));
    });
    const socket = await connected(socketTo(house.url, { apiKey }));
    expect(await ask(socket, 'watch', { stream: room, afterSeq: 0 })).toMatchObject({ kind: 'reset', lastSeq: 1_001 });
    expect(await ask(socket, 'watch', { stream: room, afterSeq: 5_000 })).toMatchObject({ kind: 'reset', lastSeq: 1_001 });
    const answer = (await ask(socket, 'watch', { stream: room, afterSeq: 1 })) as { kind: string; events: LiveEvent[] };
    expect([answer.kind, answer.events.length, answer.events[0]?.seq]).toEqual(['events', 1_000, 2]);
    socket.disconnect();
  });
});

describe('the dispatcher', () => {
  it('continues the answer to watch on the wire without a repeat or a gap while others write', async () => {
    const { room } = await anIncident(house);
    let writing = true;
    const writer = (async () => {
      for (let i = 0; writing; i++) await append(house, [room], note(String(i)));
      return house.eventLog.lastSeq(room);
    })();
    const heard = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const socket = await connected(socketTo(house.url, { apiKey }));
        await new Promise((go) => setTimeout(go, i * 15));
        const seqs: number[] = [];
        socket.on('live', (event: LiveEvent) => seqs.push(event.seq));
        const answer = (await ask(socket, 'watch', { stream: room, afterSeq: 0 })) as { events: LiveEvent[] };
        seqs.unshift(...answer.events.map(({ seq }) => seq));
        return { socket, seqs };
      }),
    );
    await new Promise((go) => setTimeout(go, 400));
    writing = false;
    const last = await writer;
    await until(() => heard.every(({ seqs }) => seqs.at(-1) === last));
    for (const { seqs } of heard) expect(seqs).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    for (const { socket } of heard) socket.disconnect();
  });

  it('loses nothing when its LISTEN connection is cut in the middle of a stream', async () => {
    const seen: number[] = [];
    const client = clientOf(socketTo(house.url, { apiKey }));
    client.start();
    client.follow(OVERVIEW, { onEvent: (event) => seen.push(event.seq) }, await house.eventLog.lastSeq(OVERVIEW));
    await until(() => client.connection.state === 'live');
    const from = await house.eventLog.lastSeq(OVERVIEW);
    for (let i = 1; i <= 60; i++) {
      if (i % 20 === 0)
        await asAdmin(
          house.database.owner,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin-listen' AND datname = '${house.database.name}'`,
        );
      await append(house, [OVERVIEW], note(String(i)));
    }
    await until(() => seen.length >= 60);
    expect(seen).toEqual(Array.from({ length: 60 }, (_, i) => from + i + 1));
    client.stop();
  });
});
