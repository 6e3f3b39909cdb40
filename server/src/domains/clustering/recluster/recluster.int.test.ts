import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage } from '@tocsin/shared/audit';
import type { DictionaryPage, GroupMoved, ReclusterDifferences, ReclusterRun } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { GroupId, Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, grouped, groupRow, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';

const RUNS = '/clustering/recluster-runs';
const aircon = (brand: string): string[] => [
  `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
  `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
  `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
];
const OTHERS = ['手机壳颜色和图片有色差，想换一个红色的', '航班延误七个小时没人安排食宿', '宽带断网一周没有师傅来修'];

describe('reading everything once more', () => {
  let app: TestApp;
  let machine: HttpClient;
  let commander: Staff;
  let rows: ComplaintRow[];
  let sea: ComplaintRow[];
  let both: GroupId;

  const fileAll = async (texts: readonly string[]): Promise<ComplaintRow[]> => {
    const made: ComplaintRow[] = [];
    for (const text of texts) made.push(...(await file(machine, 'colour', 1, { text })));
    return made;
  };
  const start = (reason = '词典加了品牌'): Promise<ReclusterRun> => commander.post(RUNS, { reason }).expect<ReclusterRun>(201);
  const read = (id: string): Promise<ReclusterRun> => commander.get(`${RUNS}/${id}`).expect<ReclusterRun>(200);
  const ready = async (id: string): Promise<ReclusterRun> => {
    let run = await read(id);
    await until(async () => (run = await read(id)).state === 'ready', 60_000);
    return run;
  };
  const differences = (id: string, query = ''): Promise<ReclusterDifferences> =>
    commander.get(`${RUNS}/${id}/differences${query}`).expect<ReclusterDifferences>(200);
  const discard = (id: string): Promise<ReclusterRun> =>
    commander.post(`${RUNS}/${id}/discard`, { reason: '再想想' }).expect<ReclusterRun>(200);
  const accept = (run: ReclusterRun) => commander.post(`${RUNS}/${run.id}/accept`, { fingerprint: run.fingerprint, reason: '按品牌分开' });
  const teach = async (name: string): Promise<void> => {
    const { version } = await machine.get('/dictionary').expect<DictionaryPage>(200);
    await commander.post('/dictionary', { kind: 'brand', name, aliases: [] }).expect(201);
    await until(async () => (await machine.get('/dictionary').expect<DictionaryPage>(200)).inForce === version + 1, 30_000);
  };
  const standing = (): Promise<{ complaint_id: string; group_id: GroupId }[]> =>
    asOwner(app.database, `SELECT complaint_id, group_id FROM complaint_case ORDER BY seq`);

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
    await fileAll(OTHERS);
    rows = [...(await fileAll(aircon('云帆'))), ...(await fileAll(aircon('海岳')))];
    sea = rows.slice(3);
    both = groupOf(rows);
  });
  afterAll(() => app.close());

  it('finds nothing to change where nothing changed', async () => {
    const run = await ready((await start('看看')).id);
    expect(run).toMatchObject({ reason: '看看', by: commander.name, dictionary: 0, stale: null, progress: { read: 9, total: 9 } });
    expect(run.summary).toMatchObject({ read: 9, unchanged: 9, moved: 0, heldBack: 0, incidents: [] });
    expect(await differences(run.id)).toEqual({ items: [], nextCursor: null, total: 0 });
    await accept(run).problem(409, 'recluster/nothing-to-do');
    expect(await discard(run.id)).toMatchObject({ state: 'discarded', decided: { by: commander.name, reason: '再想想' } });
  });

  it('is for those who may merge and split, one at a time, with a reason', async () => {
    await (await app.as.agent()).post(RUNS, { reason: 'x' }).problem(403, 'auth/forbidden');
    await (await app.as.someone(['commander'], ['云帆'])).get(RUNS).problem(403, 'auth/forbidden');
    await commander.post(RUNS, { reason: ' ' }).problem(422, 'request/invalid');
    await commander
      .post(RUNS, { reason: 'x', since: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' })
      .problem(422, 'request/invalid');
    const run = await start();
    expect(((await commander.post(RUNS, { reason: 'y' }).problem(409, 'recluster/running'))['params'] as { id: string }).id).toBe(run.id);
    await ready(run.id);
    await commander.post(RUNS, { reason: 'y' }).problem(409, 'recluster/running');
    await commander.post(`${RUNS}/${run.id}/cancel`, { reason: 'x' }).problem(409, 'recluster/wrong-state');
    await discard(run.id);
    await discardAgain(run.id);
    for (const path of ['', '/differences']) await commander.get(`${RUNS}/01938e3f-0000-7000-8000-000000000000${path}`).expect(404);
  });
  const discardAgain = (id: string) => commander.post(`${RUNS}/${id}/discard`, { reason: 'x' }).problem(409, 'recluster/wrong-state');

  it('shows what a new dictionary would part, in words and numbers, and changes nothing', async () => {
    for (const name of ['云帆', '海岳']) await teach(name);
    const before = await standing();
    const run = await ready((await start()).id);
    expect(run.summary).toMatchObject({
      ...{ read: 9, unchanged: 6, moved: 3, heldBack: 0 },
      groups: { merged: 0, dissolved: 0, split: 1, appeared: 1 },
    });
    const { items, total } = await differences(run.id);
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      ...{ no: 1, kind: 'split', blocked: null, complaints: 3, complainants: 3 },
      from: { id: both, before: 6, after: 3 },
      into: { id: null, object: '海岳', before: 0, after: 3 },
    });
    expect(items[0]?.why.reduce((sum, { complaints }) => sum + complaints, 0)).toBe(3);
    expect(items[0]?.why.map(({ reason }) => reason)).toContain('other-object');
    expect(items[0]?.samples).toHaveLength(3);
    expect(items[0]?.samples[0]?.excerpt).toContain('海岳');
    expect((await differences(run.id, '?applied=false')).total).toBe(0);
    expect((await differences(run.id, '?kind=merge')).total).toBe(0);
    expect((await differences(run.id, '?limit=1')).nextCursor).toBeNull();
    expect(await standing()).toEqual(before);
    await discard(run.id);
  });

  it('holds back what people decided, and says so', async () => {
    await commander.post(`/groups/${both}/lock`, { locked: true, reason: '核实中' }).expect<GroupMoved>(200);
    const locked = await ready((await start()).id);
    expect(locked.summary).toMatchObject({ moved: 0, unchanged: 9 });
    await discard(locked.id);
    await commander.post(`/groups/${both}/lock`, { locked: false, reason: '核实完' }).expect<GroupMoved>(200);
    // Two of them are somebody's word now: one leaves and comes back to stay.
    const [first] = sea.map(({ id }) => id);
    const split = await commander.post(`/groups/${both}/split`, { complaintIds: [first], reason: '先看看' }).expect<GroupMoved>(200);
    await commander.post(`/groups/${split.into?.id ?? ''}/merge`, { into: both, reason: '同一批' }).expect<GroupMoved>(200);
    const run = await ready((await start()).id);
    expect(run.summary).toMatchObject({ read: 9, moved: 0 });
    await discard(run.id);
    await commander.post(`/groups/moves/${await lastMerge()}/undo`, {}).expect(200);
    await commander.post(`/groups/moves/${split.move.id}/undo`, {}).expect(200);
    await release(rows.map(({ id }) => id));
  });
  const lastMerge = async (): Promise<string> =>
    (await asOwner<{ id: string }>(app.database, `SELECT id FROM group_move WHERE kind = 'merge' ORDER BY no DESC LIMIT 1`))[0]?.id ?? '';
  /** As if nobody had ever placed them. */
  const release = (ids: readonly string[]) =>
    asOwner(app.database, `UPDATE complaint_case SET decided_by = 'engine' WHERE complaint_id = ANY ($1::uuid[])`, [ids]);

  it('refuses a preview that is no longer what was shown, until it was compared again', async () => {
    const run = await ready((await start()).id);
    await commander.post(`${RUNS}/${run.id}/accept`, { fingerprint: 'another', reason: 'x' }).problem(409, 'recluster/stale');
    const lock = (locked: boolean) => commander.post(`/groups/${both}/lock`, { locked, reason: '核实' }).expect<GroupMoved>(200);
    await lock(true);
    expect(await read(run.id)).toMatchObject({ stale: 'decided' });
    expect((await accept(run).problem(409, 'recluster/stale'))['params']).toMatchObject({ why: 'decided' });
    await commander.post(`${RUNS}/${run.id}/compare`, {}).expect<ReclusterRun>(200);
    const held = await ready(run.id);
    expect(held.fingerprint).not.toBe(run.fingerprint);
    expect(held.summary).toMatchObject({ moved: 0, heldBack: 3 });
    expect((await differences(run.id)).items).toMatchObject([{ blocked: 'locked', complaints: 3 }]);
    await lock(false);
    await commander.post(`${RUNS}/${run.id}/compare`, {}).expect<ReclusterRun>(200);
    expect(await ready(run.id)).toMatchObject({ stale: null, summary: { moved: 3 } });
    await teach('青禾');
    expect(await read(run.id)).toMatchObject({ stale: 'dictionary' });
    await discard(run.id);
  });

  it('is cancelled before it ends, and keeps nothing', async () => {
    const run = await start();
    const cancelled = await commander.post(`${RUNS}/${run.id}/cancel`, { reason: '不用了' });
    if (cancelled.status === 200) expect(cancelled.body).toMatchObject({ state: 'cancelled', summary: null });
    else await discard((await ready(run.id)).id);
    expect(await asOwner(app.database, `SELECT run_id FROM recluster_place`)).toEqual([]);
  });

  it('carries an accepted preview out, with newcomers in place, an entry in the audit and moves that can be taken back', async () => {
    const run = await ready((await start()).id);
    const [late] = await fileAll(['云帆空调不制冷，报修一直没有人来，退货']);
    const done = await accept(run).expect<ReclusterRun>(200);
    expect(done).toMatchObject({
      state: 'accepted',
      applied: { moves: 1, complaints: 3 },
      decided: { by: commander.name, reason: '按品牌分开' },
    });
    await expectExactCounts(app);
    const fresh = groupOf(await Promise.all(sea.map(({ id }) => grouped(machine, id))));
    expect(fresh).not.toBe(both);
    expect((await groupRow(machine, fresh)).title).toContain('海岳');
    expect((await grouped(machine, late?.id ?? '')).groupId).toBe(both);
    // The engine knows what they are about now, so those that come next find the right group.
    const like = (brand: string): string => `买的${brand}空调完全不制冷，报修很多次都没人上门维修，我要退货`;
    const next = await fileAll([like('海岳'), like('云帆')]);
    expect(next.map(({ groupId }) => groupId)).toEqual([fresh, both]);
    const { items } = await (await app.as.auditor()).get('/audit?action=recluster.accepted').expect<AuditPage>(200);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ subject: { type: 'recluster-run', id: run.id }, detail: { reason: '按品牌分开', complaints: 3 } });
    expect([...(items[0]?.detail['complaintIds'] as string[])].sort()).toEqual(sea.map(({ id }) => id));
    await accept(run).problem(409, 'recluster/wrong-state');
    const again = await ready((await start()).id);
    expect(again.summary).toMatchObject({ read: 12, moved: 0 });
    await discard(again.id);
    const [move] = items[0]?.detail['moveIds'] as string[];
    await commander.post(`/groups/moves/${move ?? ''}/undo`, { reason: '先不分' }).expect(200);
    await expectExactCounts(app);
    expect(groupOf(await Promise.all(rows.map(({ id }) => grouped(machine, id))))).toBe(both);
  });

  it('lists the runs there were, newest first', async () => {
    const page = await commander.get(`${RUNS}?limit=2`).expect<Page<ReclusterRun>>(200);
    expect(page.items.map(({ state }) => state)).toEqual(['discarded', 'accepted']);
    const next = await commander.get(`${RUNS}?limit=2&cursor=${encodeURIComponent(page.nextCursor ?? '')}`).expect<Page<ReclusterRun>>(200);
    expect(new Set([...page.items, ...next.items].map(({ id }) => id)).size).toBe(4);
  });

  it('reads only the time asked for, against everything else as it stands', async () => {
    const [first] = rows;
    const since = new Date(Date.parse(first?.receivedAt ?? '') + 1).toISOString();
    const run = await commander.post(RUNS, { reason: '只看之后', since }).expect<ReclusterRun>(201);
    const done = await ready(run.id);
    expect(done).toMatchObject({ since, until: null, progress: { read: 12 } });
    expect(done.summary?.read).toBe(8);
    await discard(run.id);
  });
});
