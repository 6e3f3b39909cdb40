import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { IncidentDetail, IncidentSummary } from '@tocsin/shared/incidents';
import { newId, type GroupId, type IncidentId, type Page } from '@tocsin/shared/kernel';
import { incidentStream, LiveEvent, OVERVIEW, type CatchUp, type StreamId } from '@tocsin/shared/live';
import type { Socket } from 'socket.io-client';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { asOwner } from '../../../test/database.js';
import { file, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { ask, connected, socketTo, until } from '../../../test/live-house.js';
import { ENGINE, EventLog } from '../../live/index.js';
import { IncidentAudiences } from '../../migrations/20261128T0130-incident-audiences.js';
import { GroupsRepository } from '../clustering/groups/groups.repository.js';
import { RegroupTeller, summaryOf } from '../clustering/groups/regrouper.js';
import { DecisionRecord } from '../complaints/handling/decision-record.js';
import { HandlingRepository } from '../complaints/handling/handling.repository.js';
import { Detector } from './detector.js';
import { IncidentBooks } from './incident-books.js';
import { coreOf } from './incident.presenter.js';
import { IncidentsRepository } from './incidents.repository.js';

interface Side {
  brand: string;
  who: Staff;
  incident: IncidentDetail;
  rows: ComplaintRow[];
  /** Everything the socket was told, and the answers to `watch`. */
  heard: unknown[];
  socket: Socket;
}

let app: TestApp;
let machine: HttpClient;
let commander: Staff;
let commanderSocket: Socket;
const opened: Socket[] = [];
let sides: [Side, Side];
/** Of the second brand; becomes part of the first one's. */
let folded: IncidentSummary;

const incidents = async (query = ''): Promise<IncidentSummary[]> =>
  (await machine.get(`/incidents${query}`).expect<Page<IncidentSummary>>(200)).items;

async function listen(who: Staff, heard: unknown[]): Promise<Socket> {
  const socket = await connected(socketTo(app.origin, { cookie: who.credentials['cookie'] ?? '' }));
  opened.push(socket);
  socket.onAny((name: string, body: unknown) => heard.push({ name, body }));
  return socket;
}

async function side(brand: string, topic: 'warehouse' | 'coupon', roles: ('commander' | 'legal')[]): Promise<Side> {
  const rows = await file(machine, topic, 6, { brand });
  const found = async () => (await incidents()).find((one) => one.brand === brand && one.groupIds.includes(rows[0]?.groupId as GroupId));
  await until(async () => (await found()) !== undefined, 90_000);
  const who = await app.as.someone(roles, [brand]);
  const incident = await who.get(`/incidents/${(await found())?.id ?? ''}`).expect<IncidentDetail>(200);
  const heard: unknown[] = [];
  const socket = await listen(who, heard);
  heard.push(await ask(socket, 'watch', { stream: incidentStream(incident.id), afterSeq: incident.lastSeq }));
  return { brand, who, incident, rows, heard, socket };
}

beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  sides = [await side('甲', 'warehouse', ['commander', 'legal']), await side('乙', 'coupon', ['commander', 'legal'])];
  const third = await file(machine, 'colour', 1, { brand: '乙' });
  const groups = await app.db.transaction((tx) => app.get(GroupsRepository).many(tx, [third[0]?.groupId as GroupId]));
  const open = await commander
    .post('/incidents', { groupIds: groups.map(({ id }) => id), title: '色差', scenario: 'other' })
    .expect<IncidentDetail>(201);
  await asOwner(app.database, `UPDATE incident SET state = 'detected' WHERE id = '${open.id}'`);
  folded = { ...open, state: 'detected' };
}, 300_000);
afterAll(async () => {
  for (const socket of opened) socket.disconnect();
  await app.close();
});

/** What tells of this side, and must never reach the other one. The id of a group that one's own complaint stands in tells nothing: groups are not opened. */
const secretsOf = (one: Side): string[] => [
  one.incident.id,
  one.incident.no,
  // A group has the id of the complaint it began with.
  ...one.rows.flatMap(({ id, receiptNo, groupId }) => ((id as string) === groupId ? [receiptNo] : [id, receiptNo])),
  ...(one.brand === '乙' ? [folded.id, folded.no] : []),
];

async function everyCommand(): Promise<void> {
  const [a, b] = sides;
  const [groupA, groupB] = [a.rows[0]?.groupId as GroupId, b.rows[0]?.groupId as GroupId];
  const reason = '人工复核';
  // Complaints of each brand into the incident of the other one, and then everything that can be done to them there.
  const move = async (from: GroupId, into: GroupId, rows: ComplaintRow[]): Promise<string> =>
    (
      await commander
        .post(`/groups/${from}/move`, { into, complaintIds: rows.map(({ id }) => id), reason })
        .expect<{ move: { id: string } }>(200)
    ).move.id;
  await move(groupA, groupB, a.rows.slice(0, 2));
  const taken = await move(groupB, groupA, b.rows.slice(0, 2));
  await commander.post(`/groups/moves/${taken}/undo`, { reason }).expect(200);
  await move(groupB, groupA, b.rows.slice(0, 2));
  const split = await commander
    .post(`/groups/${groupA}/split`, { complaintIds: [a.rows[2]?.id, b.rows[0]?.id], reason })
    .expect<{ into: { id: GroupId } }>(200);
  await commander.post(`/groups/${split.into.id}/merge`, { into: groupA, reason }).expect(200);
  for (const locked of [true, false]) await commander.post(`/groups/${groupA}/lock`, { locked, reason }).expect(200);
  const groups = (await app.db.transaction((tx) => app.get(GroupsRepository).many(tx, [groupA, groupB]))).map(summaryOf);
  await app.db.transaction((tx) =>
    app.get(RegroupTeller).reclustered(tx, ENGINE, { run: newId(), moved: 2, reason }, groups, [], [a.incident.id, b.incident.id].sort()),
  );
  for (const row of [a.rows[0], a.rows[3], b.rows[0], b.rows[3]] as ComplaintRow[]) await handle(row);
  await commander.post('/complaints/status', { ids: [a.rows[1]?.id, b.rows[1]?.id], status: 'in_progress' }).expect(200);
  await app.db.transaction(async (tx) => {
    const side = (incidentId: IncidentId, id: GroupId) => ({ id, incidentId });
    await app
      .get(Detector)
      .merged(tx, { from: side(folded.id, folded.groupIds[0] as GroupId), into: side(a.incident.id, groupA) }, 'engine');
  });
  for (const one of sides) await command(one);
}

async function handle({ id, receiptNo }: ComplaintRow): Promise<void> {
  const version = async (): Promise<{ headers: { 'if-match': string } }> => ({
    headers: { 'if-match': `"${String((await commander.get(`/complaints/${id}`).expect<{ version: number }>(200)).version)}"` },
  });
  await commander.post(`/complaints/${id}/status`, { status: 'in_progress' }, await version()).expect(200);
  await commander.post(`/complaints/${id}/validity`, { validity: 'valid' }, await version()).expect(200);
  await app.db.transaction(async (tx) => {
    const complaint = await app.get(HandlingRepository).find(tx, id);
    if (!complaint) throw new Error('no such complaint');
    const payload = { id, receiptNo, kind: 'addition' as const, score: null };
    await app.get(DecisionRecord).tellBy(tx, ENGINE, complaint, { type: 'complaint.complainant-spoke', payload });
  });
}

async function command({ incident: { id } }: Side): Promise<void> {
  const reason = '按预案处理';
  await commander.post(`/incidents/${id}/rename`, { title: '改过的名字' }).expect(200);
  await commander.post(`/incidents/${id}/severity`, { severity: 'S2', reason }).expect(200);
  await commander.post(`/incidents/${id}/commander`, { userId: commander.id }).expect(200);
  await commander.post(`/incidents/${id}/notes`, { text: '已联系门店' }).expect(201);
  await commander.post(`/incidents/${id}/moves`, { to: 'declared', reason }).expect(200);
  await commander.post(`/incidents/${id}/moves`, { to: 'responding', reason }).expect(200);
  await app.db.transaction(async (tx) => {
    const row = (await app.get(IncidentsRepository).byIds([id], tx))[0];
    if (!row) throw new Error('no such incident');
    const payload = { incident: coreOf(row, []), kind: 'complainants' as const, value: 10 };
    await app.get(IncidentBooks).tell(tx, ENGINE, id, { type: 'incident.milestone', payload });
  });
}

const KINDS = new Set(LiveEvent.options.map(({ shape }) => shape.type.value));
const ELSEWHERE = ['policy.detection-changed', 'access.changed', 'attention.changed', 'incident.regrouped'] as const;

describe('people of one brand each, while everything happens to complaints and incidents of both', () => {
  beforeAll(async () => {
    commanderSocket = await listen(commander, []);
    await everyCommand();
    await file(machine, 'warehouse', 1, { brand: '甲' });
    await file(machine, 'coupon', 1, { brand: '乙' });
    // The last thing written to both has been heard, and so has a pulse.
    for (const one of sides)
      await until(() => JSON.stringify(one.heard).includes('"responding"') && JSON.stringify(one.heard).includes('"name":"pulse"'), 60_000);
  }, 300_000);

  it('the whole record holds every kind of event there is, so that none goes unexamined', async () => {
    const told = new Set<string>();
    for (const stream of [OVERVIEW, ...sides.map(({ incident }) => incidentStream(incident.id))])
      for (const { type } of await app.get(EventLog).after(stream, 0, 500)) told.add(type);
    for (const type of ELSEWHERE) told.add(type);
    expect([...KINDS].filter((type) => !told.has(type))).toEqual([]);
  });

  it('hear nothing of the other brand on the socket and in pulses, but what happens to their own', () => {
    for (const [one, other] of [sides, [...sides].reverse() as [Side, Side]] as const) {
      const told = JSON.stringify(one.heard);
      expect(secretsOf(other).filter((secret) => told.includes(secret))).toEqual([]);
      for (const kind of ['incident.regrouped', 'incident.renamed', 'note.added', 'complaint.status-changed']) expect(told).toContain(kind);
      expect(told).toContain(one.rows[3]?.receiptNo);
      expect(told).not.toContain('group.');
    }
  });

  it('read nothing of the other brand in the timeline, the lists, the search and the exports', async () => {
    for (const [one, other] of [sides, [...sides].reverse() as [Side, Side]] as const) {
      const { id } = one.incident;
      const paths = ['', '/events?limit=200', '/situation', '/demands'].map((part) => `/incidents/${id}${part}`);
      const others = ['/incidents', '/complaints?limit=200', '/overview', `/complaints/${one.rows[0]?.id ?? ''}`];
      const words = [other.incident.no, folded.no].flatMap((no) => [`/search?q=${no}`, `/incidents?q=${no}`]);
      const exports = ['ndjson', 'ndjson&record=full', 'csv'].map((format) => `/complaints/export?format=${format}`);
      for (const path of [...paths, ...others, ...(one.brand === '甲' ? words : words.slice(0, 2)), ...exports]) {
        const answer = await one.who.get(path);
        expect([path, answer.status]).toEqual([path, 200]);
        const told = JSON.stringify(answer.body);
        const secrets = secretsOf(other).filter((secret) => told.includes(secret));
        expect([path, secrets]).toEqual([path, []]);
      }
    }
  });

  it('are given a timeline of their own numbers, which the socket continues', async () => {
    for (const { who, incident } of sides) {
      const detail = await who.get(`/incidents/${incident.id}`).expect<IncidentDetail>(200);
      const { items } = await who.get(`/incidents/${incident.id}/events?limit=200`).expect<Page<LiveEvent>>(200);
      expect(items.at(-1)?.seq).toBe(detail.lastSeq);
      expect(new Set(items.map(({ stream }) => stream))).toEqual(new Set([incidentStream(incident.id)]));
    }
  });

  it('may name neither the record that is not theirs nor the one behind their own', async () => {
    for (const [i, { incident, socket }] of sides.entries()) {
      const other = sides[1 - i]?.incident.id as IncidentId;
      for (const stream of [`incident:${incident.id}:brand`, incidentStream(other), OVERVIEW] as StreamId[]) {
        const answer: CatchUp = await ask(socket, 'watch', { stream, afterSeq: 0 });
        expect([stream, answer]).toMatchObject([stream, { kind: 'refused', problem: { code: 'live/unknown-stream' } }]);
      }
    }
  });

  it('a position learnt while all brands were seen is answered with a reset, and the other way about', async () => {
    const [{ incident, socket }] = sides;
    const whole: CatchUp = await ask(commanderSocket, 'watch', { stream: incidentStream(incident.id), afterSeq: 0 });
    const own = await ask(socket, 'watch', { stream: incidentStream(incident.id), afterSeq: 3 });
    expect(own).toMatchObject({ kind: 'reset' });
    const { lastSeq } = own as { lastSeq: number };
    expect(whole).toMatchObject({ kind: 'events' });
    expect(await ask(commanderSocket, 'watch', { stream: incidentStream(incident.id), afterSeq: lastSeq })).toMatchObject({
      kind: 'reset',
    });
  });

  it('what was told before there were two records is made into the second one by the migration, to the letter', async () => {
    const read = () =>
      asOwner<object>(
        app.database,
        `SELECT stream_id, seq, type, payload, actor_id, actor_name FROM stream_event WHERE stream_id LIKE 'incident:%:brand' ORDER BY 1, 2`,
      );
    const live = await read();
    const steps = new IncidentAudiences();
    const run = async (which: 'up' | 'down'): Promise<void> => {
      const statements: string[] = [];
      await steps[which]({ query: (sql: string) => Promise.resolve(statements.push(sql)) } as never);
      await asOwner(app.database, `BEGIN; ${statements.join(';')}; COMMIT`);
    };
    await run('down');
    expect(await read()).toEqual([]);
    await run('up');
    expect(await read()).toEqual(live);
  });
});

describe('somebody whose brands change', () => {
  it('comes in anew on the other record, and hears what follows', async () => {
    const [{ incident }, other] = sides;
    const admin = await app.as.admin();
    const who = await app.as.someone(['commander']);
    const socket = await listen(who, []);
    const watch = (): Promise<CatchUp> => ask(socket, 'watch', { stream: incidentStream(incident.id), afterSeq: 0 });
    expect(await watch()).toMatchObject({ kind: 'events' });
    const fallen = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
    await admin.patch(`/users/${who.id}`, { brands: ['甲'] }).expect(200);
    await fallen;
    await connected(socket);
    const answer = await watch();
    expect(answer).toMatchObject({ kind: 'reset' });
    const told: unknown[] = [];
    socket.onAny((name: string, body: unknown) => told.push({ name, body }));
    await commander.post(`/incidents/${incident.id}/notes`, { text: '之后的记录' }).expect(201);
    await until(() => JSON.stringify(told).includes('之后的记录'), 60_000);
    expect(secretsOf(other).filter((secret) => JSON.stringify(told).includes(secret))).toEqual([]);
  });
});
