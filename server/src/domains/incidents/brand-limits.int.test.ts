import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BulkResult, ComplaintCount, ComplaintRow } from '@tocsin/shared/complaints';
import type { DemandGroups, IncidentDetail, IncidentSituation, IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { incidentStream, type Pulse } from '@tocsin/shared/live';
import type { Socket } from 'socket.io-client';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { file, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { ask, connected, socketTo, until } from '../../../test/live-house.js';

type Situation = z.infer<typeof IncidentSituation>;

let app: TestApp;
let machine: HttpClient;
let limited: Staff;
let commander: Staff;
let incident: IncidentDetail;
const opened: Socket[] = [];

/** One incident that is mostly of one brand, with complaints of another and of none in it. */
beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  limited = await app.as.someone(['commander'], ['甲']);
  await file(machine, 'warehouse', 5, { brand: '甲' });
  const found = async (): Promise<IncidentSummary | undefined> =>
    (await machine.get('/incidents').expect<Page<IncidentSummary>>(200)).items.find(({ brand }) => brand === '甲');
  await until(async () => (await found()) !== undefined, 15_000);
  const into = (await found())?.groupIds[0];
  const others = [...(await file(machine, 'warehouse', 2, { brand: '乙' })), ...(await file(machine, 'warehouse', 1))];
  // The engine keeps brands apart where it can; a person knows that it is one matter.
  for (const group of new Set(others.map(({ groupId }) => groupId)))
    if (group !== into) await commander.post(`/groups/${String(group)}/merge`, { into, reason: '同一仓库' }).expect(200);
  await until(async () => (await found())?.metrics.posts === 8, 15_000);
  incident = await machine.get(`/incidents/${(await found())?.id ?? ''}`).expect<IncidentDetail>(200);
});
afterAll(async () => {
  for (const socket of opened) socket.disconnect();
  await app.close();
});

const brandsOf = (rows: readonly ComplaintRow[]): (string | null)[] => [...new Set(rows.map(({ brand }) => brand))].sort();

describe('people of one brand, in an incident that holds others', () => {
  it('read the newest complaints of their own, and the numbers of the whole incident', async () => {
    const seen = await limited.get(`/incidents/${incident.id}/situation`).expect<Situation>(200);
    const whole = await machine.get(`/incidents/${incident.id}/situation`).expect<Situation>(200);
    expect(brandsOf(seen.newest)).toEqual(['甲']);
    expect(seen.newest).toHaveLength(5);
    expect(whole.newest).toHaveLength(8);
    expect(seen.metrics.posts).toBe(whole.metrics.posts);
  });

  it('are counted the demands whose complaints they can open', async () => {
    const { posts, groups } = await limited.get(`/incidents/${incident.id}/demands`).expect<DemandGroups>(200);
    expect(posts).toBe(5);
    for (const { demand, posts: counted } of groups) {
      const { total } = await limited
        .get(`/complaints/count?incidentId=${incident.id}&primaryDemand=${demand}`)
        .expect<z.infer<typeof ComplaintCount>>(200);
      expect([demand, total]).toEqual([demand, counted]);
    }
    expect((await machine.get(`/incidents/${incident.id}/demands`).expect<DemandGroups>(200)).posts).toBe(8);
  });

  it('hear of no other complaint in the pulses of the room, while others there hear of all', async () => {
    const heard = new Map<string, Pulse>();
    for (const [name, who] of Object.entries({ limited, whole: commander })) {
      const socket = await connected(socketTo(app.origin, { cookie: who.credentials['cookie'] ?? '' }));
      opened.push(socket);
      socket.on('pulse', (pulse: Pulse) => heard.set(name, pulse));
      await ask(socket, 'watch', { stream: incidentStream(incident.id), afterSeq: 0 });
    }
    await file(machine, 'warehouse', 1, { brand: '甲' });
    await until(() => ['limited', 'whole'].every((name) => heard.get(name)?.counts.posts === 9), 15_000);
    expect(brandsOf(heard.get('limited')?.newest ?? [])).toEqual(['甲']);
    expect(brandsOf(heard.get('whole')?.newest ?? [])).toContain('乙');
  });

  it('are not told of an incident that is not theirs by a complaint of theirs in it', async () => {
    const other = await app.as.someone(['agent'], ['乙']);
    await other.get(`/incidents/${incident.id}`).problem(404, 'resource/not-found');
    const { items } = await other.get('/complaints').expect<Page<ComplaintRow>>(200);
    expect(items).toHaveLength(2);
    expect(items.map(({ incidentId }) => incidentId)).toEqual([null, null]);
  });

  it('hand in complaints of their own brand alone, one by one, in bulk and under a key', async () => {
    const given = { text: '仓库没有发货', channel: 'web' };
    await limited.post('/complaints', { ...given, brand: '甲' }).expect(201);
    const { total } = await machine.get('/complaints/count').expect<{ total: number }>(200);
    for (const brand of ['乙', undefined])
      for (const headers of [{}, { 'idempotency-key': brand ? 'of-another' : 'of-none' }] as Record<string, string>[]) {
        const problem = await limited.post('/complaints', { ...given, brand }, { headers }).problem(403, 'auth/forbidden');
        expect(problem.issues).toEqual([expect.objectContaining({ path: 'brand', code: 'not_allowed' })]);
      }
    const lines = ['甲', '乙', '甲'].map((brand) => JSON.stringify({ ...given, brand })).join('\n');
    for (const key of [{}, { 'idempotency-key': 'bulk-of-two' }] as Record<string, string>[]) {
      const options = { headers: { 'content-type': 'application/x-ndjson', ...key } };
      const result = await limited.post('/complaints/bulk', lines, options).expect<BulkResult>(200);
      expect(result).toMatchObject({ accepted: 2, rejected: [{ line: 2, code: 'auth/forbidden', issues: [{ path: 'brand' }] }] });
    }
    expect((await machine.get('/complaints/count').expect<{ total: number }>(200)).total).toBe(total + 4);
  });
});
