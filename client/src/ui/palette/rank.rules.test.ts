import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EntryKind, PaletteEntry } from './entry.js';
import { pinyinReader } from './pinyin.js';
import { rank, score, startsWithSlip } from './rank.rules.js';

let count = 0;
const entry = (label: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: `e${++count}`,
  kind: 'page',
  label,
  run: () => undefined,
  ...more,
});
const of = (kind: EntryKind, label: string, more: Partial<PaletteEntry> = {}): PaletteEntry => entry(label, { kind, ...more });

const CONSOLE = [
  entry('总览', { keywords: ['overview'] }),
  entry('收件箱', { keywords: ['inbox'] }),
  entry('聚类', { keywords: ['groups'] }),
  entry('重新聚类', { keywords: ['groups', 'recluster'] }),
  entry('API 密钥', { keywords: ['admin', 'keys'] }),
  of('incident', '优惠券发放失败', { hint: 'INC-2026-0002', keywords: ['INC-2026-0002', '2026-0002'] }),
  of('incident', '华东仓物流停滞', { hint: 'INC-2026-0012', keywords: ['INC-2026-0012', '2026-0012'] }),
  of('person', '周敏', { keywords: ['zhoumin@example.test'] }),
  of('person', '吕重庆', {}),
  of('complaint', 'C-261122-7K3M9Q 优惠券不能用', { keywords: ['C-261122-7K3M9Q', '261122-7K3M9Q'] }),
  of('view', '华东仓 待答复'),
  of('command', '切换到深色主题'),
  of('command', '退出登录'),
];
const first = (typed: string): string | undefined => rank(CONSOLE, typed, pinyinReader)[0]?.label;

describe('the best answer stands first', () => {
  it.each([
    ['characters', '收件', '收件箱'],
    ['the whole label before a longer one that holds it', '聚类', '聚类'],
    ['full spelling', 'zonglan', '总览'],
    ['part of a full spelling', 'shouji', '收件箱'],
    ['spelling from within the label', 'wuliu', '华东仓物流停滞'],
    ['initials', 'sjx', '收件箱'],
    ['initials from within the label', 'wl', '华东仓物流停滞'],
    ['characters and spelling mixed', '退chu', '退出登录'],
    ['v for ü', 'lvchong', '吕重庆'],
    ['a name', 'zm', '周敏'],
    ['an address', 'zhoumin@', '周敏'],
    ['an address in capital letters', 'ZHOUMIN@EXAMPLE.TEST', '周敏'],
    ['the number of an incident', 'INC-2026-0002', '优惠券发放失败'],
    ['the number of an incident as lists show it', '2026-0012', '华东仓物流停滞'],
    ['a receipt', 'C-261122-7K3M9Q', 'C-261122-7K3M9Q 优惠券不能用'],
    ['a receipt without dashes', 'c2611227k3m9q', 'C-261122-7K3M9Q 优惠券不能用'],
    ['a receipt with blanks and full-width letters', 'Ｃ 261122 7K3M9Q', 'C-261122-7K3M9Q 优惠券不能用'],
    ['the address of a page', 'inbox', '收件箱'],
    ['a letter left out', 'overvew', '总览'],
    ['two letters exchanged', 'reculster', '重新聚类'],
    ['a slip in a spelling', 'zonglam', '总览'],
    ['a saved view', '待答复', '华东仓 待答复'],
  ])('by %s', (_, typed, label) => {
    expect(first(typed)).toBe(label);
  });

  it('whatever the order in which the answers came', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(CONSOLE, { minLength: CONSOLE.length }), (shuffled) => {
        expect(rank(shuffled, '聚类', pinyinReader).map(({ label }) => label)).toEqual(['聚类', '重新聚类']);
        expect(rank(shuffled, 'sjx', pinyinReader)[0]?.label).toBe('收件箱');
      }),
    );
  });

  it('and nothing that does not answer is there', () => {
    expect(rank(CONSOLE, 'qqqq', pinyinReader)).toEqual([]);
    expect(rank(CONSOLE, '，。', pinyinReader)).toEqual([]);
    fc.assert(fc.property(fc.string(), (typed) => rank(CONSOLE, typed, pinyinReader).every((one) => score(one, typed, pinyinReader) > 0)));
  });

  it('what the server found stays, after what the label itself says', () => {
    const found = of('complaint', 'C-261122-AAAAAA 一直没人理', { found: true });
    expect(rank([found, ...CONSOLE], '收件箱', pinyinReader).map(({ label }) => label)).toEqual(['收件箱', found.label]);
    expect(rank([{ ...found, found: false }], '收件箱', pinyinReader)).toEqual([]);
  });

  it('an exact number comes before every text that the server found for it', () => {
    const mentions = of('complaint', 'C-261120-BBBBBB 我投诉过 C-261122-7K3M9Q', { found: true });
    expect(rank([mentions, ...CONSOLE], '2611227k3m9q', pinyinReader)[0]?.label).toBe('C-261122-7K3M9Q 优惠券不能用');
  });
});

it('takes one slip and not two', () => {
  expect(['overviw', 'ovreview', 'ovrview', 'overvviw'].map((typed) => startsWithSlip('overview', typed))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
