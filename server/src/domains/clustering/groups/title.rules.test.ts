import { describe, expect, it } from '@jest/globals';
import { titleOf } from './title.rules.js';

const terms = (...words: string[]): { term: string; weight: number }[] => words.map((term, i) => ({ term, weight: 0.7 / (i + 1) }));

describe('the title of a group', () => {
  it('says what it is about and what is the matter with it', () => {
    expect(titleOf(null, terms('华东仓', '停摆', '出库'), '')).toBe('华东仓 · 停摆 · 出库');
    expect(titleOf('产品X', terms('保本', '承诺'), '')).toBe('产品X · 保本 · 承诺');
  });

  it('leaves out what people say of any trouble', () => {
    expect(titleOf(null, terms('优惠券', '客服', '没人管', '不了', '显示', '失效', '12315'), '')).toBe('优惠券 · 失效');
    expect(titleOf(null, terms('两天', '破损', '这个', '理赔'), '')).toBe('破损 · 理赔');
  });

  it('says a thing once', () => {
    expect(titleOf(null, terms('破损', '理赔', '赔付', '拒赔', '快递'), '')).toBe('破损 · 理赔 · 快递');
    expect(titleOf('华东仓', terms('华东', '仓库', '停摆'), '')).toBe('华东仓 · 停摆');
  });

  it('stays in one language', () => {
    expect(titleOf(null, terms('优惠券', 'coupon', '失效', 'invalid'), '')).toBe('优惠券 · 失效');
    expect(titleOf(null, terms('warehouse', 'stuck', '华东仓', 'parcel'), '')).toBe('warehouse · stuck · parcel');
  });

  it('does not stretch to weak words, and falls back on how the first complaint begins', () => {
    const weak = [
      { term: '优惠券', weight: 0.8 },
      { term: '人工椅', weight: 0.05 },
    ];
    expect(titleOf(null, weak, '')).toBe('优惠券');
    expect(titleOf(null, terms('客服', '没有'), ' 你好，在吗 ')).toBe('你好，在吗');
    expect(titleOf(null, [], '  ')).toBe('—');
    expect(Array.from(titleOf(null, [], '长'.repeat(200)))).toHaveLength(60);
  });
});
