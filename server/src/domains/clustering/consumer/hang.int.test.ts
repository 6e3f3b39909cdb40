import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Module, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReclusterRun, SetAside, SetAsidePage } from '@tocsin/shared/clustering';
import type { ComplaintAccepted } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, grouped, groupRow } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';
import { Config } from '../../../platform/config/config.js';
import { ReclusterAttendant } from '../recluster/attendant.js';
import { ConsumerHost } from './consumer-host.js';

const BAD = '华东仓停摆，物流三天没有更新，羽绒服一直不发货，要求退款，麻烦尽快';
const WORKER = new URL('../../../../test/hanging.worker.js', import.meta.url);
const LONG = 300_000;

/** Gives the engine threads of this test code that hangs where it is told to. */
@Module({})
class HangingThreads implements OnModuleInit {
  constructor(private readonly modules: ModuleRef) {}

  onModuleInit(): void {
    this.modules.get(ConsumerHost, { strict: false }).module = WORKER;
    this.modules.get(ReclusterAttendant, { strict: false }).module = WORKER;
  }
}

interface Plan {
  place: 'grouping' | 'writing' | 'replay' | 'retry' | 'command' | 'reclustering';
  /** The how manieth to come by; or else the id. */
  nth?: number;
  id?: string;
}
interface Readyz {
  ready?: boolean;
  health?: { engine?: object };
  /** Of a problem, in place of the two above. */
  params?: { health?: { engine?: object } };
}

describe('an engine thread that hangs', () => {
  let app: TestApp;
  let machine: HttpClient;
  let commander: Staff;
  let metrics: HttpClient;

  beforeAll(async () => {
    const env = { TOCSIN_ROLES: 'api,worker,clusterer', TOCSIN_CLUSTERER: 'thread', TOCSIN_HANG_SECONDS: '2' };
    app = await testApp({ env, extra: [HangingThreads] });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    metrics = await app.as.key('metrics:read');
    commander = await app.as.commander();
    await file(machine, 'warehouse', 3);
  });
  afterAll(() => app.close());
  afterEach(() => plan());

  const planFile = (): string => join(app.get(Config).dataDir, 'hang.json');
  const plan = (...plans: Plan[]): Promise<void> => writeFile(planFile(), JSON.stringify(plans));
  const planned = async (): Promise<string> => {
    const [first] = JSON.parse(await readFile(planFile(), 'utf8')) as Plan[];
    return first?.id ?? '';
  };
  const post = async (text: string): Promise<ComplaintId> =>
    (await machine.post('/complaints', { text, channel: 'web' }).expect<z.infer<typeof ComplaintAccepted>>(201)).id;
  const entryOf = async (id: string, state = 'open'): Promise<SetAside | undefined> =>
    (await commander.get(`/clustering/set-aside?state=${state}`).expect<SetAsidePage>(200)).items.find((one) => one.complaintId === id);
  const waiting = async (id: string, attempts = 3): Promise<SetAside> => {
    let found: SetAside | undefined;
    await until(async () => {
      found = await entryOf(id);
      return found?.state === 'waiting' && found.attempts >= attempts;
    }, LONG);
    return found as SetAside;
  };
  const ready = async (): Promise<{ ready: boolean; engine: object | undefined }> => {
    const { ready: well, health, params } = (await (await fetch(`${app.origin}/readyz`)).json()) as Readyz;
    return { ready: well === true, engine: (health ?? params?.health)?.engine };
  };
  const stuck = async (value: 0 | 1): Promise<boolean> =>
    (await metrics.get('!/metrics').expect<string>(200)).includes(`tocsin_clustering_engine_stuck ${String(value)}\n`);
  const expectEachInOneGroup = async (): Promise<void> => {
    const [row] = await asOwner<{ complaints: string; cases: string; grouped: string }>(
      app.database,
      `SELECT (SELECT count(*) FROM complaint) AS complaints, count(*) AS cases, count(DISTINCT complaint_id) AS grouped FROM complaint_case`,
    );
    expect([row?.cases, row?.grouped]).toEqual([row?.complaints, row?.complaints]);
    await expectExactCounts(app);
  };
  /** The second of three, in the order of the log. */
  const postAround = async (): Promise<ComplaintId[]> => {
    const ids: ComplaintId[] = [];
    for (const text of ['满减优惠券付款时失效，凑单白忙一场，请补发', BAD, '手机壳颜色和图片有色差，想换一个']) ids.push(await post(text));
    return ids;
  };

  it(
    'over one complaint is ended until the complaint is set aside, and the node is not ready meanwhile',
    async () => {
      await plan({ place: 'grouping', nth: 2 });
      const ids = await postAround();
      await until(async () => !(await ready()).ready && (await stuck(1)), LONG);
      expect(await ready()).toMatchObject({ ready: false, engine: { ok: false } });
      const bad = ids[1] as ComplaintId;
      expect(await waiting(bad)).toMatchObject({
        ...{ stage: 'grouping', attempts: 3 },
        error: { class: 'NoAnswer', message: expect.stringMatching(/^no answer within \d+ s$/) as unknown },
      });
      expect(await planned()).toBe(bad);
      expect((await Promise.all(ids.map((id) => grouped(machine, id)))).map(({ groupId }) => groupId)).not.toContain(null);
      await expectEachInOneGroup();
      await until(async () => (await ready()).ready && (await stuck(0)), LONG);
      expect((await ready()).engine).toMatchObject({ ok: true, hangs: 3 });
      expect(await metrics.get('!/metrics').expect<string>(200)).toContain(
        'tocsin_clustering_threads_lost_total{thread="clusterer",why="hang"} 3',
      );

      // A retry that hangs ends this attempt only.
      await plan({ place: 'retry', id: bad });
      const { id } = (await entryOf(bad)) as SetAside;
      await commander.post(`/clustering/set-aside/${id}/retry`, {}).expect(200);
      expect((await waiting(bad, 4)).error.class).toBe('NoAnswer');
      await plan();
      await commander.post(`/clustering/set-aside/${id}/retry`, {}).expect(200);
      await until(async () => (await entryOf(bad, 'resolved')) !== undefined, LONG);
      await until(async () => groupOf([await grouped(machine, bad)]) === groupOf(await file(machine, 'warehouse', 1)), LONG);
      await expectEachInOneGroup();
    },
    2 * LONG,
  );

  it(
    'where no complaint is known yet, takes them one by one until it is',
    async () => {
      await plan({ place: 'writing', nth: 2 });
      const ids = await postAround();
      const bad = ids[1] as ComplaintId;
      expect(await waiting(bad)).toMatchObject({ stage: 'writing', error: { class: 'NoAnswer' } });
      await Promise.all(ids.map((id) => grouped(machine, id)));
      await expectEachInOneGroup();
    },
    2 * LONG,
  );

  it(
    'over a command refuses it, and over a complaint that is read back sets that one aside where it stands',
    async () => {
      const [old] = await file(machine, 'warehouse', 1);
      const from = groupOf(await file(machine, 'coupon', 2));
      const into = groupOf([old as NonNullable<typeof old>]);
      const merge = () => commander.post(`/groups/${from}/merge`, { into, reason: '同一次大促' });
      // Without its snapshots the engine is read back from the rows.
      await rm(join(app.get(Config).dataDir, 'engine'), { recursive: true, force: true });
      await plan({ place: 'command', nth: 1 }, { place: 'replay', id: old?.id });
      await merge().problem(500, 'server/unexpected');
      expect(await waiting(old?.id ?? '')).toMatchObject({ stage: 'grouping', groupId: into, error: { class: 'NoAnswer' } });
      await until(async () => (await merge()).status === 200, LONG);
      expect(await groupRow(machine, from)).toMatchObject({ mergedInto: into });
      expect((await file(machine, 'colour', 1))[0]?.groupId).not.toBeNull();
      await expectEachInOneGroup();
    },
    2 * LONG,
  );

  it(
    'in a new grouping leaves that complaint out, and the run comes to its end',
    async () => {
      const bad = await post('断网一周没有师傅来修宽带，要求退费');
      await grouped(machine, bad);
      await plan({ place: 'reclustering', id: bad });
      const { id } = await commander.post('/clustering/recluster-runs', { reason: '再分一次' }).expect<ReclusterRun>(201);
      await until(async () => (await commander.get(`/clustering/recluster-runs/${id}`).expect<ReclusterRun>(200)).state === 'ready', LONG);
      expect(await waiting(bad)).toMatchObject({ stage: 'reclustering', attempts: 3, error: { class: 'NoAnswer' } });
    },
    2 * LONG,
  );
});
