import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DictionaryPage, GroupMoved, GroupSummary, ReclusterDifferences, ReclusterRun } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { IncidentDetail, IncidentMetrics, IncidentSummary, Overview } from '@tocsin/shared/incidents';
import type { GroupId, IncidentId, Page } from '@tocsin/shared/kernel';
import {
  incidentStream,
  OVERVIEW,
  reduceGroups,
  reduceIncident,
  reduceOverview,
  reduceTimeline,
  type LiveEvent,
} from '@tocsin/shared/live';
import type { z } from 'zod';
import { EventLog } from '../../live/index.js';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { allGroups, file, groupOf, WITH_ENGINE } from '../../../test/groups.js';
import type { HttpClient } from '../../../test/http-client.js';
import { until } from '../../../test/live-house.js';
import { screen, verifyCommand, type Screen } from '../../../test/verify-command.js';

type View = z.infer<typeof Overview>;

/** The moment of reading differs between two readings; everything else must agree. */
const still = (metrics: IncidentMetrics): object => ({
  ...metrics,
  at: '',
  baselineTenMinutes: 0,
  spark: [],
  lastTenMinutes: 0,
  previousTenMinutes: 0,
});
const timeless = <T extends IncidentSummary>(one: T): object => ({ ...one, metrics: still(one.metrics) });
const byId = <T extends { id: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

describe('for every command about groups and incidents: snapshot + events = fresh snapshot', () => {
  let app: TestApp;
  let machine: HttpClient;
  let me: Staff;
  let stopped: ComplaintRow[];
  let coupons: ComplaintRow[];
  let colour: ComplaintRow[];
  let ids: { incident: IncidentId; other: GroupId };
  let screens: Screen[];

  const incidentOf = async (group: GroupId): Promise<IncidentSummary | undefined> =>
    (await me.get('/incidents').expect<Page<IncidentSummary>>(200)).items.find(({ groupIds }) => groupIds.includes(group));

  const screensOf = (id: IncidentId): Screen[] => {
    const stream = incidentStream(id);
    return [
      screen<IncidentDetail>({
        what: 'incident',
        stream,
        read: () => me.get(`/incidents/${id}`).expect<IncidentDetail>(200),
        reduce: reduceIncident,
        compare: timeless,
      }),
      screen<LiveEvent[]>({
        what: 'timeline',
        stream,
        read: async () => (await me.get(`/incidents/${id}/events?limit=200`).expect<Page<LiveEvent>>(200)).items,
        reduce: reduceTimeline,
      }),
      screen<View>({
        what: 'overview',
        stream: OVERVIEW,
        read: () => me.get('/overview').expect<View>(200),
        reduce: reduceOverview,
        mayGoStale: true,
        compare: ({ active, grave, incidents, lastSeq }) => ({ active, grave, incidents: byId(incidents).map(timeless), lastSeq }),
      }),
      screen<GroupSummary[]>({ what: 'groups', stream: OVERVIEW, read: () => allGroups(machine), reduce: reduceGroups, compare: byId }),
    ];
  };

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    me = await app.as.commander();
    stopped = await file(machine, 'warehouse', 6);
    coupons = await file(machine, 'coupon', 3);
    colour = await file(machine, 'colour', 1);
    await until(async () => (await incidentOf(groupOf(stopped))) !== undefined);
    ids = { incident: (await incidentOf(groupOf(stopped)))?.id as IncidentId, other: groupOf(coupons) };
    screens = screensOf(ids.incident);
  });
  afterAll(() => app.close());

  const incident =
    (verb: string, body: object): (() => Promise<unknown>) =>
    () =>
      me.post(`/incidents/${ids.incident}/${verb}`, body).expect(verb === 'notes' ? 201 : 200);
  const group =
    (id: () => GroupId, verb: string, body: () => object): (() => Promise<unknown>) =>
    () =>
      me.post(`/groups/${id()}/${verb}`, body()).expect(200);
  let last: GroupMoved['move'] | undefined;
  const keep = (command: () => Promise<unknown>) => async (): Promise<void> => {
    last = ((await command()) as GroupMoved).move;
  };
  const undoWith = (body: { reason?: string }): Promise<unknown> => me.post(`/groups/moves/${last?.id ?? ''}/undo`, body).expect(200);
  const undo = (): Promise<unknown> => undoWith({});
  const main = (): GroupId => groupOf(stopped);
  const other = (): GroupId => ids.other;

  const COMMANDS: [string, string, () => Promise<unknown>][] = [
    ['declare', 'incident.declared', incident('moves', { to: 'declared', reason: '核实', title: '华东仓停摆', scenario: 'service_delay' })],
    ['rename', 'incident.renamed', incident('rename', { title: '华东仓发货停摆' })],
    ['assign', 'incident.commander-assigned', () => me.post(`/incidents/${ids.incident}/commander`, { userId: me.id }).expect(200)],
    ['unassign', 'incident.commander-assigned', incident('commander', { userId: null })],
    ['override severity', 'incident.severity-changed', incident('severity', { severity: 'S1', reason: '媒体关注' })],
    ['take the override back', 'incident.severity-changed', incident('severity', { severity: null, reason: '误报' })],
    ['note', 'note.added', incident('notes', { text: '已联系仓库', key: true })],
    ['respond', 'incident.moved', incident('moves', { to: 'responding', reason: '开始' })],
    ['merge into the incident', 'group.merged', keep(group(other, 'merge', () => ({ into: main(), reason: '同源' })))],
    ['undo the merge', 'group.move-undone', undo],
    [
      'split off',
      'group.split',
      keep(group(main, 'split', () => ({ complaintIds: stopped.slice(0, 2).map(({ id }) => id), reason: '不同' }))),
    ],
    ['undo the split', 'group.move-undone', () => undoWith({ reason: '是同一件' })],
    ['move out', 'group.moved', keep(group(main, 'move', () => ({ complaintIds: [stopped[0]?.id], into: other(), reason: '归券' })))],
    ['undo the move', 'group.move-undone', undo],
    ['lock', 'group.locked', keep(group(main, 'lock', () => ({ locked: true, reason: '锁定' })))],
    ['undo the lock', 'group.move-undone', undo],
    ['lock once more', 'group.locked', group(main, 'lock', () => ({ locked: true, reason: '锁定' }))],
    ['unlock', 'group.unlocked', group(main, 'lock', () => ({ locked: false, reason: '解锁' }))],
    [
      'declare by hand',
      'incident.declared',
      () => me.post('/incidents', { groupIds: [groupOf(colour)], title: '色差', scenario: 'product_defect' }).expect(201),
    ],
    [
      'change the policy',
      'policy.detection-changed',
      () => me.put('/policies/detection', { minComplainants: 7, windowMinutes: 60, burst: 20, criticalRisk: true }).expect(200),
    ],
    ['monitor', 'incident.moved', incident('moves', { to: 'monitoring', reason: '平稳' })],
    ['resolve', 'incident.moved', incident('moves', { to: 'resolved', reason: '平息' })],
    ['come back', 'incident.moved', incident('moves', { to: 'monitoring', reason: '反复' })],
    ['resolve again', 'incident.moved', incident('moves', { to: 'resolved', reason: '平息' })],
    ['review', 'incident.moved', incident('moves', { to: 'reviewed', reason: '复盘' })],
  ];

  it.each(COMMANDS)('%s', async (_name, type, command) => {
    const told = await verifyCommand(app.get(EventLog), screens, command);
    expect(told.map((event) => event.type)).toContain(type);
  });

  it('told of each undoing its own reason, or none', async () => {
    const { items } = await me.get(`/incidents/${ids.incident}/events?limit=200`).expect<Page<LiveEvent>>(200);
    const reasons = items.flatMap((event) =>
      event.type === 'group.move-undone' ? [[event.payload.move.reason, event.payload.reason]] : [],
    );
    expect(new Map(reasons as [string, string | null][])).toEqual(
      new Map([
        ['同源', null],
        ['不同', '是同一件'],
        ['归券', null],
        ['锁定', null],
      ]),
    );
  });

  it('accept a re-clustering that takes complaints out of an incident', async () => {
    const aircon = (brand: string): string[] => [
      `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
      `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
      `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
    ];
    const rows: ComplaintRow[] = [];
    for (const text of [...aircon('云帆'), ...aircon('海岳')]) rows.push(...(await file(machine, 'colour', 1, { text })));
    const groupIds = [groupOf(rows)];
    const body = { groupIds, title: '空调', scenario: 'product_defect' };
    // How many make an incident was changed above.
    const known = await incidentOf(groupOf(rows));
    const incidentId = known?.id ?? (await me.post('/incidents', body).expect<IncidentDetail>(201)).id;
    for (const name of ['云帆', '海岳']) await me.post('/dictionary', { kind: 'brand', name, aliases: [] }).expect(201);
    await until(async () => (await me.get('/dictionary').expect<DictionaryPage>(200)).inForce === 2, 30_000);
    let run = await me.post('/clustering/recluster-runs', { reason: '词典' }).expect<ReclusterRun>(201);
    const { id } = run;
    const ready = async (): Promise<boolean> =>
      (run = await me.get(`/clustering/recluster-runs/${id}`).expect<ReclusterRun>(200)).state === 'ready';
    await until(ready, 60_000);
    // What people declared does not shrink by itself: somebody includes that, and sees the preview that comes of it.
    expect(run.summary).toMatchObject({ moved: 0, heldBack: 3, declared: { moved: 0, heldBack: 3 } });
    const held = await me.get(`/clustering/recluster-runs/${id}/differences?applied=false`).expect<ReclusterDifferences>(200);
    expect(held.items).toMatchObject([{ blocked: 'declared', shrinksDeclared: true, complaints: 3 }]);
    const include = { fingerprint: run.fingerprint, nos: held.items.map(({ no }) => no), reason: '确是两个品牌' };
    await me.post(`/clustering/recluster-runs/${id}/include`, { ...include, fingerprint: 'another' }).problem(409, 'recluster/stale');
    await me.post(`/clustering/recluster-runs/${id}/include`, { ...include, nos: [999] }).problem(404, 'resource/not-found');
    await me.post(`/clustering/recluster-runs/${id}/include`, include).expect<ReclusterRun>(200);
    await until(ready, 60_000);
    expect(run.fingerprint).not.toBe(include.fingerprint);
    expect(run.summary).toMatchObject({ moved: 3, declared: { moved: 3, heldBack: 0 } });
    expect(run.summary?.incidents.map((one) => one.id)).toContain(incidentId);
    const told = await verifyCommand(app.get(EventLog), screensOf(incidentId), () =>
      me.post(`/clustering/recluster-runs/${id}/accept`, { fingerprint: run.fingerprint, reason: '分开' }).expect(200),
    );
    expect(told.map(({ type }) => type)).toContain('group.reclustered');
  });

  it('covers what arrives by itself: a detection', async () => {
    // New groups come with complaints, which travel in pulses: the list of groups is not told of them.
    const told = await verifyCommand(app.get(EventLog), screens.slice(0, 3), async () => {
      const text = '充电宝充电时突然起火，孩子手被烧伤，已经送医院了';
      const rows = await file(machine, 'colour', 1, { text });
      await until(async () => (await incidentOf(groupOf(rows))) !== undefined);
    });
    expect(told.map(({ type }) => type)).toContain('incident.detected');
  });
});
