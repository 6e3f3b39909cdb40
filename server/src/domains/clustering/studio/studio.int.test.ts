import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage } from '@tocsin/shared/audit';
import type { DecideProposal, DictionaryPage, GroupMoved, Proposal, Proposals, Themes, WhyNot } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { GroupId, Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { expectExactCounts, file, groupOf, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';

/** So that common words are known to be common. */
const OTHERS = [
  '手机壳颜色和图片有色差，想换一个红色的',
  '航班延误七个小时没人安排食宿',
  '健身房跑路会员卡退不了钱',
  '酸奶喝出异物客服不理',
  '机票退票费收了一半价钱不合理',
  '宽带断网一周没有师傅来修',
  '银行冻结账户说不清理由',
  '保险代理人夸大收益误导投保',
  '学校食堂饭菜太咸分量又少',
  '电动车电池续航缩水一半',
];
const LIFT = [
  '小区电梯三天两头故障，上周困人半小时，物业一直不修',
  '电梯又坏了把老人困在里面，物业说等配件',
  '我们楼的电梯故障频繁，物业拖着不维修',
  '物业不修电梯，电梯困人已经第三次',
];
const RUBBISH = [
  '小区垃圾堆了一周没清运，物业不管，楼下全是异味',
  '小区物业不清运垃圾，垃圾桶满了发臭有异味',
  '小区垃圾站异味很大，物业一直不清理垃圾',
  '小区楼道垃圾没人收，异味熏人，物业拖着不管',
];
const aircon = (brand: string): string[] => [
  `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
  `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
  `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
];

describe('the group studio', () => {
  let app: TestApp;
  let node: TestApp;
  let machine: HttpClient;
  let commander: Staff;
  let lift: GroupId;
  let rubbish: GroupId;
  let cloud: ComplaintRow[];
  let sea: ComplaintRow[];

  const lead = (): Promise<TestApp> => testApp({ env: WITH_ENGINE, beside: app });
  const leadAnew = async (): Promise<void> => {
    await node.close();
    node = await lead();
  };
  const fileAll = async (texts: readonly string[]): Promise<ComplaintRow[]> => {
    const rows: ComplaintRow[] = [];
    for (const text of texts) rows.push(...(await file(machine, 'colour', 1, { text })));
    return rows;
  };
  const proposals = async (): Promise<Proposal[]> => (await commander.get('/groups/proposals').expect<Proposals>(200)).items;
  const between = async (...groups: GroupId[]): Promise<Proposal | undefined> =>
    (await proposals()).find(({ from, into }) => [from.id, into?.id].filter(Boolean).sort().join() === groups.sort().join());
  const decision = ({ kind, from, into, complaintIds }: Proposal, reason: string): DecideProposal => ({
    ...{ kind, complaintIds, reason, from: { id: from.id, version: from.version } },
    into: into && { id: into.id, version: into.version },
  });

  beforeAll(async () => {
    app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
    node = await lead();
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
    for (const name of ['云帆', '海岳']) await commander.post('/dictionary', { kind: 'brand', name, aliases: [] }).expect(201);
    await until(async () => (await machine.get('/dictionary').expect<DictionaryPage>(200)).inForce === 2);
    await fileAll(OTHERS);
    [lift, rubbish] = [groupOf(await fileAll(LIFT)), groupOf(await fileAll(RUBBISH))];
    [cloud, sea] = [await fileAll(aircon('云帆')), await fileAll(aircon('海岳'))];
  }, 90_000);
  afterAll(async () => {
    await node.close();
    await app.close();
  });

  it('shows a merge that the engine is not sure of, with its reasons, to those who may see groups', async () => {
    const found = await between(lift, rubbish);
    expect(found).toMatchObject({ kind: 'merge', why: 'near-threshold', blocked: null });
    expect(found && found.score < found.threshold && found.score > 0.7 * found.threshold).toBe(true);
    expect(found?.terms.map(({ term }) => term)).toContain('物业');
    expect(found?.near.from.length).toBeGreaterThan(0);
    expect(found?.near.into[0]?.excerpt).not.toBe('');
    await (await app.as.agent()).post('/groups/proposals/refuse', decision(found as Proposal, 'x')).problem(403, 'auth/forbidden');
  });

  it('answers 409 when a group changed since it was shown, and does nothing', async () => {
    const found = (await between(lift, rubbish)) as Proposal;
    await commander.post(`/groups/${lift}/lock`, { locked: true, reason: '核实中' }).expect<GroupMoved>(200);
    await commander.post('/groups/proposals/accept', decision(found, '同一家物业')).problem(409, 'group/proposal-stale');
    await commander.post('/groups/proposals/refuse', decision(found, '两回事')).problem(409, 'group/proposal-stale');
    expect((await between(lift, rubbish))?.blocked).toBe('locked');
    await commander.post(`/groups/${lift}/lock`, { locked: false, reason: '核实完' }).expect<GroupMoved>(200);
  });

  it('learns a refused merge: it is never proposed again, nor after the engine was rebuilt', async () => {
    const found = (await between(lift, rubbish)) as Proposal;
    const refused = await commander.post('/groups/proposals/refuse', decision(found, '电梯与垃圾是两回事')).expect(200);
    expect(refused).toMatchObject({ kind: 'merge' });
    expect(await between(lift, rubbish)).toBeUndefined();
    await leadAnew();
    await fileAll(['酸奶里又喝出异物，门店不认']);
    expect(await between(lift, rubbish)).toBeUndefined();
    const { items } = await (await app.as.auditor()).get('/audit?action=group.merge-refused').expect<AuditPage>(200);
    expect(items[0]).toMatchObject({ actor: { name: commander.name }, detail: { reason: '电梯与垃圾是两回事' } });
  });

  it('shows one problem over two objects as a theme, apart from groups and without an alarm', async () => {
    const { items } = await machine.get('/groups/themes').expect<Themes>(200);
    const theme = items.find(({ groups }) => groups.some(({ group }) => group.id === groupOf(cloud)));
    expect(theme).toMatchObject({ posts: 6, complainants: 6 });
    expect(theme?.groups.map(({ object }) => object.name).sort()).toEqual(['云帆', '海岳']);
    expect(theme?.trend).toHaveLength(24);
    expect(theme?.trend.reduce((sum, n) => sum + n, 0)).toBe(6);
    expect((await machine.get('/incidents').expect<Page<IncidentSummary>>(200)).items).toEqual([]);
  });

  it('says why a complaint is not in another group, and what would have to differ', async () => {
    const id = cloud[0]?.id ?? '';
    const apart = await commander.get(`/complaints/${id}/why-not?group=${groupOf(sea)}`).expect<WhyNot>(200);
    expect(apart.reasons).toEqual([{ reason: 'other-object', lacks: null, alone: true, words: [] }]);
    expect(apart).toMatchObject({
      own: { id: groupOf(cloud) },
      other: { id: groupOf(sea) },
      object: { name: '云帆' },
      otherObject: { name: '海岳' },
    });
    expect(apart.missing.map(({ term }) => term)).toContain('云帆');
    expect(apart.algorithm).toMatch(/^tocsin-cluster\//);
    const far = await commander.get(`/complaints/${id}/why-not?group=${lift}`).expect<WhyNot>(200);
    const below = far.reasons.find(({ reason }) => reason === 'below-threshold');
    expect(below?.words.map(({ term }) => term)).toContain('电梯');
    expect(below?.lacks).toBeCloseTo((far.otherScores?.threshold ?? 0) - (far.otherScores?.score ?? 0), 2);
    await commander.get(`/complaints/${id}/why-not?group=01938e3f-0000-7000-8000-000000000000`).expect(404);
    await (await app.as.someone(['commander'], ['云帆'])).get(`/complaints/${id}/why-not?group=${lift}`).problem(403, 'auth/forbidden');
  });

  /** A locked group keeps those who turn out to be about something else; unlocked, it is about two. */
  const madeOfTwo = async (rows: readonly ComplaintRow[], name: string): Promise<GroupId> => {
    const group = groupOf(rows);
    await commander.post(`/groups/${group}/lock`, { locked: true, reason: '核实中' }).expect<GroupMoved>(200);
    for (const { id } of rows.slice(0, 2))
      await commander.post(`/complaints/${id}/object`, { kind: 'brand', name, reason: '客户更正' }).expect(200);
    await commander.post(`/groups/${group}/lock`, { locked: false, reason: '核实完' }).expect<GroupMoved>(200);
    return group;
  };

  it('shows a group that is about two objects as a split, and learns when it is refused, also after the engine was rebuilt', async () => {
    const more = await fileAll(['海岳空调不制冷，报修没有人上门，要求退货', '海岳的空调一点不制冷，报修后没人上门，退货退款']);
    const group = await madeOfTwo([...sea, ...more], '青禾');
    const first = (await between(group)) as Proposal;
    expect(first).toMatchObject({ kind: 'split', why: 'two-objects', from: { id: group } });
    expect([...first.complaintIds].sort()).toEqual(sea.slice(0, 2).map(({ id }) => id));
    expect(first.near.into.length).toBeGreaterThan(0);
    for (const { complaintId } of first.near.into) expect(first.complaintIds).not.toContain(complaintId);
    // Rebuilt from the rows, the engine proposes the same; the node's data folder is new, so there is no snapshot.
    await leadAnew();
    const split = (await between(group)) as Proposal;
    expect([...split.complaintIds].sort()).toEqual(sea.slice(0, 2).map(({ id }) => id));
    await commander.post('/groups/proposals/refuse', decision(split, '同一条生产线')).expect(200);
    expect(await between(group)).toBeUndefined();
    await leadAnew();
    expect(await between(group)).toBeUndefined();
    const { items } = await (await app.as.auditor()).get('/audit?action=group.split-refused').expect<AuditPage>(200);
    expect(items).toHaveLength(1);
  });

  it('carries out an accepted split, and takes it back', async () => {
    const more = await fileAll(['云帆空调不制冷，报修没有人上门，要求退货', '云帆的空调一点不制冷，报修后没人上门，退货退款']);
    const group = await madeOfTwo([...cloud, ...more], '青禾');
    const split = (await between(group)) as Proposal;
    const { move } = await commander.post('/groups/proposals/accept', decision(split, '两个品牌')).expect<GroupMoved>(200);
    expect(move).toMatchObject({ kind: 'split', from: group, complaints: 2, byName: commander.name });
    await expectExactCounts(app);
    await commander.post(`/groups/moves/${move.id}/undo`, {}).expect<GroupMoved>(200);
    await expectExactCounts(app);
  });
});
