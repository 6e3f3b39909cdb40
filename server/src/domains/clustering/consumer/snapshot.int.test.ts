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
import { CheckpointRepository } from './checkpoint.repository.js';
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

  it('lets go of what was told to the engine before the oldest one that is kept', async () => {
    const checkpoints = app.get(CheckpointRepository);
    const shard = 'a shard of this test';
    const numbers = async () =>
      (await asOwner<{ no: string }>(app.database, 'SELECT no FROM engine_journal WHERE shard = $1 ORDER BY no', [shard])).map(({ no }) =>
        Number(no),
      );
    const note = (call: string, args: object) => app.db.transaction((tx) => checkpoints.note(tx, shard, 1, call, args));
    const keep = async (seq: number): Promise<void> => {
      const journalNo = await checkpoints.lastJournalNo(shard);
      const row = { seq, journalNo, sha256: String(seq), engineVersion: 'v', bytes: 1, at: app.clock.now() };
      await checkpoints.keepSnapshot(shard, row, 2);
      await checkpoints.forgetJournal(shard);
    };
    await note('dictionary', { version: 1 });
    await note('dictionary', { version: 2 });
    for (let i = 0; i < 5; i++) await note('lock', { group: 'g', locked: true });
    const before = await numbers();
    // Without a snapshot everything is needed.
    await checkpoints.forgetJournal(shard);
    expect(await numbers()).toEqual(before);
    await keep(1);
    const [, dictionary] = before;
    expect(await numbers()).toEqual([dictionary, before.at(-1)]);
    for (let i = 0; i < 4; i++) await note('lock', { group: 'g', locked: false });
    await keep(2);
    // The first snapshot is kept, and what came after it with it.
    expect((await checkpoints.journal(shard, before.at(-1) ?? 0)).length).toBe(4);
    await keep(3);
    await keep(4);
    expect((await numbers()).length).toBe(2);
    expect([await checkpoints.dictionaryAt(shard, null), await checkpoints.lastJournalNo(shard)]).toEqual([2, (await numbers()).at(-1)]);
  });
});
