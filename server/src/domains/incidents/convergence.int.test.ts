import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GroupMoved, GroupSummary } from '@tocsin/shared/clustering';
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

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    me = await app.as.commander();
    stopped = await file(machine, 'warehouse', 6);
    coupons = await file(machine, 'coupon', 3);
    colour = await file(machine, 'colour', 1);
    await until(async () => (await incidentOf(groupOf(stopped))) !== undefined);
    ids = { incident: (await incidentOf(groupOf(stopped)))?.id as IncidentId, other: groupOf(coupons) };
    const stream = incidentStream(ids.incident);
    screens = [
      screen<IncidentDetail>({
        what: 'incident',
        stream,
        read: () => me.get(`/incidents/${ids.incident}`).expect<IncidentDetail>(200),
        reduce: reduceIncident,
        compare: timeless,
      }),
      screen<LiveEvent[]>({
        what: 'timeline',
        stream,
        read: async () => (await me.get(`/incidents/${ids.incident}/events?limit=200`).expect<Page<LiveEvent>>(200)).items,
        reduce: reduceTimeline,
      }),
      screen<View>({
        what: 'overview',
        stream: OVERVIEW,
        read: () => me.get('/overview').expect<View>(200),
        reduce: reduceOverview,
        mayGoStale: true,
        compare: ({ active, grave, incidents, lastSeq }) => ({ active, grave, incidents: incidents.map(timeless), lastSeq }),
      }),
      screen<GroupSummary[]>({ what: 'groups', stream: OVERVIEW, read: () => allGroups(machine), reduce: reduceGroups, compare: byId }),
    ];
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
  const undo = (): Promise<unknown> => me.post(`/groups/moves/${last?.id ?? ''}/undo`, {}).expect(200);
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
    ['undo the split', 'group.move-undone', undo],
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
