import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { GroupMoved } from '@tocsin/shared/clustering';
import { newId, type GroupId } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts, file, groupOf, groupRow, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';
import { Problem } from '../../../platform/problems/index.js';
import { Failpoints, type Faulty } from '../consumer/failpoints.js';
import type { GroupCommand } from './command.types.js';
import { CommandsRepository } from './commands.repository.js';

const PLACES: Faulty[] = ['command', 'command-end'];

describe('a command that fails', () => {
  let app: TestApp;
  let machine: HttpClient;
  let commander: Staff;
  let from: GroupId;
  let into: GroupId;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    machine = await app.as.key('complaint:create', 'complaint:read', 'group:read', 'incident:read');
    commander = await app.as.commander();
    into = groupOf(await file(machine, 'warehouse', 4));
    from = groupOf(await file(machine, 'coupon', 3));
  });
  afterAll(() => app.close());
  afterEach(() => {
    for (const place of PLACES) app.get(Failpoints).failAt(place, null);
  });

  const merge = () => commander.post(`/groups/${from}/merge`, { into, reason: '同一次大促' });
  const commands = () => asOwner<{ id: string; state: string }>(app.database, `SELECT id, state FROM group_command ORDER BY at, id`);
  /** The first command to come fails every time it is tried. */
  const failFirst = (place: Faulty, fault: () => Error): string[] => {
    const tries: string[] = [];
    app.get(Failpoints).failAt(place, (id: string) => {
      if (tries.length > 0 && id !== tries[0]) return null;
      tries.push(id);
      return fault();
    });
    return tries;
  };
  const expectNothingMoved = async (): Promise<void> => {
    expect(await groupRow(machine, from)).toMatchObject({ mergedInto: null });
    expect(await groupRow(machine, into)).toMatchObject({ mergedInto: null });
    await expectExactCounts(app);
  };

  it.each([
    ['before the engine is told', 'command'],
    ['after the engine was told', 'command-end'],
  ] as const)('%s is refused with a clear error, and the next command and the next complaint work', async (_when, place) => {
    const tries = failFirst(place, () => new TypeError('cannot read properties of undefined'));
    await merge().problem(500, 'server/unexpected');
    expect(tries).toHaveLength(1);
    expect((await commands()).find(({ id }) => id === tries[0])).toMatchObject({ state: 'refused' });
    await expectNothingMoved();
    const [coupon] = await file(machine, 'coupon', 1);
    expect(coupon?.groupId).toBe(from);
    const { move } = await merge().expect<GroupMoved>(200);
    expect(await groupRow(machine, from)).toMatchObject({ mergedInto: into });
    await commander.post(`/groups/moves/${move.id}/undo`, {}).expect<GroupMoved>(200);
    await expectNothingMoved();
  });

  it('that is refused on purpose once the engine was told keeps its own reason', async () => {
    failFirst('command-end', () => new Problem('group/locked'));
    await merge().problem(409, 'group/locked');
    await expectNothingMoved();
    expect(groupOf(await file(machine, 'coupon', 2))).toBe(from);
  });

  it('is tried again after an outage, and carried out', async () => {
    const faults = [new Problem('server/database-unavailable')];
    app.get(Failpoints).failAt('command-end', () => faults.pop() ?? null);
    const { move } = await merge().expect<GroupMoved>(200);
    expect(faults).toEqual([]);
    await commander.post(`/groups/moves/${move.id}/undo`, {}).expect<GroupMoved>(200);
    await expectNothingMoved();
  });

  it('is refused when it meets an outage at every attempt while everything else is well', async () => {
    const tries = failFirst('command', () => Object.assign(new Error('canceling statement'), { code: '57014' }));
    await merge().problem(500, 'server/unexpected');
    expect(tries).toHaveLength(3);
    expect(groupOf(await file(machine, 'coupon', 2))).toBe(from);
  });

  it('is refused with its name when the writer does not know its kind, as during an update', async () => {
    const { clock } = app;
    const letters = app.get(CommandsRepository);
    const post = async (command: object) => {
      const id = newId(clock.ms());
      await app.db.transaction((tx) => letters.post(tx, id, command as GroupCommand, null, clock.now()));
      await until(async () => (await letters.read(id))?.state !== 'pending');
      return (await letters.read(id))?.answer;
    };
    const refused = { ok: false, code: 'group/unknown-command' };
    expect(await post({ kind: 'shuffle', group: from })).toMatchObject({ ...refused, params: { kind: 'shuffle' } });
    const ask = { kind: 'ask', question: { about: 'weather' } };
    expect(await post(ask)).toMatchObject({ ...refused, params: { kind: 'ask weather' } });
    const refuse = { kind: 'refuse', what: { kind: 'move', from }, versions: [], reason: 'x' };
    expect(await post(refuse)).toMatchObject({ ...refused, params: { kind: 'refuse move' } });
    const accept = { kind: 'accept', step: { kind: 'shuffle' }, versions: [] };
    expect(await post(accept)).toMatchObject({ ...refused, params: { kind: 'shuffle' } });
    await expectNothingMoved();
  });

  it('that nobody waits for stops nothing either', async () => {
    const tries = failFirst('command-end', () => new RangeError('no such version'));
    await commander.post('/dictionary', { kind: 'brand', name: '云杉', aliases: ['云杉家居'] }).expect(201);
    await until(async () => (await commands()).some(({ id, state }) => id === tries[0] && state === 'refused'));
    const [next] = await file(machine, 'colour', 1);
    expect(next?.groupId).not.toBeNull();
  });
});
