import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Engine, prepare, type EngineDoc, type Prepared } from './index.js';

const SMALL = { termBits: 14, duplicateBits: 12, refineEvery: 10, capacity: 4_096, sleepers: 64 };
const OBJECTS = ['澜岸府', '观棠里', '云雀手机', '海棠数码', '北辰电器'];
const MATTERS = [
  '电梯频繁停运没有人维修',
  '夜间施工噪音扰民无法入睡',
  '充电发烫起火要求退货',
  '押金拖延两个月不退',
  '客服拒绝提供检测报告',
];

const docs = (most: number): fc.Arbitrary<EngineDoc[]> =>
  fc
    .array(
      fc.record({ object: fc.nat(4), matter: fc.nat(4), tail: fc.string({ maxLength: 12 }), author: fc.nat(6), fielded: fc.boolean() }),
      { minLength: 2, maxLength: most },
    )
    .map((rows) =>
      rows.map(({ object, matter, tail, author, fielded }, i) => ({
        id: `d${String(i)}`,
        at: i * 60_000,
        text: `${OBJECTS[object] ?? ''}${MATTERS[matter] ?? ''}，多次投诉没有结果。${tail}`,
        author: `a${String(author)}`,
        fields: fielded ? { object: OBJECTS[object] } : undefined,
      })),
    );

interface Act {
  kind: 'merge' | 'split' | 'move' | 'must' | 'cannot' | 'refine';
  a: number;
  b: number;
}
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({ kind: fc.constantFrom<Act['kind']>('merge', 'split', 'move', 'must', 'cannot', 'refine'), a: fc.nat(60), b: fc.nat(60) }),
  { maxLength: 15 },
);

function play(engine: Engine, prepared: Prepared[], script: Act[]): void {
  prepared.forEach((one, i) => {
    engine.push(one);
    const act = script[i];
    if (act) apply(engine, prepared.slice(0, i + 1), act);
  });
}

function apply(engine: Engine, arrived: Prepared[], { kind, a, b }: Act): void {
  const left = arrived[a % arrived.length]?.id ?? '';
  const right = arrived[b % arrived.length]?.id ?? '';
  const [from, into] = [engine.groupOf(left) ?? '', engine.groupOf(right) ?? ''];
  if (kind === 'merge') engine.mergeGroups(from, into);
  if (kind === 'split') engine.splitGroup([left]);
  if (kind === 'move') engine.moveDoc(left, into);
  if (kind === 'must' && left !== right) engine.mustLink(left, right);
  if (kind === 'cannot' && left !== right) engine.cannotLink(left, right);
  if (kind === 'refine') engine.refine();
}

const partition = (engine: Engine, ids: string[]): string => ids.map((id) => `${id}:${engine.groupOf(id) ?? '-'}`).join(' ');

describe('engine, whatever arrives and whatever people do', () => {
  it('keeps every complaint in exactly one group and loses none in merges and splits', () => {
    fc.assert(
      fc.property(docs(40), acts, (rows, script) => {
        const engine = new Engine(SMALL);
        play(
          engine,
          rows.map((row) => prepare(row)),
          script,
        );
        const members = engine.groupIds().flatMap((group) => engine.members(group));
        expect([...members].sort()).toEqual(rows.map(({ id }) => id).sort());
        for (const group of engine.groupIds()) expect(engine.group(group)?.size).toBe(engine.members(group).length);
        for (const { id } of rows) expect(engine.members(engine.groupOf(id) ?? '')).toContain(id);
      }),
      { numRuns: 40 },
    );
  });

  it('counts the same people in whatever order merges are made', () => {
    fc.assert(
      fc.property(docs(24), fc.array(fc.nat(23), { minLength: 2, maxLength: 6 }), (rows, picks) => {
        const count = (order: number[]): [number, number] => {
          const engine = new Engine({ ...SMALL, refineEvery: 1_000 });
          for (const row of rows) engine.push(prepare(row));
          const ids = order.map((pick) => rows[pick % rows.length]?.id ?? '');
          for (const id of ids.slice(1)) engine.mergeGroups(engine.groupOf(id) ?? '', engine.groupOf(ids[0] ?? '') ?? '');
          const whole = engine.group(engine.groupOf(ids[0] ?? '') ?? '');
          return [whole?.size ?? 0, whole?.complainants ?? 0];
        };
        expect(count(picks)).toEqual(count([...picks].reverse()));
      }),
      { numRuns: 30 },
    );
  });

  it('gives byte-equal decisions when the same log is replayed, also from a snapshot in its midst', () => {
    fc.assert(
      fc.property(docs(40), acts, fc.nat(39), (rows, script, cut) => {
        const prepared = rows.map((row) => prepare(row));
        const at = cut % prepared.length;
        const once = new Engine(SMALL);
        play(once, prepared.slice(0, at), script.slice(0, at));
        const bytes = once.snapshot();
        const twice = Engine.restore(bytes, SMALL);
        expect(Buffer.from(twice.snapshot()).equals(Buffer.from(bytes))).toBe(true);
        const rest = prepared.slice(at);
        expect(JSON.stringify(rest.map((one) => twice.push(one)))).toBe(JSON.stringify(rest.map((one) => once.push(one))));
        expect(Buffer.from(twice.snapshot()).equals(Buffer.from(once.snapshot()))).toBe(true);
        expect(
          partition(
            twice,
            rows.map(({ id }) => id),
          ),
        ).toBe(
          partition(
            once,
            rows.map(({ id }) => id),
          ),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('never breaks what people decided, however often it refines', () => {
    fc.assert(
      fc.property(docs(40), fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.boolean()), { maxLength: 8 }), (rows, pairs) => {
        const engine = new Engine(SMALL);
        const prepared = rows.map((row) => prepare(row));
        const half = Math.ceil(prepared.length / 2);
        for (const one of prepared.slice(0, half)) engine.push(one);
        const parted: [string, string][] = [];
        const used = new Set<string>();
        for (const [a, b, together] of pairs) {
          const [left, right] = [rows[a % rows.length]?.id ?? '', rows[b % rows.length]?.id ?? ''];
          if (left === right || used.has(left) || used.has(right)) continue;
          used.add(left).add(right);
          if (together) engine.mustLink(left, right);
          else engine.cannotLink(left, right);
          if (!together) parted.push([left, right]);
        }
        for (const one of prepared.slice(half)) engine.push(one);
        engine.refine();
        engine.refine();
        for (const [left, right] of parted) expect(engine.groupOf(left)).not.toBe(engine.groupOf(right));
        for (const [a, b, together] of pairs) {
          const [left, right] = [rows[a % rows.length]?.id ?? '', rows[b % rows.length]?.id ?? ''];
          if (together && engine.isLinked(left, right)) expect(engine.groupOf(left)).toBe(engine.groupOf(right));
        }
      }),
      { numRuns: 40 },
    );
  });
});
