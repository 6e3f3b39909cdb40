import { describe, expect, it } from '@jest/globals';
import { Engine, prepare, type EngineDoc } from './index.js';

const SMALL = { termBits: 16, duplicateBits: 14 };
const PATIENT = { ...SMALL, mergeEvery: 1_000, refineEvery: 1_000 };
const LEAK = [
  '听涛轩地下车库每逢下雨就渗水，停在里面的车辆被泡，物业至今没有维修方案。',
  '我家住听涛轩，地下车库墙面渗水发霉，排水泵坏了半年，开发商和物业互相推诿。',
  '听涛轩业主再次反映地下车库积水，雨后渗水漫过轮胎，要求给出防水维修方案。',
  '昨晚暴雨，听涛轩车库又渗水了，保险公司说物业应当赔偿车辆损失，物业不认账。',
];
const NOISE = [
  '北塔湾工地凌晨两点还在打桩，周围居民连续一周无法入睡，没有夜间施工许可。',
  '投诉北塔湾工地夜间施工噪音，混凝土搅拌车彻夜轰鸣，打桩声震得窗户响。',
  '北塔湾工地半夜打桩扰民，城管到场就停，人走了继续施工，老人血压都高了。',
];
const leak = (n: number): string => LEAK[(n - 1) % LEAK.length] as string;
const noise = (n: number): string => NOISE[(n - 1) % NOISE.length] as string;
const some = (count: number, text: (n: number) => string, prefix: string, fields?: EngineDoc['fields']): EngineDoc[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${prefix}${String(i)}`,
    at: i,
    text: text(i + 1),
    author: `${prefix}${String(i)}`,
    fields,
  }));

function engineWith(...docs: EngineDoc[]): Engine {
  const engine = new Engine(SMALL);
  for (const doc of docs) engine.push(prepare(doc));
  return engine;
}

describe('why a complaint is not in another group', () => {
  const against = (engine: Engine, id: string, other: string) => engine.explainAgainst(id, engine.groupOf(other) ?? '');

  it('names the words that the group speaks of and the complaint lacks', () => {
    const explained = against(engineWith(...some(3, leak, 'leak'), ...some(3, noise, 'noise')), 'noise1', 'leak1');
    expect(explained?.hurdles).toMatchObject([{ kind: 'words', alone: true }]);
    const [hurdle] = explained?.hurdles ?? [];
    expect(hurdle?.terms?.map(({ word }) => word)).toContain('车库');
    expect(hurdle?.score ?? 1).toBeLessThan(hurdle?.needed ?? 0);
  });

  it('names the two objects that differ and says that nothing else is in the way', () => {
    const engine = engineWith(...some(2, leak, 'a', { brand: '云雀' }), ...some(2, leak, 'b', { brand: '海棠' }));
    expect(against(engine, 'b1', 'a0')?.hurdles).toMatchObject([
      { kind: 'object', alone: true, object: { name: '海棠' }, groupObject: { name: '云雀' } },
    ]);
  });

  it('names the people’s decision that parted them', () => {
    const engine = engineWith(...some(3, leak, 'leak'));
    engine.cannotLink('leak0', 'leak2');
    expect(against(engine, 'leak2', 'leak0')?.hurdles).toContainEqual(expect.objectContaining({ kind: 'parted', docs: ['leak0'] }));
  });

  it('says who placed it where it is', () => {
    const engine = engineWith(...some(3, leak, 'leak'), ...some(3, noise, 'noise'));
    engine.moveDoc('leak2', engine.groupOf('noise0') ?? '');
    expect(against(engine, 'leak2', 'leak0')?.hurdles.map(({ kind }) => kind)).toContain('placed-by-person');
  });

  it('has no hurdle to say about its own group', () => {
    expect(engineWith(...some(3, leak, 'leak')).explain('leak1')?.hurdles).toEqual([]);
  });
});

describe('proposals', () => {
  const mixed = (): Engine => {
    const engine = engineWith(...some(4, leak, 'leak'), ...some(3, noise, 'noise'));
    engine.mergeGroups(engine.groupOf('noise0') ?? '', engine.groupOf('leak0') ?? '');
    return engine;
  };

  it('never part what people merged', () => {
    expect(
      mixed()
        .proposals()
        .filter(({ kind }) => kind === 'split'),
    ).toEqual([]);
  });

  it('split a group that holds two matters, with effect and reason', () => {
    const engine = new Engine(PATIENT);
    for (const doc of some(4, leak, 'leak')) engine.push(prepare(doc));
    for (const doc of some(3, noise, 'noise')) engine.adopt(prepare(doc), 'leak0');
    const [split] = engine.proposals().filter(({ kind }) => kind === 'split');
    expect(split).toMatchObject({
      why: 'two-matters',
      groups: ['leak0'],
      before: [{ groupId: 'leak0', size: 7 }],
      after: [
        { groupId: 'leak0', size: 4 },
        { groupId: 'noise0', size: 3 },
      ],
    });
    expect([...(split?.docs ?? [])].sort()).toEqual(['noise0', 'noise1', 'noise2']);
    engine.refuseSplit('leak0', split?.docs ?? []);
    expect(engine.proposals().filter(({ kind }) => kind === 'split')).toEqual([]);
    expect(Engine.restore(engine.snapshot(), PATIENT).proposals()).toEqual([]);
  });

  it('split a group whose members name two objects', () => {
    const engine = new Engine(PATIENT);
    for (const doc of some(2, leak, 'a', { brand: '云雀' })) engine.push(prepare(doc));
    for (const doc of some(2, (n) => leak(n + 2), 'b', { brand: '海棠' })) engine.adopt(prepare(doc), 'a0');
    expect(engine.proposals()).toMatchObject([{ kind: 'split', why: 'two-objects' }]);
  });

  it('merge what a name keeps apart, and not once it was refused', () => {
    const engine = engineWith(...some(3, leak, 'leak'));
    engine.nameGroup('leak0');
    for (const doc of some(3, (n) => `${leak(n)}要求答复。${'再次投诉'.repeat(n)}`, 'again')) engine.adopt(prepare(doc), 'again0');
    expect(engine.compareGroups('again0', 'leak0')).toMatchObject({ hurdles: ['named'] });
    expect(engine.proposals()).toMatchObject([{ kind: 'merge', why: 'named-incident', after: [{ size: 6 }] }]);
    engine.refuseMerge('again0', 'leak0');
    expect(engine.proposals()).toEqual([]);
    expect(engine.compareGroups('again0', 'leak0')?.hurdles).toContain('person-parted');
  });
});
