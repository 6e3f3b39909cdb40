import { describe, expect, it } from '@jest/globals';
import { fold } from './masking.fold.js';
import { excerptOf, maskCode, maskInPlace, maskText } from './masking.rules.js';

describe('a number with letters right beside it', () => {
  it.each([
    ['加V13812342211', '加V138****2211'],
    ['订单没到，加V13812342211', '订单没到，加V138****2211'],
    ['VX13812342211', 'VX138****2211'],
    ['快递VX13812342211', '快递VX138****2211'],
    ['V8613812342211', 'V138****2211'],
    ['wechat13812342211', 'wechat138****2211'],
    ['V138-1234-2211', 'V138****2211'],
    ['V1 3 8 1 2 3 4 2 2 1 1', 'V138****2211'],
    ['QQ12345678', 'QQ****678'],
    ['QQ12345678VX13812342211', 'QQ****678VX138****2211'],
    ['tel13812342211', 'tel138****2211'],
    ['tel88886666', 'tel****6666'],
    ['tel4155552671', 'tel****2671'],
    ['tel0571-88888888', 'tel057****8888'],
    ['tel+14155552671', 'tel141****2671'],
    ['手机13812342211', '手机138****2211'],
    ['微信12345678', '微信****678'],
    ['vx12345678', 'vx****678'],
    ['13812342211a', '138****2211a'],
    ['订单一直没到，13812342211a', '订单一直没到，138****2211a'],
    ['ID110101199003071234', 'ID110***********1234'],
    ['ID11010119900307123X', 'ID110***********123X'],
    ['110101199003071234a', '110***********1234a'],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
    expect(maskText(masked)).toBe(masked);
    expect(maskInPlace(text)).toHaveLength(text.length);
  });

  it.each([
    'HF11118400002695',
    '运单HF11119260000001到华东仓以后等不到发货',
    'HF13812342211',
    'DD900000',
    'DD110101199003071234',
    'SF1234567890123',
    'SF13812342211',
    'YT13812342211',
    'YT1381234221123',
    'SN13812342211、NO13812342211、GD13812342211',
    '订单号AB13812342211、AB13912342211',
    'order AB13812342211',
    'AB138123422112',
    'iPhone15 2026 11221',
    'V2345678901',
    '微信转账20000元，微信200000元',
    'QQ20261122-143012.png',
    'PXL_20261122_143012123.jpg',
    '微信图片_20261122143012.jpg',
  ])('is the number of something else: %s', (text) => {
    expect(maskText(text)).toBe(text);
    expect(maskInPlace(text)).toBe(text);
  });

  it('stays in the field of an order', () => {
    expect(maskCode('AB13812342211')).toBe('AB13812342211');
  });
});

describe('digits in any form', () => {
  it.each([
    ['1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣2️⃣2️⃣1️⃣1️⃣', '138****2211'],
    ['❶❸❽❶❷❸❹❷❷❶❶', '138****2211'],
    ['⑴⑶⑻⑴⑵⑶⑷⑵⑵⑴⑴', '138****2211'],
    ['⒈⒊⒏⒈⒉⒊⒋⒉⒉⒈⒈', '138****2211'],
    ['⒀⑻⑿⑶⑷⒇⑵⑴⑴', null],
    ['⒀⑻⑿⑶⑷⑵⑵⑾', '138****2211'],
    ['➊➌➑➊➋➌➍➋➋➊➊', '138****2211'],
    ['1\u03363\u03368\u03361\u03362\u03363\u03364\u03362\u03362\u03361\u03361\u0336', '138****2211'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked ?? text);
    expect(maskInPlace(text)).toHaveLength(text.length);
  });

  it('of every script are digits', () => {
    const zeros: number[] = [];
    for (let code = 0x80; code < 0x20000; code++) {
      const [one, behind] = [String.fromCodePoint(code - 1), String.fromCodePoint(code)];
      if (/\p{Nd}/u.test(behind) && !/\p{Nd}/u.test(one)) zeros.push(code);
    }
    expect(zeros.length).toBeGreaterThan(50);
    for (const zero of zeros) {
      const text = `加我${[...'13812342211'].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')}谢谢`;
      expect(fold(text).plain).toBe('加我13812342211谢谢');
      expect(maskText(text)).toBe('加我138****2211谢谢');
      expect(maskInPlace(text)).toHaveLength(text.length);
    }
  });
});

describe('commas in a number', () => {
  it.each([
    ['打138，1234，2211', '打138****2211'],
    ['打138、1234、2211。', '打138****2211。'],
    ['打138,1234,2211, 谢谢', '打138****2211, 谢谢'],
    ['V138，1234，2211', 'V138****2211'],
  ])('%s → %s', (text, masked) => expect(maskText(text)).toBe(masked));

  it.each([
    '1，2，3，4，5，6，7，8，9，10，11',
    '1、3、8、1、2、3、4、2、2、1、1',
    '138，1234，2211，5678',
    '12，138，1234，2211',
    '订单138，1234，2211',
    '138，1234，2211元',
    '1,381,234,221',
  ])('are a list: %s', (text) => expect(maskText(text)).toBe(text));
});

describe('an address in the letters of any script', () => {
  it.each([
    ['用户@例子.公司', '用***@例子.公司'],
    ['请发到用户@例子.公司谢谢', '请发到用***@例子.公司谢谢'],
    ['邮箱wang@例子.com谢谢', '邮箱w***@例子.com谢谢'],
    ['邮箱wang@example.com谢谢', '邮箱w***@example.com谢谢'],
    ['иван@пример.рф', 'и***@пример.рф'],
    ['joséb@example.com', 'j***@example.com'],
    ['उपयोगकर्ता@उदाहरण.भारत', 'उ***@उदाहरण.भारत'],
    ['𠮷野@例子.公司', '𠮷***@例子.公司'],
    ['a@b.com13812342211', 'a***@b.com138****2211'],
    ['用户@例子.公司13812342211', '用***@例子.公司138****2211'],
    ['root@192.168.1.1', 'r***@192.168.1.1'],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
    expect(maskText(masked)).toBe(masked);
    expect(excerptOf(text)).toBe(masked);
    expect(maskInPlace(text)).toHaveLength(text.length);
  });

  it.each(['找客服@京东 没人回', '@用户 你好', '用户@例子。公司'])('has a dot: %s', (text) => expect(maskText(text)).toBe(text));
});
