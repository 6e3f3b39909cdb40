import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GroupMoved } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, WITH_ENGINE } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';

/** Where everybody stands, by complaint. */
const places = (app: TestApp): Promise<{ complaint_id: string; group_id: GroupId }[]> =>
  asOwner(app.database, `SELECT complaint_id, group_id FROM complaint_case ORDER BY seq`);

describe('a successor', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  });
  afterAll(() => app.close());

  /** A second node with the role on the same database: it leads while it lives. */
  const withLeader = async (work: (node: TestApp) => Promise<void>): Promise<void> => {
    const node = await testApp({ env: WITH_ENGINE, beside: app });
    try {
      await work(node);
    } finally {
      await node.close();
    }
  };

  it('goes on from the rows with the decisions people made, whether or not it has the snapshot', async () => {
    const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    const commander = await app.as.commander();
    let coupons = '' as GroupId;
    let stopped = '' as GroupId;
    let fresh = '' as GroupId;
    await withLeader(async () => {
      stopped = groupOf(await file(machine, 'warehouse', 4));
      coupons = groupOf(await file(machine, 'coupon', 3));
      const merged = await commander.post(`/groups/${coupons}/merge`, { into: stopped, reason: '同源' }).expect<GroupMoved>(200);
      await commander.post(`/groups/moves/${merged.move.id}/undo`, {}).expect(200);
      const rows = await file(machine, 'warehouse', 2, { text: '华东仓停摆物流不动，客服电话也打不通，退款一直没有人处理' });
      const leaving = rows.map(({ id }) => id);
      const split = await commander
        .post(`/groups/${groupOf(rows)}/split`, { complaintIds: leaving, reason: '客服问题' })
        .expect<GroupMoved>(200);
      fresh = split.into?.id as GroupId;
    });
    const before = await places(app);
    // Its data folder is another: no snapshot there, so the engine is rebuilt from the rows.
    await withLeader(async () => {
      const [next] = await file(machine, 'coupon', 1, { text: '优惠券付款时失效，满减凑单白忙一场，请补发' });
      expect(next?.groupId).toBe(coupons);
      expect((await places(app)).slice(0, before.length)).toEqual(before);
      const again = await commander.post(`/groups/${coupons}/merge`, { into: stopped, reason: '同源' }).expect<GroupMoved>(200);
      await commander.post(`/groups/moves/${again.move.id}/undo`, {}).expect(200);
    });
    expect(new Set((await places(app)).map(({ group_id }) => group_id))).toEqual(new Set([stopped, coupons, fresh]));
    await expectExactCounts(app);
  });

  it('answers 503 when nobody leads, and the command is not carried out later', async () => {
    const commander = await app.as.commander();
    const [row] = await places(app);
    const group = row?.group_id ?? '';
    const answer = await commander.post(`/groups/${group}/lock`, { locked: true, reason: 'x' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    await withLeader(async () => {
      const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
      await file(machine, 'colour', 1);
      expect(await asOwner(app.database, `SELECT id FROM complaint_group WHERE locked`)).toEqual([]);
    });
  });

  it('stands by while another leads and takes over when it is gone', async () => {
    const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
    const holder = async (): Promise<string | undefined> =>
      (await asOwner<{ holder: string }>(app.database, `SELECT holder FROM lease`))[0]?.holder;
    const first = await testApp({ env: WITH_ENGINE, beside: app });
    let before: string | undefined;
    await withLeader(async () => {
      try {
        await file(machine, 'coupon', 1);
        before = await holder();
        expect(before).toBeDefined();
      } finally {
        await first.close();
      }
      await file(machine, 'coupon', 1);
      await until(async () => (await holder()) !== before);
    });
    await expectExactCounts(app);
  });
});
