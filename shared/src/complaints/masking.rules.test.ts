import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  contactLabel,
  excerptOf,
  maskContact,
  maskEmail,
  maskIdCard,
  maskName,
  maskPhone,
  maskRef,
  maskInPlace,
  maskText,
} from './masking.rules.js';

describe('masks', () => {
  it.each([
    [maskName, '王小明', '王**'],
    [maskName, '欧阳', '欧**'],
    [maskName, 'John Smith', 'J***'],
    [maskName, '𠮷野家', '𠮷**'],
    [maskPhone, '13812342211', '138****2211'],
    [maskPhone, '+86 138-1234-2211', '138****2211'],
    [maskPhone, '0571-88888888', '057****8888'],
    [maskPhone, '8888888', '****8888'],
    [maskPhone, '12345', '****45'],
    [maskEmail, 'alice@x.com', 'a***@x.com'],
    [maskEmail, '@', '***'],
    [maskRef, 'VIP-00071', '****071'],
    [maskRef, 'ab', '****'],
    [maskIdCard, '110101199003071234', '110***********1234'],
  ])('%p of %s is %s', (mask, value, masked) => {
    expect(mask(value)).toBe(masked);
  });

  it('labels a person by the first thing known', () => {
    expect(contactLabel(maskContact({ name: '王小明', phone: '13812342211' }))).toBe('王**');
    expect(contactLabel(maskContact({ email: 'a@b.co' }))).toBe('a***@b.co');
    expect(contactLabel(maskContact({}))).toBeNull();
  });
});

describe('maskText', () => {
  it.each([
    ['我的电话13812342211,请回电', '我的电话138****2211,请回电'],
    ['１３８１２３４２２１１', '138****2211'],
    ['+86 138 1234 2211 急', '138****2211 急'],
    ['身份证110101199003071234', '身份证110***********1234'],
    ['发到 wang.xm@example.com 谢谢', '发到 w***@example.com 谢谢'],
    ['座机0571-88888888', '座机057****8888'],
    ['卡号6222 0212 3456 7890 123', '卡号****0123'],
    ['订单20261122001,等了15天,金额1234元', '订单20261122001,等了15天,金额1234元'],
    ['', ''],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it('leaves no mobile number readable, wherever it stands', () => {
    const mobile = fc
      .tuple(fc.constantFrom('13', '15', '18', '19'), fc.integer({ min: 100_000_000, max: 999_999_999 }))
      .map(([a, b]) => `${a}${b}`);
    const around = fc.string({ unit: fc.constantFrom('我', '的', ' ', ',', '。', '电', '话', '!') });
    fc.assert(
      fc.property(around, mobile, around, (before, phone, after) => {
        expect(maskText(`${before}${phone}${after}`)).not.toContain(phone);
        expect(excerptOf(`${before}${phone}${after}`)).not.toContain(phone);
      }),
    );
  });

  it('can mask without moving a character, so that findings keep their places', () => {
    const text = '我叫王平，电话１３８１２３４２２１１，邮箱 wangping@example.com，请回电';
    const masked = maskInPlace(text);
    expect(masked).toHaveLength(text.length);
    expect(masked).toBe('我叫王平，电话*******２２１１，邮箱 ****************.com，请回电');
  });

  it('changes nothing in a text without numbers or addresses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/[\d０-９@＠]/.test(text));
        expect(maskText(text)).toBe(text);
      }),
    );
  });
});

describe('excerptOf', () => {
  it('is one line of at most the given length and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
        const excerpt = excerptOf(text);
        expect(Array.from(excerpt).length).toBeLessThanOrEqual(120);
        expect(excerpt).not.toMatch(/[\n\r]/);
        expect(excerpt.isWellFormed()).toBe(true);
      }),
    );
  });
});
