import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GroupMoved } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, WITH_ENGINE } from '../../../../test/groups.js';
import { CommandsHousekeeping } from '../commands/housekeeping.js';
import { SHARD } from './leader.js';
import { Recovery } from './recovery.js';

describe('a snapshot on disk', () => {
  let app: TestApp;
  let folder: string;

  beforeAll(async () => {
    app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
    folder = await mkdtemp(join(tmpdir(), 'tocsin-snapshot-'));
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const beside = async (env: Record<string, string>, work: (node: TestApp) => Promise<void>): Promise<void> => {
    const node = await testApp({ env, beside: app });
    try {
      await work(node);
    } finally {
      await node.close();
    }
  };

  it('and what came after it bring the engine to where the rows are', async () => {
    const machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
    const commander = await app.as.commander();
    let stopped = '' as GroupId;
    let coupons = '' as GroupId;
    await beside({ ...WITH_ENGINE, TOCSIN_DATA: folder }, async () => {
      stopped = groupOf(await file(machine, 'warehouse', 4));
      coupons = groupOf(await file(machine, 'coupon', 3));
    });
    // Another node leads meanwhile: the snapshots it makes are on its own disk.
    await beside(WITH_ENGINE, async () => {
      await file(machine, 'colour', 1);
      await commander.post(`/groups/${coupons}/merge`, { into: stopped, reason: '同源' }).expect<GroupMoved>(200);
      await commander.post(`/groups/${stopped}/lock`, { locked: true, reason: '已核实' }).expect<GroupMoved>(200);
    });
    await beside({ TOCSIN_ROLES: 'api,worker', TOCSIN_DATA: folder }, async (node) => {
      const { how, seq, desk, names } = await node.get(Recovery).restore(SHARD);
      const rows = await asOwner<{ complaint_id: string; group_id: GroupId }>(
        app.database,
        `SELECT complaint_id, group_id FROM complaint_case`,
      );
      expect({ how, seq }).toEqual({ how: 'snapshot', seq: rows.length });
      const standing = rows.map(({ complaint_id }) => names.ours(desk.groupOf(complaint_id) ?? ''));
      expect(standing).toEqual(rows.map(({ group_id }) => group_id));
    });
    await expectExactCounts(app);
  });

  it('is not needed for old commands: they are forgotten once nobody asks any more', async () => {
    const count = async (): Promise<number> => (await asOwner(app.database, `SELECT id FROM group_command`)).length;
    const housekeeping = app.get(CommandsHousekeeping);
    await housekeeping.forgetCommands();
    expect(await count()).toBe(2);
    app.clock.advance({ hours: 8 * 24 });
    await housekeeping.forgetCommands();
    expect(await count()).toBe(0);
  });
});
