import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DictionaryPage, ReclusterRun } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';
import { serverProcess } from '../../../../test/server-process.js';

const RUNS = '/clustering/recluster-runs';
const texts = (brand: string): string[] => [
  `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
  `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
  `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
];

describe('a run of re-clustering', () => {
  let app: TestApp;
  let engine: TestApp | null;
  let commander: Staff;
  let folder: string;

  const during = async (env: Record<string, string>, work: () => Promise<void>): Promise<void> => {
    const child = serverProcess(app, folder, env);
    const gone = once(child, 'exit');
    try {
      await work();
    } finally {
      child.kill('SIGTERM');
      await gone;
    }
  };
  const start = (): Promise<ReclusterRun> => commander.post(RUNS, { reason: '词典' }).expect<ReclusterRun>(201);
  const read = (id: string): Promise<ReclusterRun> => commander.get(`${RUNS}/${id}`).expect<ReclusterRun>(200);

  beforeAll(async () => {
    // Nobody here works on runs: whoever does is started when a test wants it.
    app = await testApp({ env: { TOCSIN_ROLES: 'api' } });
    engine = await testApp({ env: { TOCSIN_ROLES: 'api,clusterer' }, beside: app });
    folder = await mkdtemp(join(tmpdir(), 'tocsin-recluster-'));
    commander = await app.as.commander();
    const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
    const rows: ComplaintRow[] = [];
    for (const text of [...texts('云帆'), ...texts('海岳')]) rows.push(...(await file(machine, 'colour', 1, { text })));
    groupOf(rows);
    for (const name of ['云帆', '海岳']) await commander.post('/dictionary', { kind: 'brand', name, aliases: [] }).expect(201);
    await until(async () => (await commander.get('/dictionary').expect<DictionaryPage>(200)).inForce === 2, 30_000);
  }, 90_000);
  afterAll(async () => {
    await engine?.close();
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is cancelled while it waits', async () => {
    const { id, state } = await start();
    expect(state).toBe('waiting');
    const cancelled = await commander.post(`${RUNS}/${id}/cancel`, { reason: '不用了' }).expect<ReclusterRun>(200);
    expect(cancelled).toMatchObject({ state: 'cancelled', summary: null, decided: { reason: '不用了' } });
    expect((await start()).state).toBe('waiting');
  });

  it('is begun again by another node when the one that worked on it was killed, in a thread of its own', async () => {
    const [run] = (await commander.get(RUNS).expect<{ items: ReclusterRun[] }>(200)).items;
    const id = run?.id ?? '';
    await asOwner(
      app.database,
      `UPDATE recluster_run SET state = 'reading', holder = 'killed', beat_at = clock_timestamp() - interval '1 minute', read = 2, total = 6, attempts = 1 WHERE id = $1`,
      [id],
    );
    await during({ TOCSIN_ROLES: 'worker' }, () => until(async () => (await read(id)).state === 'ready', 200_000));
    expect(await read(id)).toMatchObject({ stale: null, progress: { read: 6, total: 6 }, summary: { read: 6, moved: 3 } });
  }, 300_000);

  it('is carried out as a whole or not at all when the writer dies in the middle', async () => {
    const [run] = (await commander.get(RUNS).expect<{ items: ReclusterRun[] }>(200)).items as [ReclusterRun];
    const places = () => asOwner<{ group_id: string }>(app.database, `SELECT complaint_id, group_id FROM complaint_case ORDER BY seq`);
    const before = await places();
    const accept = () => commander.post(`${RUNS}/${run.id}/accept`, { fingerprint: run.fingerprint, reason: '按品牌分开' });
    await engine?.close();
    engine = null;
    const doomed = serverProcess(app, folder, { TOCSIN_ROLES: 'clusterer', TOCSIN_CLUSTERER: 'inline', TOCSIN_FAILPOINT: 'in-command' });
    const died = once(doomed, 'exit');
    const leads = () => asOwner(app.database, `SELECT FROM lease WHERE expires_at > clock_timestamp()`).then(({ length }) => length === 1);
    await until(leads, 120_000);
    const asked = accept().then(({ status }) => status);
    expect(((await died) as [number | null, string | null])[1]).toBe('SIGKILL');
    expect(await places()).toEqual(before);
    expect((await read(run.id)).state).toBe('ready');
    await during({ TOCSIN_ROLES: 'clusterer', TOCSIN_CLUSTERER: 'inline' }, async () => {
      // The heir may have found the letter in time; if not, it was withdrawn and is sent once more.
      if ((await asked) !== 200) await until(async () => (await accept()).status === 200, 120_000);
    });
    expect(await read(run.id)).toMatchObject({ state: 'accepted', applied: { moves: 1, complaints: 3 } });
    await expectExactCounts(app);
    const after = (await places()).map(({ group_id }) => group_id);
    expect(new Set(after.slice(0, 3)).size).toBe(1);
    expect(new Set(after.slice(3)).size).toBe(1);
    expect(after[0]).not.toBe(after[3]);
  }, 300_000);
});
