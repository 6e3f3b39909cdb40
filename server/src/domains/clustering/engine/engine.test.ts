import { describe, expect, it } from '@jest/globals';
import { Engine, prepare, type EngineDoc, type ObjectDictionary } from './index.js';

const SMALL = { termBits: 16, duplicateBits: 14 };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const leak = (n: number): string =>
  `${String(n)}栋住户反映，听涛轩地下车库每逢下雨就渗水，车辆被泡，物业和开发商互相推诿，至今没有防水维修方案。`;
const noise = (n: number): string => `${String(n)}号线工地凌晨两点还在打桩，周围居民连续一周无法入睡，现场没有公示夜间施工许可。`;

function engineWith(...docs: EngineDoc[]): Engine {
  const engine = new Engine(SMALL);
  for (const doc of docs) engine.push(prepare(doc));
  return engine;
}

const some = (count: number, text: (n: number) => string, prefix: string): EngineDoc[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${prefix}${String(i)}`,
    at: i * HOUR,
    text: text(i + 1),
    author: `${prefix}-author-${String(i)}`,
  }));

describe('Engine', () => {
  it('groups accounts of one matter and keeps another matter apart', () => {
    const engine = engineWith(...some(4, leak, 'leak'), ...some(3, noise, 'noise'));
    expect(new Set([0, 1, 2, 3].map((i) => engine.groupOf(`leak${String(i)}`))).size).toBe(1);
    expect(engine.groupOf('noise0')).not.toBe(engine.groupOf('leak0'));
  });

  it('counts a re-post as a post and not as a person', () => {
    const engine = engineWith(...some(2, leak, 'leak'));
    const decision = engine.push(prepare({ id: 'again', at: 0, text: leak(1) }));
    expect(decision.nearDuplicateOf).toBe('leak0');
    expect(decision.flags).toContain('repost');
    expect(engine.group(decision.groupId)).toMatchObject({ size: 3, reposts: 2, complainants: 2 });
  });

  it('joins a traditional-character copy to its simplified twin', () => {
    const engine = engineWith({ id: 's', at: 0, text: '航班延误九个小时，机场没有安排食宿，也没有人说明原因。' });
    expect(engine.push(prepare({ id: 't', at: 0, text: '航班延誤九個小時，機場沒有安排食宿，也沒有人說明原因。' })).groupId).toBe('s');
  });

  it('refuses another object, however equal the words', () => {
    const text = '买了一个月就开不了机，客服拒绝退货，要求按三包规定退款并道歉。';
    const engine = engineWith({ id: 'a', at: 0, text, fields: { brand: '云雀' } });
    const other = engine.push(prepare({ id: 'b', at: 0, text, fields: { brand: '海棠' } }));
    expect(other.opened).toBe(true);
    expect(engine.explainAgainst('b', 'a')).toMatchObject({ gate: 'refuse', hurdles: [{ kind: 'object' }] });
  });

  it('finds the object in the text through the dictionary people keep', () => {
    const dictionary: ObjectDictionary = { version: '7', entries: [{ name: '云雀', kind: 'brand', aliases: ['Skylark'] }] };
    const prepared = prepare({ id: 'a', at: 0, text: '我买的 Skylark 耳机左边没有声音' }, { dictionary });
    expect(prepared.objects[0]).toMatchObject({ kind: 'brand', key: '云雀', source: 'dictionary' });
    expect(prepared.dictionaryVersion).toBe('7');
  });

  it.each(['', ' ', '😡😡😡', '……？？', '锟斤拷锟斤拷锟斤拷', '\ufffd\ufffd\ufffd\ufffd', Buffer.from(leak(1), 'utf8').toString('latin1')])(
    'gives %j a group of its own',
    (text) => {
      const engine = engineWith(...some(3, leak, 'leak'), { id: 'odd', at: 0, text }, { id: 'odd2', at: 0, text });
      expect(engine.members(engine.groupOf('odd') ?? '')).toEqual(['odd']);
    },
  );

  it('takes 50,000 characters without complaint', () => {
    const engine = engineWith(...some(2, leak, 'leak'));
    expect(engine.push(prepare({ id: 'long', at: 0, text: noise(1).repeat(1_200).slice(0, 50_000) })).opened).toBe(true);
  });

  it('wakes a group after sixty days instead of opening another', () => {
    const engine = engineWith(...some(3, leak, 'leak'), ...some(3, noise, 'noise').map((doc) => ({ ...doc, at: 40 * DAY })));
    expect(engine.group(engine.groupOf('leak0') ?? '')?.asleep).toBe(true);
    const late = engine.push(prepare({ id: 'late', at: 62 * DAY, text: leak(9) }));
    expect(late.groupId).toBe(engine.groupOf('leak0'));
    expect(late.flags).toContain('woke');
  });

  it('recognises a group that left memory by its sleeping centroid', () => {
    const engine = new Engine({ ...SMALL, capacity: 64, sleepers: 256, refineEvery: 1_000 });
    for (const doc of some(4, leak, 'leak')) engine.push(prepare(doc));
    for (let i = 0; i < 80; i++)
      engine.push(
        prepare({
          id: `fill${String(i)}`,
          at: DAY,
          text: `第${String(i)}件事 ${String.fromCharCode(0x5200 + i * 7, 0x6100 + i * 11, 0x7000 + i * 13, 0x8000 + i * 5)} 与别处无关`,
        }),
      );
    expect(engine.groupOf('leak0')).toBeUndefined();
    expect(engine.push(prepare({ id: 'late', at: 2 * DAY, text: leak(9) })).groupId).toBe('leak0');
  });

  it('never merges a named group by itself but proposes it', () => {
    const engine = engineWith(...some(3, leak, 'leak'));
    engine.splitGroup(['leak1', 'leak2']);
    const [left, right] = [engine.groupOf('leak0') ?? '', engine.groupOf('leak1') ?? ''];
    engine.nameGroup(left);
    engine.refine();
    expect(engine.resolve(right)).toBe(right);
    engine.mergeGroups(right, left);
    expect(engine.groupOf('leak2')).toBe(left);
    expect(engine.group(left)?.named).toBe(true);
  });

  it('flags a slogan with random tails as a campaign in one group', () => {
    const slogan = '还我血汗钱，退我认购款！恒澜置业跑路烂尾，三百户业主跪求彻查！';
    const tails = '岚澈霖屿峥曜芷绮筠瑾棠栩沅泠昶祺煦翊衡珩琬霁骁筱蔚晗琛玥璟曦';
    const engine = engineWith(...some(20, leak, 'leak'), ...some(60, (n) => slogan + tails.slice(n % 20, (n % 20) + 6), 'slogan'));
    const group = engine.group(engine.groupOf('slogan59') ?? '');
    expect(group?.size).toBeGreaterThanOrEqual(55);
    expect(group?.campaign).toMatchObject({ posts: group?.size });
  });

  it('shows one problem over two objects as a theme', () => {
    const text = (n: number): string => `买了${String(n)}个月就开不了机，售后客服拒绝退货，要求按照三包规定退款并公开道歉。`;
    const docs = ['云雀', '海棠'].flatMap((brand) => some(3, text, brand).map((doc) => ({ ...doc, fields: { brand } })));
    expect(engineWith(...docs).themes()).toMatchObject([{ size: 6, groups: [{ object: { key: '云雀' } }, { object: { key: '海棠' } }] }]);
  });

  it('explains a member by the words it shares and answers nothing for an unknown id', () => {
    const engine = engineWith(...some(3, leak, 'leak'));
    const explained = engine.explain('leak2');
    expect(explained?.terms.map(({ word }) => word)).toContain('渗水');
    expect(explained?.engineVersion).toBe(engine.version);
    expect(engine.explain('nobody')).toBeUndefined();
  });

  it('changes nothing when an id comes twice', () => {
    const engine = engineWith(...some(3, leak, 'leak'));
    const before = engine.snapshot();
    expect(engine.push(prepare({ id: 'leak1', at: 0, text: noise(1) })).groupId).toBe(engine.groupOf('leak1'));
    expect(Buffer.from(engine.snapshot()).equals(Buffer.from(before))).toBe(true);
  });

  it('refuses a snapshot of another engine version', () => {
    const bytes = Buffer.from(new Engine(SMALL).snapshot());
    const at = bytes.indexOf('tocsin-cluster/');
    bytes.write('tocsin-cluster-', at);
    expect(() => Engine.restore(bytes, SMALL)).toThrow(RangeError);
  });
});
