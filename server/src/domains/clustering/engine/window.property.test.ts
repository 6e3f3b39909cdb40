import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Engine, prepare, type EngineDoc, type Prepared } from './index.js';

/** So small that documents leave memory and groups fall asleep and wake all the time. */
const TINY = { termBits: 14, duplicateBits: 10, refineEvery: 4, mergeEvery: 6, capacity: 16, sleepers: 8, lexicon: 64 };
const SUBJECTS = ['澜岸府电梯', '观棠里车库', '云雀手机', '海棠数码', '北辰电器', '东港码头', '竹溪口小学', '金沙角公园'];
const MATTERS = ['频繁停运没有人维修', '连续渗水物业推诿', '充电发烫起火要求退货', '押金拖延两个月不退', '夜间施工噪音扰民'];

const stream: fc.Arbitrary<EngineDoc[]> = fc
  .array(fc.record({ subject: fc.nat(7), matter: fc.nat(4), author: fc.nat(9), days: fc.nat(20) }), { minLength: 20, maxLength: 120 })
  .map((rows) =>
    rows.map(({ subject, matter, author, days }, i) => ({
      id: `d${String(i)}`,
      at: i * 3_600_000 + days * 86_400_000,
      text: `${SUBJECTS[subject] ?? ''}${MATTERS[matter] ?? ''}，多次投诉没有结果，第${String(i)}次反映。`,
      author: `a${String(author)}`,
    })),
  );

const pushAll = (engine: Engine, prepared: Prepared[]): string[] => prepared.map((one) => JSON.stringify(engine.push(one)));

/** One pair an arrival: rounds of merging are nearly always under way. */
const SLOW = { ...TINY, capacity: 64, mergeEvery: 3, mergeSlice: 1, profiles: { post: { join: 0.6, merge: 0.1 } } };

describe('engine in the midst of a round of merging', () => {
  it('goes on from a snapshot as if it had never stopped', () => {
    let underWay = 0;
    fc.assert(
      fc.property(stream, (rows) => {
        const prepared = rows.map((row) => prepare(row));
        const once = new Engine(SLOW);
        prepared.forEach((one, i) => {
          once.push(one);
          if (!once.merging || i % 7 !== 0) return;
          underWay++;
          const bytes = once.snapshot();
          const twice = Engine.restore(bytes, SLOW);
          expect(twice.merging).toBe(true);
          expect(Buffer.from(twice.snapshot()).equals(Buffer.from(bytes))).toBe(true);
          const rest = prepared.slice(i + 1);
          const other = Engine.restore(bytes, SLOW);
          expect(pushAll(twice, rest)).toEqual(pushAll(other, rest));
          expect(JSON.stringify(twice.refine())).toBe(JSON.stringify(other.refine()));
        });
        const again = new Engine(SLOW);
        const cut = prepared.findIndex((one) => {
          again.push(one);
          return again.merging;
        });
        const resumed = Engine.restore(again.snapshot(), SLOW);
        pushAll(resumed, prepared.slice(cut < 0 ? prepared.length : cut + 1));
        expect(Buffer.from(resumed.snapshot()).equals(Buffer.from(once.snapshot()))).toBe(true);
      }),
      { numRuns: 20 },
    );
    expect(underWay).toBeGreaterThan(0);
  });

  it('ends it when all is looked at again', () => {
    const engine = new Engine(SLOW);
    for (let i = 0; i < 40; i++)
      engine.push(prepare({ id: `d${String(i)}`, at: i, text: `${SUBJECTS[i % 8] ?? ''}${MATTERS[i % 5] ?? ''}，第${String(i)}次反映。` }));
    engine.refine();
    expect(engine.merging).toBe(false);
  });
});

describe('engine whose window is full', () => {
  it('goes on from a snapshot as if it had never stopped', () => {
    fc.assert(
      fc.property(stream, fc.nat(100), (rows, cut) => {
        const prepared = rows.map((row) => prepare(row));
        const at = cut % prepared.length;
        const once = new Engine(TINY);
        pushAll(once, prepared.slice(0, at));
        const bytes = once.snapshot();
        const twice = Engine.restore(bytes, TINY);
        expect(Buffer.from(twice.snapshot()).equals(Buffer.from(bytes))).toBe(true);
        expect(pushAll(twice, prepared.slice(at))).toEqual(pushAll(once, prepared.slice(at)));
        expect(Buffer.from(twice.snapshot()).equals(Buffer.from(once.snapshot()))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps every held complaint in exactly one group and counts those that left', () => {
    fc.assert(
      fc.property(stream, (rows) => {
        const engine = new Engine(TINY);
        for (const row of rows) {
          const { groupId } = engine.push(prepare(row));
          expect(engine.members(engine.resolve(groupId) ?? '')).toContain(row.id);
        }
        const held = engine.groupIds().flatMap((id) => engine.members(id));
        expect(new Set(held).size).toBe(held.length);
        expect([...held].sort()).toEqual(
          rows
            .slice(-TINY.capacity)
            .map(({ id }) => id)
            .sort(),
        );
        for (const id of engine.groupIds()) expect(engine.group(id)?.size).toBeGreaterThanOrEqual(engine.members(id).length);
      }),
      { numRuns: 40 },
    );
  });
});
