import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { GroupMoved } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { file, groupOf, groupRow, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';

let app: TestApp;
let machine: HttpClient;
let commander: Staff;
let from: GroupId;
let into: GroupId;
let members: string[];
beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
  commander = await app.as.commander();
  const stopped = await file(machine, 'warehouse', 4);
  into = groupOf(stopped);
  members = stopped.map(({ id }) => id);
  from = groupOf(await file(machine, 'coupon', 3));
});
afterAll(() => app.close());

const under = (key: string) => ({ headers: { 'idempotency-key': key } });
const movesOf = async (): Promise<number> => {
  const [row] = await app.db.query<{ n: number }>('SELECT count(*)::int AS n FROM group_move');
  return row?.n ?? 0;
};

it('repeats of one command, at once or later, are done once and answered alike', async () => {
  const before = await movesOf();
  const body = { into, reason: '同一次大促' };
  const send = () => commander.post(`/groups/${from}/merge`, body, under('merge-1'));
  const answers = [...(await Promise.all([send(), send(), send()])), await send()];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(3);
  expect(await movesOf()).toBe(before + 1);
  await commander
    .post(`/groups/${from}/merge`, { ...body, reason: '另有原因' }, under('merge-1'))
    .problem(422, 'request/idempotency-mismatch');
  const { move } = answers[0]?.body as GroupMoved;
  const undo = () => commander.post(`/groups/moves/${move.id}/undo`, {}, under('undo-1')).expect<GroupMoved>(200);
  expect(await undo()).toEqual(await undo());
  expect(await groupRow(machine, from)).toMatchObject({ posts: 3, mergedInto: null });
});

it('a split makes one group, however often it is sent', async () => {
  const before = await movesOf();
  const body = { complaintIds: members.slice(0, 2), reason: '两件事' };
  const send = () => commander.post(`/groups/${into}/split`, body, under('split-1')).expect<GroupMoved>(200);
  const { into: made } = await send();
  expect((await send()).into?.id).toBe(made?.id);
  expect(await movesOf()).toBe(before + 1);
});

it('a command that was refused is tried anew under its key', async () => {
  const [first] = await file(machine, 'warehouse', 1);
  const elsewhere = { complaintIds: [first?.id], into: from, reason: '放错了' };
  await commander.post(`/groups/${from}/lock`, { locked: true, reason: '已核实' }).expect(200);
  const send = () => commander.post(`/groups/${groupOf(first ? [first] : [])}/move`, elsewhere, under('move-1'));
  await send().problem(409, 'group/locked');
  await commander.post(`/groups/${from}/lock`, { locked: false, reason: '放开' }).expect(200);
  await send().expect(200);
  expect(await groupRow(machine, from)).toMatchObject({ posts: 4 });
});
