import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedApiKey } from '@tocsin/shared/identity';
import { OVERVIEW, type Pulse, reduceTimeline } from '@tocsin/shared/live';
import type { Socket } from 'socket.io-client';
import { ENGINE, EventLog, PulseRelay, Pulses } from '../src/live/index.js';
import { Metrics } from '../src/platform/metrics/metrics.js';
import { testApp, type TestApp } from './app.js';
import { ask, connected, socketTo, until } from './live-house.js';
import { anIncident, note } from './live-samples.js';
import { screen, verifyCommand } from './verify-command.js';

let app: TestApp;
let apiKey: string;
const opened: Socket[] = [];
const reads: string[] = [];
let complaints = 0;

const numbers = (stream: string): Pulse => ({
  stream: stream as Pulse['stream'],
  at: new Date().toISOString(),
  counts: { posts: complaints, complaints, complainants: complaints },
  velocity: { lastTenMinutes: complaints, previousTenMinutes: 0 },
  emotion: {},
  newest: [],
});
const open = async (): Promise<Socket> => {
  const socket = socketTo(app.origin, { apiKey });
  opened.push(socket);
  return connected(socket);
};

beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api' } });
  app.get(PulseRelay).register('incident', (stream) => {
    reads.push(stream);
    return Promise.resolve(numbers(stream));
  });
  const admin = await app.as.admin();
  apiKey = (await admin.post('/api-keys', { name: 'pulse', scopes: ['incident:read'] }).expect<CreatedApiKey>(201)).key;
});
afterAll(async () => {
  for (const socket of opened) socket.disconnect();
  await app.close();
});

describe('pulses', () => {
  it('fold a thousand complaints into at most four messages a second, the last of which is true', async () => {
    const { room } = await anIncident(app);
    const socket = await open();
    const heard: Pulse[] = [];
    socket.on('pulse', (pulse: Pulse) => heard.push(pulse));
    await ask(socket, 'watch', { stream: room, afterSeq: 0 });
    const pulses = app.get(Pulses);
    const from = performance.now();
    for (complaints = 0; complaints < 1_000;) {
      complaints++;
      pulses.dirty(room);
      await new Promise((go) => setTimeout(go, 1));
    }
    await until(() => heard.at(-1)?.counts.complaints === 1_000);
    const seconds = (performance.now() - from) / 1_000;
    expect(heard.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 2);
    expect(heard.length).toBeGreaterThan(2);
    expect(heard.at(-1)?.stream).toBe(room);
  });

  it('are not read while nobody listens, and greet a newcomer with the newest', async () => {
    const { room } = await anIncident(app);
    app.get(Pulses).dirty(room);
    await new Promise((go) => setTimeout(go, 600));
    expect(reads).not.toContain(room);
    for (const _ of [1, 2]) {
      const socket = await open();
      const greeted = new Promise<Pulse>((resolve) => socket.once('pulse', resolve));
      await ask(socket, 'watch', { stream: room, afterSeq: 0 });
      expect(await greeted).toMatchObject({ stream: room, counts: { complaints } });
    }
    expect(reads.filter((stream) => stream === room)).toHaveLength(1);
  });
});

describe('a slow reader', () => {
  it('is cut off, and the others hear everything', async () => {
    const { room } = await anIncident(app);
    const [slow, quick] = [await open(), await open()];
    slow.io.reconnection(false);
    const seqs: number[] = [];
    quick.on('live', ({ seq }: { seq: number }) => seqs.push(seq));
    for (const socket of [slow, quick]) await ask(socket, 'watch', { stream: room, afterSeq: 0 });
    stopReading(slow);
    const eventLog = app.get(EventLog);
    const big = note('投'.repeat(4_000));
    let written = 0;
    const cuts = async (): Promise<number> => Number(/live_slow_cut_total (\d+)/.exec(await app.get(Metrics).text())?.[1]);
    while ((await cuts()) === 0 && written < 2_000) {
      await app.db.transaction(async (tx) => {
        for (let i = 0; i < 20; i++) await eventLog.append(tx, ENGINE, [room], big);
      });
      written += 20;
    }
    expect(await cuts()).toBe(1);
    await until(() => seqs.length === written);
    expect(seqs).toEqual(Array.from({ length: written }, (_, i) => i + 1));
  });
});

describe('snapshot and events', () => {
  it('a timeline folded from events equals the timeline read anew', async () => {
    const { room } = await anIncident(app);
    const eventLog = app.get(EventLog);
    const timeline = screen({ what: 'timeline', stream: room, read: () => eventLog.after(room, 0, 100), reduce: reduceTimeline });
    const told = await verifyCommand(eventLog, [timeline], () =>
      app.db.transaction((tx) => eventLog.append(tx, ENGINE, [room, OVERVIEW], note('x'))),
    );
    expect(told).toHaveLength(1);
  });
});

/** The reader's process hangs: its kernel takes what fits and then nothing more. */
function stopReading(socket: Socket): void {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { pause: () => void } } };
  transport.ws.pause();
}
