import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, AuditPage } from '@tocsin/shared/audit';
import type { GroupDetail, GroupMoved } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { file, groupOf, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';

let app: TestApp;
let machine: HttpClient;
let commander: Staff;
let stopped: ComplaintRow[];
let coupons: ComplaintRow[];
let into: GroupId;
let from: GroupId;

const last = async (action: string): Promise<AuditEntry> => {
  const page = await (await app.as.auditor()).get(`/audit?action=${action}&order=desc&limit=1`).expect<AuditPage>(200);
  return page.items[0] as AuditEntry;
};
const ids = (rows: readonly ComplaintRow[]): string[] => rows.map(({ id }) => id).sort();
const named = ({ detail }: AuditEntry): string[] => [...(detail['complaintIds'] as string[])].sort();

beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  stopped = await file(machine, 'warehouse', 4);
  // The fourth is a re-post of the first, word for word.
  coupons = [...(await file(machine, 'coupon', 3)), ...(await file(machine, 'coupon', 1))];
  [into, from] = [groupOf(stopped), groupOf(coupons)];
});
afterAll(() => app.close());

describe('the record of a regrouping', () => {
  it('names the move, both groups and every complaint of a merge', async () => {
    const { move } = await commander.post(`/groups/${from}/merge`, { into, reason: '同一次大促' }).expect<GroupMoved>(200);
    const entry = await last('group.merge');
    expect(entry).toMatchObject({
      subject: { type: 'group', id: from },
      detail: { moveId: move.id, from, into, reason: '同一次大促', complaints: coupons.length },
    });
    expect(named(entry)).toEqual(ids(coupons));
    await commander.post(`/groups/moves/${move.id}/undo`, { reason: '不是一件事' }).expect(200);
    const undone = await last('group.undo');
    expect(undone).toMatchObject({
      subject: { type: 'group', id: from },
      detail: { moveId: move.id, from: into, into: from, reason: '不是一件事' },
    });
    expect(named(undone)).toEqual(ids(coupons));
  });

  it('names the re-posts that travel with what was asked for', async () => {
    const first = coupons[0] as ComplaintRow;
    const twin = coupons.find(({ nearDuplicate }) => nearDuplicate) as ComplaintRow;
    const asked = { complaintIds: [first.id], reason: '另一件事' };
    const split = await commander.post(`/groups/${from}/split`, asked).expect<GroupMoved>(200);
    const entry = await last('group.split');
    expect(entry.detail).toMatchObject({ moveId: split.move.id, from, into: split.into?.id, complaints: 2 });
    expect(named(entry)).toEqual([first.id, twin.id].sort());
    const { move } = await commander.post(`/groups/${split.into?.id ?? ''}/move`, { ...asked, into }).expect<GroupMoved>(200);
    // Nobody stayed behind, so it was a merge in effect; asked for was a move.
    const moved = await last('group.move');
    expect(moved.detail).toMatchObject({ moveId: move.id, into, complaints: 2 });
    expect(named(moved)).toEqual([first.id, twin.id].sort());
  });

  it('names a lock, and refuses one by somebody who has not read the last change', async () => {
    const { version } = await machine.get(`/groups/${into}`).expect<GroupDetail>(200);
    const lock = (seen: number) =>
      commander.post(`/groups/${into}/lock`, { locked: true, reason: '已核实' }, { headers: { 'if-match': `"${seen}"` } });
    expect((await lock(version - 1).problem(412, 'request/precondition-failed'))['params']).toEqual({ version });
    const { move } = await lock(version).expect<GroupMoved>(200);
    expect(await last('group.lock')).toMatchObject({
      subject: { type: 'group', id: into },
      detail: { moveId: move.id, kind: 'lock', reason: '已核实' },
    });
    await commander
      .post(`/groups/${into}/merge`, { into: from, reason: 'x' }, { headers: { 'if-match': '"1"' } })
      .problem(412, 'request/precondition-failed');
  });
});

describe('the moves themselves', () => {
  it.each([
    `UPDATE group_move SET reason = 'x'`,
    `UPDATE group_move SET actor_name = 'x'`,
    `UPDATE group_move SET undone_at = NULL`,
    `UPDATE group_move SET undone_by_name = 'x'`,
    `DELETE FROM group_move`,
    `TRUNCATE group_move CASCADE`,
    `UPDATE group_move_member SET complaint_id = move_id`,
    `DELETE FROM group_move_member`,
    `TRUNCATE group_move_member`,
  ])('are not to be altered by the application, nor by their owner: %s', async (sql) => {
    await expect(app.db.query(sql)).rejects.toThrow(/permission denied|insert-only/);
    await expect(asOwner(app.database, sql)).rejects.toThrow(/insert-only/);
  });
});
