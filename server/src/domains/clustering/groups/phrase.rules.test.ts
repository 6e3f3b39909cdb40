import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskText } from '@tocsin/shared/complaints';
import { clausesOf, graphemes, groupTitle, phraseScore } from './phrase.rules.js';

const terms = (...words: string[]): { term: string; weight: number }[] => words.map((term, i) => ({ term, weight: 0.7 / (i + 1) }));
const naming = { before: null, words: '华东仓 · 停摆', object: null, terms: terms('华东仓', '停摆', '羽绒服') };
const TEXT = '你们到底怎么回事，华东仓停摆三天了，羽绒服一直不发货，我要退款！请尽快处理';

describe('the title of a group in the words of its members', () => {
  it('is the clause that says most of what they all say', () => {
    expect(groupTitle({ ...naming, clauses: clausesOf([TEXT]) })).toBe('华东仓停摆三天了');
    const english = 'Hello. The warehouse has been stuck for three days, and nobody answers. I want my money back!';
    expect(
      groupTitle({ ...naming, words: 'warehouse · stuck', terms: terms('warehouse', 'stuck', 'parcel'), clauses: clausesOf([english]) }),
    ).toBe('warehouse has been stuck for three days');
  });

  it('is made of the strongest words when no clause says enough of them', () => {
    expect(groupTitle({ ...naming, clauses: clausesOf(['请尽快处理，我等了很久，没人回复我']) })).toBe('华东仓 · 停摆');
    expect(groupTitle({ ...naming, terms: [], clauses: clausesOf([TEXT]) })).toBe('华东仓 · 停摆');
  });

  it('begins with what the complaints are about', () => {
    const about = { ...naming, words: '产品X · 保本', object: '产品X', terms: terms('保本', '亏损', '承诺') };
    expect(groupTitle({ ...about, clauses: clausesOf(['当初承诺保本，现在亏损三成']) })).toBe('产品X · 当初承诺保本');
    expect(groupTitle({ ...about, clauses: clausesOf(['产品x说是保本其实亏损']) })).toBe('产品x说是保本其实亏损');
  });

  it('stays when another clause is only a little better, and goes when it says too little', () => {
    const before = '华东仓停摆三天了';
    const better = ['华东仓停摆羽绒服不发'];
    expect(phraseScore(better[0] as string, naming.terms)).toBeGreaterThan(phraseScore(before, naming.terms));
    expect(groupTitle({ ...naming, before, clauses: better })).toBe(before);
    expect(groupTitle({ ...naming, before: '华东仓 · 停摆 · 出库', clauses: better })).toBe(better[0]);
    expect(groupTitle({ ...naming, before, terms: terms('优惠券', '失效'), clauses: ['优惠券显示失效'] })).toBe('优惠券显示失效');
  });

  it('does not change with the order in which clauses come, nor when nothing new is said', () => {
    const clauses = clausesOf([TEXT, '羽绒服卡在华东仓，一动不动', '华东仓爆仓停摆']);
    const first = groupTitle({ ...naming, clauses });
    expect(groupTitle({ ...naming, clauses: [...clauses].reverse() })).toBe(first);
    expect(groupTitle({ ...naming, before: first, clauses })).toBe(first);
    expect(groupTitle({ ...naming, before: first, clauses: [] })).toBe(first);
  });

  it.each([
    ['a phone', '华东仓停摆请打13812342211'],
    ['a number in Han numerals', '华东仓停摆请打一三八一二三四二二一一'],
    ['a name', '我叫王小明华东仓停摆'],
    ['somebody by title', '华东仓停摆张先生说不管'],
    ['an address', '华东仓停摆我住在幸福小区'],
    ['an account', '华东仓停摆加微信wang_88'],
    ['an order', '华东仓停摆单号20261122'],
    ['mail', '华东仓停摆 wang@example.com'],
  ])('never holds %s', (_, clause) => {
    expect(groupTitle({ ...naming, clauses: clausesOf([clause]) })).toBe('华东仓 · 停摆');
  });

  it('is well formed, of a sensible length and without contacts, whatever is written', () => {
    const part = fc.constantFrom(
      '华东仓',
      '停摆',
      '👨‍👩‍👧‍👦',
      '😀',
      'e\u0301',
      '\ud83d',
      '，',
      '。',
      ' ',
      '13812342211',
      'a@b.co',
      'warehouse ',
      '羽绒服',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
          { maxLength: 4 },
        ),
        (texts) => {
          for (const clause of clausesOf(texts)) {
            expect(clause.isWellFormed()).toBe(true);
            expect(graphemes(clause).length).toBeLessThanOrEqual(64);
            expect(maskText(clause)).toBe(clause);
          }
          expect(groupTitle({ ...naming, clauses: clausesOf(texts) })).not.toMatch(/\d{5}|@/);
        },
      ),
    );
  });
});
