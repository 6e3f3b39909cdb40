import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssignmentExplanation, GroupDetail, GroupMoved, MoveEffect } from '@tocsin/shared/clustering';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { GroupId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { expectExactCounts, file, groupOf, grouped, groupRow, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';

const NOBODY = '01938e3f-0000-7000-8000-000000000000';

describe('regrouping by people', () => {
  let app: TestApp;
  let machine: HttpClient;
  let commander: Staff;
  let stopped: ComplaintRow[];
  let coupons: ComplaintRow[];
  let from: GroupId;
  let into: GroupId;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
    stopped = await file(machine, 'warehouse', 4);
    coupons = await file(machine, 'coupon', 3);
    from = groupOf(coupons);
    into = groupOf(stopped);
  });
  afterAll(() => app.close());

  const decidedBy = (ids: readonly string[]): Promise<string[]> =>
    Promise.all(
      ids.map(
        async (id) => (await machine.get(`/complaints/${id}/explanation`).expect<z.infer<typeof AssignmentExplanation>>(200)).decidedBy,
      ),
    );

  it('says what it would do before it does it', async () => {
    const effect = await commander.get(`/groups/${from}/effect?into=${into}`).expect<MoveEffect>(200);
    expect(effect).toEqual({
      complaints: 3,
      complainants: 3,
      fromAfter: 0,
      intoAfter: 7,
      incidentFrom: null,
      incidentInto: null,
      watchers: 0,
    });
    const ids = stopped.slice(0, 2).map(({ id }) => id);
    const split = await commander.post(`/groups/${into}/effect`, { complaintIds: ids }).expect<MoveEffect>(200);
    expect(split).toMatchObject({ complaints: 2, complainants: 2, fromAfter: 2, intoAfter: 2 });
  });

  it('merges, binds the newcomers, and takes it back', async () => {
    const { move } = await commander.post(`/groups/${from}/merge`, { into, reason: '同一次大促' }).expect<GroupMoved>(200);
    expect(move).toMatchObject({ kind: 'merge', from, into, complaints: 3, byName: commander.name, undoneAt: null });
    expect(await groupRow(machine, into)).toMatchObject({ posts: 7, complainants: 7 });
    expect(await groupRow(machine, from)).toMatchObject({ posts: 0, mergedInto: into });
    await expectExactCounts(app);
    const undone = await commander.post(`/groups/moves/${move.id}/undo`, {}).expect<GroupMoved>(200);
    expect(undone.move).toMatchObject({ id: move.id, undoneByName: commander.name });
    expect(await groupRow(machine, into)).toMatchObject({ posts: 4 });
    expect(await groupRow(machine, from)).toMatchObject({ posts: 3, mergedInto: null });
    await expectExactCounts(app);
    await commander.post(`/groups/moves/${move.id}/undo`, {}).expect(409);
    const [next] = await file(machine, 'coupon', 1, { text: '优惠券付款时失效，满减凑单白忙一场，请补发' });
    expect(next?.groupId).toBe(from);
  });

  it('splits, says who decided, and takes it back', async () => {
    const ids = stopped.slice(2).map(({ id }) => id);
    const { move, into: fresh } = await commander
      .post(`/groups/${into}/split`, { complaintIds: ids, reason: '另一件事' })
      .expect<GroupMoved>(200);
    expect(fresh).toMatchObject({ posts: 2 });
    const explained = await machine.get(`/complaints/${ids[0] ?? ''}/explanation`).expect<z.infer<typeof AssignmentExplanation>>(200);
    expect(explained).toMatchObject({ decidedBy: 'person', groupId: fresh?.id, person: { moveId: move.id, reason: '另一件事' } });
    await expectExactCounts(app);
    await commander.post(`/groups/moves/${move.id}/undo`, { reason: '还是同一件' }).expect(200);
    expect((await grouped(machine, ids[0] ?? '')).groupId).toBe(into);
    await expectExactCounts(app);
    for (const id of ids)
      expect(await machine.get(`/complaints/${id}/explanation`).expect(200)).toMatchObject({ groupId: into, person: null });
    expect(await decidedBy(ids)).toEqual(['engine', 'engine']);
  });

  it('leaves them bound to the decision that came before the one taken back', async () => {
    const [id = ''] = coupons.map((row) => row.id);
    await commander.post(`/groups/${from}/move`, { complaintIds: [id], into, reason: '先放这里' }).expect<GroupMoved>(200);
    const { move, into: fresh } = await commander
      .post(`/groups/${into}/split`, { complaintIds: [id], reason: '再单独看' })
      .expect<GroupMoved>(200);
    await commander.post(`/groups/moves/${move.id}/undo`, {}).expect(200);
    expect(await decidedBy([id])).toEqual(['person']);
    expect(await machine.get(`/complaints/${id}/explanation`).expect(200)).toMatchObject({
      groupId: into,
      decidedBy: 'person',
      person: { reason: '先放这里' },
    });
    expect(fresh?.id).not.toBe(into);
    const [last] = (await machine.get(`/groups/${into}`).expect<GroupDetail>(200)).moves.filter(({ undoneAt }) => undoneAt === null);
    await commander.post(`/groups/moves/${last?.id ?? ''}/undo`, {}).expect(200);
    expect(await decidedBy([id])).not.toEqual(['person']);
    expect((await grouped(machine, id)).groupId).toBe(from);
  });

  it('moves some, refuses to undo what a later move has taken up', async () => {
    const [first, second] = coupons.map(({ id }) => id);
    const one = await commander
      .post(`/groups/${from}/move`, { complaintIds: [first, second], into, reason: '放错了' })
      .expect<GroupMoved>(200);
    await commander.post(`/groups/${into}/move`, { complaintIds: [first], into: from, reason: '这一条不是' }).expect(200);
    await commander.post(`/groups/moves/${one.move.id}/undo`, {}).expect(200);
    expect((await grouped(machine, second ?? '')).groupId).toBe(from);
    await expectExactCounts(app);
    const again = await commander.post(`/groups/${from}/move`, { complaintIds: [second], into, reason: '放错了' }).expect<GroupMoved>(200);
    await commander.post(`/groups/${into}/move`, { complaintIds: [second], into: from, reason: '不是' }).expect(200);
    expect((await commander.post(`/groups/moves/${again.move.id}/undo`, {}).expect<{ code: string }>(409)).code).toBe(
      'group/undo-superseded',
    );
  });

  it('keeps a locked group as it is', async () => {
    await commander.post(`/groups/${into}/lock`, { locked: true, reason: '已核实' }).expect(200);
    expect((await commander.post(`/groups/${from}/merge`, { into, reason: 'x' }).expect<{ code: string }>(409)).code).toBe('group/locked');
    await commander.post(`/groups/${into}/lock`, { locked: true, reason: 'x' }).expect(409);
    const { move } = await commander.post(`/groups/${into}/lock`, { locked: false, reason: '解锁' }).expect<GroupMoved>(200);
    await commander.post(`/groups/moves/${move.id}/undo`, {}).expect(200);
    expect(await groupRow(machine, into)).toMatchObject({ locked: true });
    await commander.post(`/groups/${into}/lock`, { locked: false, reason: '解锁' }).expect(200);
  });

  it.each([
    ['merge', { into: NOBODY, reason: 'x' }, 404, 'resource/not-found'],
    ['split', { complaintIds: [NOBODY], reason: 'x' }, 422, 'group/not-members'],
    ['merge', { into: 'nonsense', reason: 'x' }, 422, 'request/invalid'],
    ['split', { complaintIds: [], reason: 'x' }, 422, 'request/invalid'],
    ['move', { complaintIds: [NOBODY], into: NOBODY, reason: '' }, 422, 'request/invalid'],
  ])('refuses a %s that makes no sense (%#)', async (verb, body, status, code) => {
    expect((await commander.post(`/groups/${from}/${verb}`, body).expect<{ code: string }>(status)).code).toBe(code);
  });

  it('refuses to split everything off, to merge with itself and people without the right', async () => {
    const members = [...coupons.map(({ id }) => id)];
    const detail = await machine.get(`/groups/${from}`).expect<GroupDetail>(200);
    const all = await machine.get(`/complaints?groupId=${from}&limit=50`).expect<{ items: ComplaintRow[] }>(200);
    expect(all.items).toHaveLength(detail.posts);
    const body = { complaintIds: all.items.map(({ id }) => id), reason: 'x' };
    expect((await commander.post(`/groups/${from}/split`, body).expect<{ code: string }>(422)).code).toBe('group/split-empty');
    expect((await commander.post(`/groups/${from}/merge`, { into: from, reason: 'x' }).expect<{ code: string }>(409)).code).toBe(
      'group/wrong-state',
    );
    const agent = await app.as.agent();
    await agent.post(`/groups/${from}/merge`, { into, reason: 'x' }).expect(403);
    await agent.post(`/groups/${from}/split`, { complaintIds: members, reason: 'x' }).expect(403);
  });

  it('explains a group by its words, its members, its history and its neighbours', async () => {
    const detail = await machine.get(`/groups/${from}`).expect<GroupDetail>(200);
    expect(detail.explanation.terms.map(({ term }) => term).join(' ')).toContain('优惠券');
    expect(detail.explanation.nearest.length).toBeGreaterThan(0);
    expect(detail.explanation.nearest[0]?.excerpt).toContain('优惠券');
    expect(detail.moves.length).toBeGreaterThan(3);
    expect(detail.algorithm).toBe(detail.explanation.algorithm);
  });
});
