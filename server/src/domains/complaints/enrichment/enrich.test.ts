import { describe, expect, it } from '@jest/globals';
import { Enrichment, type EnrichmentInput } from '@tocsin/shared/complaints';
import fc from 'fast-check';
import { enrich } from './enrich.js';

const read = (text: string, more: Partial<EnrichmentInput> = {}) => enrich({ text, channel: 'web', ...more });
const demandsIn = (text: string) => read(text).demands.map((d) => d.demand);
const flagsIn = (text: string) => read(text).flags.map((f) => f.flag);
const signalsIn = (text: string) => read(text).escalation.map((e) => e.signal);

describe('language', () => {
  it.each([
    ['包裹在仓库停了五天，物流一直没有更新', 'zh-Hans'],
    ['包裹在倉庫停了五天，物流一直沒有更新', 'zh-Hant'],
    ['My parcel has been stuck in the warehouse for five days', 'en'],
    ['我的 package 一直 stuck in warehouse 不动 please refund now', 'mixed'],
    ['荷物が倉庫に五日間止まっています', 'other'],
    ['😡😡😡', 'other'],
    ['æˆ‘è¦æŠ•è¯‰ä½ ä»¬', 'other'],
    ['', 'other'],
  ])('%s is %s', (text, language) => expect(read(text).language).toBe(language));
});

describe('demands', () => {
  it.each<[string, string[]]>([
    ['要求退款并公开道歉', ['refund', 'apology']],
    ['把錢退給我，還要賠償', ['refund', 'compensation']],
    ['I want a refund and an apology, please fix it', ['refund', 'repair', 'apology']],
    ['不要退款，只要换货', ['replacement']],
    ['已退款，谢谢', []],
    ['已申请退款三天没人处理', ['refund']],
    ['没有收到退款', ['refund']],
    ['订单被取消了，给个说法', ['explanation']],
    ['请尽快取消', ['cancel']],
    ['補發優惠券', ['discount']],
    ['请问优惠券什么时候到账', []],
    ['希望停止这种推销', ['stop']],
    ['东西很好', []],
    ["I don't want a refund, I want my replacement", ['replacement']],
    ['Already refunded, thanks', []],
  ])('%s', (text, demands) => expect(demandsIn(text)).toEqual(demands));

  it('keeps what the form says, and adds the words that say it too', () => {
    const { demands } = read('麻烦退款', { demands: ['refund', 'other'] });
    expect(demands).toEqual([
      { demand: 'refund', source: 'form', basis: [{ field: 'text', start: 2, end: 4, words: '退款' }] },
      { demand: 'other', source: 'form', basis: [] },
    ]);
  });
});

describe('emotion', () => {
  it.each([
    ['快递放在门口了，外箱有点湿', 'calm'],
    ['请问我的包裹什么时候能到？', 'question'],
    ['要求退款', 'question'],
    ['太失望了，客服敷衍，态度恶劣', 'anger'],
    ['再不处理我就去法院起诉', 'anger'],
    ['再不处理就发微博曝光，让媒体来评评理', 'exposure'],
    ['Where is my parcel?', 'question'],
    ['This is outrageous, absolutely the worst service', 'anger'],
    ['I will post this everywhere and go viral', 'exposure'],
    ['氣死人了，根本是騙子', 'anger'],
    ['🤬🤬', 'anger'],
  ])('%s is %s', (text, stage) => expect(read(text).emotion.stage).toBe(stage));

  it('takes an angry post with many readers for public already', () => {
    const post = { channel: 'social', reach: { followers: 50_000, reposts: 900 } };
    expect(read('太失望了，垃圾平台', post).emotion.stage).toBe('exposure');
    expect(read('太失望了，垃圾平台', { channel: 'social', reach: { followers: 20 } }).emotion.stage).toBe('anger');
  });

  it('grows with the strength of the words', () => {
    const at = (text: string): number => read(text).emotion.intensity;
    expect(at('请问什么时候到')).toBeLessThan(at('有点失望'));
    expect(at('有点失望')).toBeLessThan(at('骗子！！！太恶心了，忍无可忍😡'));
    expect(at('骗子！！！'.repeat(500))).toBeLessThanOrEqual(100);
  });

  it('shows the words it rests on', () => {
    expect(read('太敷衍了，忍无可忍').emotion.basis.map((b) => b.words)).toEqual(['敷衍', '忍无可忍']);
  });
});

describe('safety, law and risk', () => {
  it.each<[string, string[], boolean]>([
    ['充电时突然冒烟起火', ['fire'], true],
    ['孩子喝了奶粉上吐下泻', ['poisoning', 'children'], true],
    ['手被烫伤缝了三针', ['injury'], true],
    ['气得冒烟，气死我了', [], false],
    ['幸好没有人受伤', [], false],
    ['手机死机了', [], false],
    ['我要去法院起诉，也会打12315', ['court', 'regulator'], false],
    ['订单612315789', [], false],
    ['活不下去了，只想跳楼', ['selfHarm'], true],
    ['跳楼价买的', [], false],
    ['The charger caught fire and my son was hospitalised', ['injury', 'fire', 'children'], true],
    ['nobody was injured', [], false],
    ['the battery died after an hour', [], false],
    ['it is an issue of courtesy', [], false],
    ['不慎受傷送醫', ['injury'], true],
    ['饼干发霉了', ['poisoning'], false],
    ['墙面渗水发霉，物业不管', [], false],
    ['柜子一股霉味，衣服都发霉了', [], false],
    ['面包里全是霉点，吃了上吐下泻', ['poisoning'], true],
    ['小区垃圾站到处是老鼠蟑螂', [], false],
    ['外卖里吃出一只蟑螂', ['poisoning'], false],
    ['电池用了三个月就鼓包，后盖都顶开了', ['fire'], true],
    ['木地板泡水鼓包，踩上去吱吱响', [], false],
    ['輪胎側面鼓包，4S店拒絕三包', [], false],
    ['電池鼓包了，要求退貨', ['fire'], true],
    ['电池没有鼓包，只是不耐用', [], false],
    ['墙纸鼓包。手机也欠费了', [], false],
    ['The battery is swollen and pushed the screen out', ['fire'], true],
    ['my ankle is swollen', [], false],
    ['There is mould on the bathroom wall', [], false],
    ['The bread was covered in mold', ['poisoning'], false],
    ['住院津贴的理赔', ['injury'], false],
    ['包装漏气，丢死人了', [], false],
    ['我们建了维权群，准备去总部门口拉横幅', ['crowd'], false],
  ])('%s', (text, flags, critical) => {
    expect(flagsIn(text)).toEqual(flags);
    expect(read(text).risk.critical).toBe(critical);
  });

  it('gives the reason for a critical risk, the child included', () => {
    const { reasons } = read('孩子被烫伤').risk;
    expect(reasons.map((r) => [r.flag, r.basis[0]?.words])).toEqual([
      ['injury', '烫伤'],
      ['children', '孩子'],
    ]);
  });
});

describe('escalation', () => {
  it.each<[string, string[]]>([
    ['打了8次客服都没人接', ['repeatContact', 'noAnswer']],
    ['这是第三次投诉了', ['repeatContact']],
    ['每次都是复制粘贴的模板', ['scriptedAnswer']],
    ['商家拒赔', ['refused']],
    ['再不解决就找记者', ['threat']],
    ['维权群里几百人', ['group']],
    ['They refused and keep sending canned replies', ['refused', 'scriptedAnswer']],
    ['第一次购买，很满意', []],
  ])('%s', (text, signals) => expect(signalsIn(text)).toEqual(expect.arrayContaining(signals)));

  it('rises with reach', () => {
    expect(read('东西坏了', { reach: { reposts: 300 } }).escalation).toEqual([{ signal: 'reach', basis: [] }]);
  });
});

describe('facts', () => {
  it.each<[string, [string, string][]]>([
    ['订单号：JD202611110038 一直没动', [['order', 'JD202611110038']]],
    ['航班MU5137延误', [['flight', 'MU5137']]],
    ['买了 MU5137 型号的键盘', []],
    ['生产批号：B20261103-2', [['batch', 'B20261103-2']]],
    [
      '电话138 0013 8000，邮箱 Li.Lei@Example.com',
      [
        ['phone', '13800138000'],
        ['email', 'Li.Lei@Example.com'],
      ],
    ],
    ['身份证11010519491231002X', [['idCard', '11010519491231002X']]],
    ['编号110105194912310021', [['order', '110105194912310021']]],
    [
      '赔我１９９元，或者$20.50',
      [
        ['amount', 'CNY 199.00'],
        ['amount', 'USD 20.50'],
      ],
    ],
    ['见 https://example.com/A?b=C', [['url', 'https://example.com/A?b=C']]],
    ['打+86 138-0013-8000', [['phone', '13800138000']]],
  ])('%s', (text, facts) => {
    const found = read(text).facts;
    expect(found.map((f) => [f.kind, f.value])).toEqual(facts);
    for (const { span } of found) expect(span.end).toBeGreaterThan(span.start);
  });
});

describe('words for search', () => {
  it('hits two-character words, whole words, Latin words in lower case and codes', () => {
    const { terms } = read('华东仓停摆5天，App闪退，订单JD202611110038', { subject: '双十一物流', orderRef: 'X-99' });
    expect(terms).toEqual(expect.arrayContaining(['华东', '东仓', '停摆', '5', 'app', '闪退', 'jd202611110038', '双十', '物流', 'x-99']));
    expect(new Set(terms).size).toBe(terms.length);
  });
  it('finds traditional text by simplified words', () => {
    expect(read('華東倉停擺').terms).toEqual(expect.arrayContaining(['华东', '停摆']));
  });
});

const FRAGMENTS = [
  '退款',
  '冒烟',
  '北京朝阳区',
  '😡',
  '\ud800',
  '\u0000',
  'refund',
  '不',
  '第',
  '次',
  '1234567890',
  '12315',
  '@',
  'a.b',
  '，',
  '！',
  '\n',
  '請',
  '打了',
  'ﬁ',
  '\u200b',
  '+86',
  '¥',
  'Shanghai',
  'Ã©',
  '订单号：',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 120 }).map((p) => p.join('')),
);

describe('any text at all', () => {
  it('yields a valid finding whose every span points at its words', () => {
    fc.assert(
      fc.property(anyText, fc.option(anyText, { nil: null }), (text, subject) => {
        const found = read(text, { subject });
        expect(Enrichment.safeParse(found).error).toBeUndefined();
        const source: Record<string, string> = { text, subject: subject ?? '' };
        const bases = [found.emotion, ...found.demands, ...found.flags, ...found.escalation].flatMap((f) => f.basis);
        for (const b of bases) expect(source[b.field]?.slice(b.start, b.end)).toBe(b.words);
      }),
      { numRuns: 300 },
    );
  });

  it('says the same of the same words twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(text)).toEqual(read(text));
      }),
      { numRuns: 100 },
    );
  });

  it('agrees about a text and its traditional twin', () => {
    const pairs: [string, string][] = [['华东仓的包裹一直没有发货，要求退款', '華東倉的包裹一直沒有發貨，要求退款']];
    for (const [simplified, traditional] of pairs) {
      const [a, b] = [read(simplified), read(traditional)];
      expect(b.normalised).toBe(a.normalised);
      expect(b.terms).toEqual(a.terms);
      expect(b.demands.map((d) => d.demand)).toEqual(a.demands.map((d) => d.demand));
    }
  });

  it.each([
    ['digits', '1'.repeat(20_000)],
    ['labels', '订单号：'.repeat(5_000)],
    ['flights', '航班mu51 '.repeat(2_500)],
    ['at signs', 'a@'.repeat(10_000)],
    ['dots', 'a.'.repeat(10_000)],
    ['e-mail-like', `${'a'.repeat(9_000)}@${'b.'.repeat(5_000)}`],
    ['amounts', '1,111'.repeat(4_000)],
    ['places', '北京朝阳区'.repeat(4_000)],
    ['towns', 'New York '.repeat(2_222)],
    ['demands', '请退款'.repeat(6_666)],
    ['wishes', '请'.repeat(20_000)],
    ['repeats', '打了第十'.repeat(5_000)],
    ['plus signs', '+1 23 '.repeat(3_333)],
    ['emoji', '😡'.repeat(10_000)],
    ['zero width', '退\u200b款'.repeat(6_666)],
  ])('reads 20,000 characters of %s in well under a second', (_, text) => {
    read('退款');
    // Of the processor, not of the clock: what else the machine does is not the reader's doing.
    const begun = process.cpuUsage();
    expect(Enrichment.safeParse(read(text)).success).toBe(true);
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000).toBeLessThan(900);
  });
});
