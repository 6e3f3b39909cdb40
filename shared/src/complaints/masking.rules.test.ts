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
    ['1\u200b3\u200b8\u200b1\u200b2\u200b3\u200b4\u200b2\u200b2\u200b1\u200b1', '138****2211'],
    ['加我 1 3 8 1 2 3 4 2 2 1 1 细说', '加我 138****2211 细说'],
    ['138.1234.2211', '138****2211'],
    ['１３８ － １２３４ － ２２１１', '138****2211'],
    ['①③⑧①②③④②②①①', '138****2211'],
    ['١٣٨١٢٣٤٢٢١١', '138****2211'],
    ['𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟐𝟐𝟏𝟏', '138****2211'],
    ['call +1 (415) 555-2671 now', 'call 141****2671 now'],
    ['ring +44 20 7946 0958.', 'ring 442****0958.'],
    ['0044 20 7946 0958', '004****0958'],
    ['001-415-555-2671', '001****2671'],
    ['(415) 555-2671', '****2671'],
    ['座机 0571 8888 8888', '座机 057****8888'],
    ['（0571）88888888', '057****8888'],
    ['发到 ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ 谢谢', '发到 w***@example.com 谢谢'],
    ['wang＠example.com', 'w***@example.com'],
    ['wa\u200bng\u2060@exam\u00adple.com', 'w***@example.com'],
    ['110101 1990 0307 1234', '110***********1234'],
    ['热线400-820-8820,2026-11-22 14:05 至 2026-11-23', '热线400-820-8820,2026-11-22 14:05 至 2026-11-23'],
    ['退 99.00 元,共 3 件,快递 SF1234567890123', '退 99.00 元,共 3 件,快递 SF1234567890123'],
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

  it('leaves no number readable, however its digits are written and kept apart', () => {
    const prefix = fc.constantFrom('', '+86', '+1', '+44', '+852', '0044', '001', '+49 ');
    const national = fc
      .tuple(fc.constantFrom('13', '15', '18', '19'), fc.integer({ min: 100_000_000, max: 999_999_999 }))
      .map((parts) => parts.join(''));
    const digit = fc.constantFrom<(d: string) => string>(
      (d) => d,
      (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0),
      (d) => String.fromCodePoint(0x1d7ce + Number(d)),
      (d) => String.fromCodePoint(0x660 + Number(d)),
    );
    const between = fc.constantFrom('', ' ', '.', '-', ' - ', '\u200b', '\ufeff', '\u200b \u2060', '　', '·');
    const words = fc.constantFrom('', '请打 ', 'call me ', '，');
    fc.assert(
      fc.property(words, prefix, national, digit, between, words, (before, code, number, write, sep, after) => {
        const written = Array.from(number, write).join(sep);
        const text = `${before}${code}${code === '' ? '' : sep}${written}${after.trim() === '' ? '' : ` ${after}`}`;
        const readable = (masked: string): string => masked.normalize('NFKC').replace(/[^\p{Nd}*]/gu, '');
        for (const masked of [maskText(text), maskInPlace(text), excerptOf(text)]) {
          expect(masked).toContain('****');
          expect(masked).not.toContain(written);
          expect(readable(masked)).not.toContain(number);
        }
        expect(maskInPlace(text)).toHaveLength(text.length);
        expect(maskInPlace(text).isWellFormed()).toBe(true);
      }),
    );
  });

  it('leaves no address readable, with whatever sign for at', () => {
    const local = fc
      .string({ unit: fc.constantFrom(...'abcdefgh0189._-'), minLength: 3, maxLength: 20 })
      .filter((name) => /^[a-z].*[a-z0-9]$/.test(name));
    fc.assert(
      fc.property(local, fc.constantFrom('@', '＠', '﹫', '\u200b@\u200b'), (name, at) => {
        expect(maskText(`写信到 ${name}${at}example.com 即可`)).toBe(`写信到 ${name[0]}***@example.com 即可`);
      }),
    );
  });

  it('answers quickly whatever comes', () => {
    const started = performance.now();
    for (const unit of ['1 ', '1', '138', '+1 ', '0', '(', '1-', 'a@', 'a.', '00 ']) maskText(unit.repeat(20_000 / unit.length));
    expect(performance.now() - started).toBeLessThan(5_000);
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
  it('shows no half of a number that the cut went through', () => {
    for (let cut = 1; cut < 12; cut++) {
      const excerpt = excerptOf(`退款${' '.repeat(480 - 2 - cut)}13812342211 王平`);
      expect(excerpt).toBe('退款');
    }
  });

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
