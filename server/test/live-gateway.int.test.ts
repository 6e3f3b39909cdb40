import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IncidentId, newId, ProblemBody } from '@tocsin/shared/kernel';
import { legalStream, OVERVIEW, type Presence, userStream } from '@tocsin/shared/live';
import type { Socket } from 'socket.io-client';
import { asOwner } from './database.js';
import { ask, connected, liveHouse, type LiveHouse, socketTo, until } from './live-house.js';
import { anIncident, append, note } from './live-samples.js';

let house: LiveHouse;
let key: { id: string; key: string };
const opened: Socket[] = [];
const open = async (who: Parameters<typeof socketTo>[1], headers?: Record<string, string>): Promise<Socket> => {
  const socket = socketTo(house.url, who, headers);
  opened.push(socket);
  return connected(socket);
};
const cookieOf = (headers: Headers): string => headers.get('cookie') ?? '';
const refusedWith = (code: string): object => ({ kind: 'refused', problem: { code } });

beforeAll(async () => {
  house = await liveHouse();
  key = await house.key(['incident:read']);
});
afterAll(async () => {
  for (const socket of opened) socket.disconnect();
  await house.close();
});

describe('at the door', () => {
  it('lets in a session and a key, and refuses everybody else with a problem', async () => {
    await open({ cookie: cookieOf(await house.signIn()) });
    await open({ apiKey: key.key });
    for (const who of [{ apiKey: 'toc_wrong' }, { cookie: 'tocsin_session=wrong' }, { cookie: '' }]) {
      const refused = await open(who).catch((error: { data: unknown }) => error.data);
      expect(ProblemBody.parse(refused)).toMatchObject({ code: 'auth/required', status: 401 });
    }
  });

  it('refuses a page of another site although it carries the cookie, and lets in our own', async () => {
    const cookie = cookieOf(await house.signIn());
    for (const origin of ['https://evil.example', 'null', `${house.url}.evil.example`])
      await expect(open({ cookie }, { origin })).rejects.toThrow('websocket error');
    await open({ cookie }, { origin: house.url });
  });

  it('has nothing to say outside its namespace', async () => {
    const socket = socketTo(house.url, { apiKey: key.key });
    const root = socket.io.socket('/', {});
    const error = new Promise<Error>((resolve) => root.once('connect_error', resolve));
    root.connect();
    expect((await error).message).toBe('live/unknown-namespace');
    root.disconnect();
  });
});

describe('messages', () => {
  it('answers what is malformed with a problem that does not repeat it', async () => {
    const socket = await open({ apiKey: key.key });
    const marker = 'ECHO-7f3a';
    const bad: [string, ...unknown[]][] = [
      ['watch'],
      ['watch', null],
      ['watch', marker],
      ['watch', { stream: OVERVIEW }],
      ['watch', { stream: OVERVIEW, afterSeq: -1 }],
      ['watch', { stream: OVERVIEW, afterSeq: 0, [marker]: marker }],
      ['watch', { stream: 7, afterSeq: marker }],
      ['unwatch', [marker]],
      ['presence', { stream: OVERVIEW, tab: marker.repeat(20) }],
      [marker, { marker }],
    ];
    for (const [message, ...body] of bad) {
      const answer = await ask(socket, message, ...body);
      expect(answer).toMatchObject(refusedWith('live/malformed'));
      expect(JSON.stringify(answer)).not.toContain(marker);
    }
  });

  it('refuses guessed, foreign and legal streams', async () => {
    const socket = await open({ apiKey: key.key });
    const watch = (stream: string): Promise<never> => ask(socket, 'watch', { stream, afterSeq: 0 });
    for (const stream of ['incident:1', 'incident:*', 'live', '', 'me', userStream(newId()), '../overview'])
      expect(await watch(stream)).toMatchObject(refusedWith('live/unknown-stream'));
    expect(await watch(legalStream(newId<IncidentId>()))).toMatchObject(refusedWith('auth/forbidden'));
    expect(await watch(OVERVIEW)).toMatchObject({ kind: 'events', epoch: 1 });
  });

  it('gives each role the streams of its permissions, and no others', async () => {
    const { room, legal } = await anIncident(house);
    for (const [role, hears] of [
      ['agent', [OVERVIEW, room, 'me']],
      ['legal', [OVERVIEW, room, legal, 'me']],
      ['auditor', [OVERVIEW, room, legal, 'me']],
      ['pr', [OVERVIEW, room, 'me']],
    ] as const) {
      const person = await house.user(`role-${role}`, [role]);
      const socket = await open({ cookie: cookieOf(await house.signIn(person)) });
      const heard: string[] = [];
      socket.on('live', (event: { stream: string }) => heard.push(event.stream));
      for (const stream of [OVERVIEW, room, legal, 'me']) await ask(socket, 'watch', { stream, afterSeq: Number.MAX_SAFE_INTEGER });
      await append(house, [OVERVIEW, room, legal, userStream(person.id as never)], note(role));
      await until(() => heard.length >= hears.length);
      await new Promise((go) => setTimeout(go, 100));
      expect(heard.sort()).toEqual([...hears].sort());
      socket.disconnect();
    }
  });

  it('answers a flood with refusals, ends it, and leaves the others alone', async () => {
    const flooder = await open({ apiKey: key.key });
    const other = await open({ apiKey: key.key });
    const answers: { kind: string; problem?: { code: string } }[] = [];
    const gone = new Promise((resolve) => flooder.once('disconnect', resolve));
    flooder.io.reconnection(false);
    for (let i = 0; i < 1_000; i++)
      flooder.emit('watch', { stream: OVERVIEW, afterSeq: 0 }, (answer: { kind: string }) => answers.push(answer));
    expect(await ask(other, 'watch', { stream: OVERVIEW, afterSeq: 0 })).not.toMatchObject({ kind: 'refused' });
    await gone;
    expect(answers.filter(({ kind }) => kind !== 'refused').length).toBeLessThanOrEqual(80);
    expect(answers.some(({ problem }) => problem?.code === 'request/rate-limited')).toBe(true);
  });

  it('cuts off a message of a megabyte unread', async () => {
    const socket = await open({ apiKey: key.key });
    socket.io.reconnection(false);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('watch', { stream: OVERVIEW, afterSeq: 0, padding: 'x'.repeat(1024 * 1024) });
    await gone;
    await open({ apiKey: key.key });
  });
});

describe('revocation', () => {
  it('takes a key out of its rooms within two seconds', async () => {
    const doomed = await house.key(['incident:read']);
    const socket = await open({ apiKey: doomed.key });
    await ask(socket, 'watch', { stream: OVERVIEW, afterSeq: 0 });
    const revoked = new Promise<{ streams: string[] }>((resolve) => socket.once('revoked', resolve));
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    const from = performance.now();
    await house.call(await house.signIn(), 'DELETE', `/api-keys/${doomed.id}`);
    expect(await revoked).toEqual({ streams: [OVERVIEW] });
    await gone;
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  it('takes a person out of the legal room when the role is taken away, and leaves them in the others', async () => {
    const person = await house.user('counsel', ['legal']);
    const socket = await open({ cookie: cookieOf(await house.signIn(person)) });
    const { room, legal } = await anIncident(house);
    for (const stream of [room, legal]) await ask(socket, 'watch', { stream, afterSeq: 0 });
    const heard: string[] = [];
    socket.on('live', (event: { stream: string }) => heard.push(event.stream));
    const revoked = new Promise<{ streams: string[] }>((resolve) => socket.once('revoked', resolve));
    const from = performance.now();
    await house.call(await house.signIn(), 'PATCH', `/users/${person.id}`, { roles: ['agent'] });
    expect(await revoked).toEqual({ streams: [legal] });
    expect(performance.now() - from).toBeLessThan(2_000);
    await append(house, [room, legal], note('after'));
    await until(() => heard.length > 0);
    await new Promise((go) => setTimeout(go, 100));
    expect(heard).toEqual([room]);
    expect(await ask(socket, 'watch', { stream: legal, afterSeq: 0 })).toMatchObject(refusedWith('auth/forbidden'));
  });

  it('ends the sockets of a session that signs out', async () => {
    const headers = await house.signIn();
    const socket = await open({ cookie: cookieOf(headers) });
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    const from = performance.now();
    await house.call(headers, 'POST', '/auth/logout');
    await gone;
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('presence', () => {
  it('names who is in the room and where they look, once a person, and forgets who leaves', async () => {
    const { room } = await anIncident(house);
    const seen: Presence[] = [];
    const watcher = await open({ apiKey: key.key });
    watcher.on('presence', (presence: Presence) => seen.push(presence));
    await ask(watcher, 'watch', { stream: room, afterSeq: 0 });
    const person = await house.user('linlan', ['commander']);
    const cookie = cookieOf(await house.signIn(person));
    const [desk, phone] = [await open({ cookie }), await open({ cookie })];
    for (const socket of [desk, phone]) await ask(socket, 'watch', { stream: room, afterSeq: 0 });
    expect(await ask(desk, 'presence', { stream: room, tab: 'situation' })).toEqual({ kind: 'ok' });
    expect(await ask(phone, 'presence', { stream: room, tab: 'complaints' })).toEqual({ kind: 'ok' });
    await until(() => seen.at(-1)?.people[0]?.tab === 'complaints');
    // As the regular refresh does: everybody's end of life is the same then, and the window used last still names the tab.
    await house.db.query(`UPDATE presence SET expires_at = now() + interval '1 minute'`);
    expect(await ask(desk, 'presence', { stream: room, tab: 'timeline' })).toEqual({ kind: 'ok' });
    await until(() => seen.at(-1)?.people[0]?.tab === 'timeline');
    await house.db.query(`UPDATE presence SET expires_at = now() + interval '1 minute'`);
    expect(await ask(phone, 'presence', { stream: room, tab: 'complaints' })).toEqual({ kind: 'ok' });
    await until(() => seen.at(-1)?.people[0]?.tab === 'complaints');
    expect(seen.at(-1)).toEqual({ stream: room, people: [{ id: person.id, name: 'linlan', tab: 'complaints' }] });
    desk.disconnect();
    await ask(phone, 'unwatch', { stream: room });
    await until(() => seen.at(-1)?.people.length === 0);
    expect(await asOwner(house.database, 'SELECT * FROM presence')).toEqual([]);
    expect(await ask(phone, 'presence', { stream: room, tab: null })).toMatchObject(refusedWith('live/unknown-stream'));
  });
});
