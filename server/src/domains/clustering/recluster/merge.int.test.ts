import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DictionaryPage, GroupMoved, ReclusterDifferences, ReclusterRun } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, grouped, groupRow, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';
import { BindingRepository } from '../consumer/binding.repository.js';

const RUNS = '/clustering/recluster-runs';
const texts = (brand: string): string[] => [
  `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
  `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
  `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
];

describe('groups that only a name kept apart', () => {
  let app: TestApp;
  let machine: HttpClient;
  let commander: Staff;
  let rows: ComplaintRow[];
  let cloud: GroupId;
  let sea: GroupId;

  const dictionary = (): Promise<DictionaryPage> => commander.get('/dictionary').expect<DictionaryPage>(200);
  const inForce = (version: number): Promise<void> => until(async () => (await dictionary()).inForce === version, 30_000);
  const ready = async (): Promise<ReclusterRun> => {
    let run = await commander.post(RUNS, { reason: '品牌停用' }).expect<ReclusterRun>(201);
    const { id } = run;
    await until(async () => (run = await commander.get(`${RUNS}/${id}`).expect<ReclusterRun>(200)).state === 'ready', 60_000);
    return run;
  };
  const differences = (id: string): Promise<ReclusterDifferences> =>
    commander.get(`${RUNS}/${id}/differences`).expect<ReclusterDifferences>(200);

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
    commander = await app.as.commander();
    for (const name of ['云帆', '海岳']) await commander.post('/dictionary', { kind: 'brand', name, aliases: [] }).expect(201);
    await inForce(2);
    rows = [];
    for (const text of [...texts('云帆'), ...texts('海岳')]) rows.push(...(await file(machine, 'colour', 1, { text })));
    [cloud, sea] = [groupOf(rows.slice(0, 3)), groupOf(rows.slice(3))];
    for (const { id, kind, name, aliases, version } of (await dictionary()).items)
      await commander.patch(`/dictionary/${id}`, { kind, name, aliases, retired: true, version }).expect(200);
    await inForce(4);
  }, 90_000);
  afterAll(() => app.close());

  it('stay apart where a person refused to merge them', async () => {
    const { version } = await groupRow(machine, sea);
    const other = await groupRow(machine, cloud);
    const refusal = {
      kind: 'merge',
      complaintIds: [],
      reason: '两家公司',
      from: { id: sea, version },
      into: { id: cloud, version: other.version },
    };
    await commander.post('/groups/proposals/refuse', refusal).expect(200);
    const run = await ready();
    expect(run.summary).toMatchObject({ read: 6, unchanged: 6, moved: 0 });
    await commander.post(`${RUNS}/${run.id}/discard`, { reason: '有人拒绝过' }).expect(200);
    // As if nobody had refused: the row is of a kind that is never altered, so the test takes its lock off.
    await asOwner(app.database, `ALTER TABLE group_refusal DISABLE TRIGGER USER`);
    await asOwner(app.database, `DELETE FROM group_refusal`);
    await asOwner(app.database, `ALTER TABLE group_refusal ENABLE TRIGGER USER`);
  });

  it('become one when the preview is accepted, and two again by undo', async () => {
    const run = await ready();
    expect(run.summary).toMatchObject({ moved: 3, groups: { merged: 1, split: 0, appeared: 0, dissolved: 0 } });
    const { items } = await differences(run.id);
    expect(items).toMatchObject([
      { kind: 'merge', complaints: 3, from: { id: sea, before: 3, after: 0 }, into: { id: cloud, before: 3, after: 6 } },
    ]);
    const accepted = { fingerprint: run.fingerprint, reason: '同一个问题' };
    await commander.post(`${RUNS}/${run.id}/accept`, accepted).expect(200);
    await expectExactCounts(app);
    expect(groupOf(await Promise.all(rows.map(({ id }) => grouped(machine, id))))).toBe(cloud);
    expect((await groupRow(machine, sea)).mergedInto).toBe(cloud);
    const [move] = await asOwner<{ id: string }>(app.database, `SELECT id FROM group_move WHERE engine_reason = 'recluster'`);
    await commander.post(`/groups/moves/${move?.id ?? ''}/undo`, { reason: '还是两家' }).expect<GroupMoved>(200);
    await expectExactCounts(app);
    expect(groupOf(await Promise.all(rows.slice(3).map(({ id }) => grouped(machine, id))))).toBe(sea);
    // Whoever took it back has decided: an engine made from rows and the next reading leave it at that.
    expect(await app.get(BindingRepository).all()).toContainEqual({ kind: 'apart', a: sea, b: cloud });
    const again = await ready();
    expect(again.summary).toMatchObject({ moved: 0 });
  });
});
