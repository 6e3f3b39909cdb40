import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage } from '@tocsin/shared/audit';
import type { AssignmentExplanation, DictionaryImport, DictionaryPage, ObjectCorrected, ObjectEntry } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, grouped, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';
import { SHARD } from '../consumer/leader.js';
import { Recovery } from '../consumer/recovery.js';

const NOTHING: ObjectEntry[] = [];

describe('the dictionary of objects', () => {
  let app: TestApp;
  let commander: Staff;
  let yunfan: ObjectEntry;

  beforeAll(async () => {
    app = await testApp();
    commander = await app.as.commander();
  });
  afterAll(() => app.close());

  it('is added to, searched, edited, retired and restored, every change audited under a version', async () => {
    yunfan = await commander
      .post('/dictionary', { kind: 'brand', name: '云帆', aliases: ['YunFan', 'yunfan', '云帆电器'] })
      .expect<ObjectEntry>(201);
    expect(yunfan).toMatchObject({ aliases: ['YunFan', '云帆电器'], retired: false, version: 1, updatedBy: commander.name });
    const found = await commander.get(`/dictionary?q=${encodeURIComponent('ＹＵＮ')}&kind=brand`).expect<DictionaryPage>(200);
    expect(found).toMatchObject({ total: 1, version: 1, items: [{ id: yunfan.id }] });
    const { id, version } = yunfan;
    const edit = { kind: 'brand', name: '云帆', aliases: ['云帆电器'], retired: false };
    const edited = await commander.patch(`/dictionary/${id}`, { ...edit, version }).expect<ObjectEntry>(200);
    await commander.patch(`/dictionary/${id}`, { ...edit, version }).problem(409, 'resource/conflict');
    const retired = await commander
      .patch(`/dictionary/${id}`, { ...edit, retired: true, version: edited.version })
      .expect<ObjectEntry>(200);
    expect((await commander.get('/dictionary').expect<DictionaryPage>(200)).items).toEqual(NOTHING);
    expect((await commander.get('/dictionary?retired=true').expect<DictionaryPage>(200)).items).toHaveLength(1);
    yunfan = await commander.patch(`/dictionary/${id}`, { ...edit, version: retired.version }).expect<ObjectEntry>(200);
    const { items } = await (await app.as.auditor()).get('/audit?limit=200').expect<AuditPage>(200);
    const own = items.filter(({ subject }) => subject?.id === id).map(({ action, detail }) => [action, detail['version']]);
    expect(own).toEqual([
      ['dictionary.entry-added', 1],
      ['dictionary.entry-changed', 2],
      ['dictionary.entry-retired', 3],
      ['dictionary.entry-restored', 4],
    ]);
  });

  it('gives a spelling to one entry alone, and refuses what names nothing', async () => {
    const taken = await commander
      .post('/dictionary', { kind: 'site', name: '云帆电器', aliases: [] })
      .problem(409, 'dictionary/spelling-taken');
    expect(taken).toMatchObject({ params: { name: '云帆', id: yunfan.id } });
    await commander.post('/dictionary', { kind: 'brand', name: '云', aliases: [] }).problem(422, 'request/invalid');
    expect((await commander.get('/dictionary').expect<DictionaryPage>(200)).total).toBe(1);
  });

  it('is read by the team, written by whoever leads, and closed to people of one brand', async () => {
    const agent = await app.as.agent();
    await agent.get('/dictionary').expect(200);
    await agent.post('/dictionary', { kind: 'brand', name: '某牌', aliases: [] }).problem(403, 'auth/forbidden');
    const narrow = await app.as.someone(['commander'], ['云帆']);
    await narrow.get('/dictionary').problem(403, 'auth/forbidden');
  });

  it('takes a file: shows first what it would do, leaves bad lines out, and gives itself back', async () => {
    const csv = [
      '类别,名称,别名',
      '品牌,云帆,云帆电器|云帆牌',
      '网点,南湖店,',
      '颜色,红,',
      '品牌,,x',
      '品牌,海岳,云帆牌',
      '产品,"X1, Pro",X1P',
    ].join('\n');
    const preview = await commander.post('/dictionary/import', { csv, apply: false }).expect<DictionaryImport>(200);
    expect(preview).toMatchObject({ rows: 6, added: 2, changed: 1, unchanged: 0, version: null });
    expect(preview.errors).toEqual([
      { line: 4, code: 'kind-unknown', value: '颜色' },
      { line: 5, code: 'name-missing', value: '' },
      { line: 6, code: 'repeated', value: '云帆牌' },
    ]);
    expect((await commander.get('/dictionary').expect<DictionaryPage>(200)).total).toBe(1);
    const done = await commander.post('/dictionary/import', { csv, apply: true }).expect<DictionaryImport>(200);
    expect(done).toMatchObject({ ...preview, version: 5 });
    const page = await commander.get('/dictionary').expect<DictionaryPage>(200);
    expect(page.items.map(({ name, aliases }) => [name, aliases])).toEqual([
      ['云帆', ['云帆电器', '云帆牌']],
      ['X1, Pro', ['X1P']],
      ['南湖店', []],
    ]);
    const text = (await commander.get('/dictionary/export.csv')).body as string;
    expect(text.split('\r\n')).toEqual(['kind,name,aliases', 'brand,云帆,云帆电器|云帆牌', 'product,"X1, Pro",X1P', 'site,南湖店,', '']);
    const again = await commander.post('/dictionary/import', { csv: text, apply: false }).expect<DictionaryImport>(200);
    expect(again).toMatchObject({ rows: 3, unchanged: 3, errors: [] });
    const taken = await commander.post('/dictionary/import', { csv: 'kind,name\nsite,x1p', apply: false }).expect<DictionaryImport>(200);
    expect(taken.errors).toEqual([{ line: 2, code: 'taken', value: 'x1p → X1, Pro' }]);
    await commander.post('/dictionary/import', { csv: 'a,b\n1,2', apply: false }).problem(422, 'dictionary/unreadable');
  });
});

const TEXTS = [
  (brand: string) => `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
  (brand: string) => `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
  (brand: string) => `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
];
const aircon = (machine: HttpClient, brand: string): Promise<ComplaintRow[]> =>
  Promise.all(TEXTS.map(async (text) => (await file(machine, 'colour', 1, { text: text(brand) }))[0] as ComplaintRow));

describe('complaints read with the dictionary', () => {
  let app: TestApp;
  let folder: string;
  let machine: HttpClient;
  let commander: Staff;
  let cloud: GroupId;
  let sea: GroupId;

  beforeAll(async () => {
    app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
    folder = await mkdtemp(join(tmpdir(), 'tocsin-dictionary-'));
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const withLeader = async (env: Record<string, string>, work: (node: TestApp) => Promise<void>): Promise<void> => {
    const node = await testApp({ env: { ...WITH_ENGINE, ...env }, beside: app });
    try {
      await work(node);
    } finally {
      await node.close();
    }
  };
  const inForce = (): Promise<void> =>
    until(async () => {
      const { version, inForce: force } = await machine.get('/dictionary').expect<DictionaryPage>(200);
      return version === force;
    });
  const explain = (id: string): Promise<AssignmentExplanation> =>
    machine.get(`/complaints/${id}/explanation`).expect<AssignmentExplanation>(200);

  it('stay apart by their objects from then on, and say what they are about', async () => {
    await withLeader({ TOCSIN_DATA: folder }, async () => {
      await commander.post('/dictionary', { kind: 'brand', name: '云帆', aliases: ['云帆电器'] }).expect(201);
      await commander.post('/dictionary', { kind: 'brand', name: '海岳', aliases: [] }).expect(201);
      await inForce();
      const [one, two] = [await aircon(machine, '云帆'), await aircon(machine, '海岳')];
      [cloud, sea] = [groupOf(one), groupOf(two)];
      expect(cloud).not.toBe(sea);
      const { objects, dictionary } = await explain(one[0]?.id ?? '');
      expect(dictionary).toBe(2);
      expect(objects[0]).toEqual({ kind: 'brand', name: '云帆', source: 'dictionary', confidence: 0.9 });
      const [alias] = await file(machine, 'colour', 1, { text: '空调不制冷，报修没人上门，要退货退款', brand: '云帆电器' });
      expect(alias?.groupId).toBe(cloud);
    });
  });

  it('are read as they were read then when the log is replayed, across versions', async () => {
    await withLeader({}, async () => {
      const { items } = await machine.get('/dictionary').expect<DictionaryPage>(200);
      const entry = items.find(({ name }) => name === '海岳') as ObjectEntry;
      const { id, updatedAt: _at, updatedBy: _by, ...body } = entry;
      await commander.patch(`/dictionary/${id}`, { ...body, retired: true }).expect(200);
      await inForce();
      await aircon(machine, '青禾');
      await commander.post('/dictionary', { kind: 'brand', name: '青禾', aliases: [] }).expect(201);
      await inForce();
      const [last] = await file(machine, 'colour', 1, { text: TEXTS[0]?.('海岳') ?? '' });
      expect((await explain(last?.id ?? '')).objects).toEqual([]);
    });
    await withLeader({ TOCSIN_ROLES: 'api,worker', TOCSIN_DATA: folder }, async (node) => {
      const { how, desk, names } = await node.get(Recovery).restore(SHARD);
      const rows = await asOwner<{ complaint_id: string; group_id: GroupId }>(
        app.database,
        `SELECT complaint_id, group_id FROM complaint_case`,
      );
      expect(how).toBe('snapshot');
      expect(desk.dictionary).toBe(4);
      expect(rows.map(({ complaint_id }) => names.ours(desk.groupOf(complaint_id) ?? ''))).toEqual(rows.map(({ group_id }) => group_id));
    });
  });

  it('follow a person who says what one is about, and stay there after a restart', async () => {
    let wrong = '';
    await withLeader({}, async () => {
      const [row] = await file(machine, 'colour', 1, { text: '云帆空调不制冷，报修后没人上门，要求退货退款给个说法' });
      wrong = row?.id ?? '';
      expect(row?.groupId).toBe(cloud);
      const body = { kind: 'brand', name: '海岳', reason: '客户来电更正' };
      await (await app.as.agent()).post(`/complaints/${wrong}/object`, body).problem(403, 'auth/forbidden');
      const answer = await commander.post(`/complaints/${wrong}/object`, body).expect<ObjectCorrected>(200);
      expect(answer.object).toEqual({ kind: 'brand', name: '海岳', source: 'person', confidence: 1 });
      expect(answer.moved?.move).toMatchObject({ kind: 'move', from: cloud, complaints: 1, reason: '客户来电更正' });
      expect((await grouped(machine, wrong)).groupId).not.toBe(cloud);
      expect(await explain(wrong)).toMatchObject({
        corrected: { by: commander.name, reason: '客户来电更正' },
        objects: [{ name: '海岳' }],
      });
      const kept = await commander
        .post(`/complaints/${wrong}/object`, { ...body, kind: 'site', name: '南湖店' })
        .expect<ObjectCorrected>(200);
      expect(kept.moved).toBeNull();
      await commander.post(`/complaints/${wrong}/object`, body).expect(200);
    });
    await expectExactCounts(app);
    const before = (await grouped(machine, wrong)).groupId;
    // Another disk: the engine is rebuilt from the rows.
    await withLeader({}, async () => {
      await file(machine, 'colour', 1, { text: '云帆空调还是不制冷，报修没有人上门，我要退货' });
      expect((await grouped(machine, wrong)).groupId).toBe(before);
    });
    const { items } = await (await app.as.auditor()).get('/audit?action=complaint.object-corrected').expect<AuditPage>(200);
    expect(items[0]).toMatchObject({ subject: { type: 'complaint', id: wrong }, actor: { name: commander.name } });
    await expectExactCounts(app);
  });
});
