import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contactsIn } from './masking.find.js';
import { excerptOf, maskCode, maskInPlace, maskText } from './masking.rules.js';

describe('contacts that are masked', () => {
  it.each([
    ['一三八一二三四二二一一', '138****2211'],
    ['加我幺三八，一二三四，二二一一', '加我幺三八，一二三四，二二一一'],
    ['我电话一三八 一二三四 二二一一，随时', '我电话138****2211，随时'],
    ['周一一三八一二三四二二一一联系', '周一138****2211联系'],
    ['壹叁捌壹贰叁肆贰贰壹壹', '138****2211'],
    ['一3八12三42二1一', '138****2211'],
    ['找13812342211一直不接', '找138****2211一直不接'],
    ['之一13812342211', '之一138****2211'],
    ['call me at 4155552671 please', 'call me at ****2671 please'],
    ['my number is 4155552671.', 'my number is ****2671.'],
    ['tel 415 5552671', 'tel ****2671'],
    ['座机88886666', '座机****6666'],
    ['座机 8888-6666 或 88885555', '座机 ****6666 或 ****5555'],
    ['电话：88886666、88885555', '电话：****6666、****5555'],
    ['联系电话 5551234', '联系电话 ****1234'],
    ['加微信 wangxm_88 聊', '加微信 ****_88 聊'],
    ['微信号：zhangsan', '微信号：****san'],
    ['vx: abc12345', 'vx: ****345'],
    ['我微信liming2020，急', '我微信****020，急'],
    ['add me on WeChat: liming2020', 'add me on WeChat: ****020'],
    ['微信13812342211', '微信138****2211'],
    ['QQ 12345678', 'QQ ****678'],
    ['qq号：10001', 'qq号：****'],
    ['扣扣1234567890', '扣扣****890'],
    ['12345678@qq.com', '1***@qq.com'],
    ['银行卡 6222021234567890123', '银行卡 ****0123'],
    ['身份证 11010119900307123X', '身份证 110***********123X'],
    ['身份证110101 19900307 123 x', '身份证110***********123x'],
    ['手机13812342211或13912345678', '手机138****2211或139****5678'],
    ['138001三8000', '138****8000'],
    ['電話0912-345-678', '電話****5678'],
    ['手機號碼 0912345678', '手機號碼 ****5678'],
    ['請打 0912 345 678', '請打 ****5678'],
    ['電話是 86234567', '電話是 ****4567'],
    ['护照 E12345678', '护照 ****678'],
    ['护照号码：EA1234567', '护照号码：****567'],
    ['my passport number is E12345678.', 'my passport number is ****678.'],
    ['身份證號碼 A123456(7)', '身份證號碼 ****(7)'],
    ['港澳通行证C12345678', '港澳通行证****678'],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});

describe('numbers that people need', () => {
  it.each([
    'E12345678 型号坏了',
    '订单护照夹 E12345678',
    '第138001三批',
    '订单号 2345678901234567890 三天没发货',
    '订单 4155552671、4155552672 都没发货',
    '订单20261122001',
    'order 4155552671 never arrived',
    'tracking number 6222021234567890',
    '运单 75312345678901',
    '快递单号：88886666',
    '保单号2021061712345678',
    'ref 2155552671',
    '工单88886666未处理',
    '金额 4155552671 元',
    '退款 ¥88886666',
    '共 88886666 件',
    '2026-11-22 ~ 2026-11-23 一直排队',
    '2026-11-22 - 2026-11-23',
    '2026/1/2 (2026/1/3)',
    '电话打了，20261122 那天没人接',
    '航班 CA1234、MU5678 延误',
    '批次 20260715',
    '二〇二六年一一月二二日',
    '一二三四五六七八九十',
    '等了一个多月，一直一三五来，二四六走',
    '微信支付失败，微信 App 打不开，微信 iPhone 版闪退',
    'WeChat payment failed, wechat refund pending',
    'QQ会员 88888 不能用',
    '热线 95588、12315、400-820-8820',
    '3.14159265 与 1.41421356',
    '99.00 100.00 1234.56',
    '身高175体重70',
    '型号 SN88886666X',
  ])('are left alone: %s', (text) => {
    expect(maskText(text)).toBe(text);
    expect(maskInPlace(text)).toBe(text);
  });

  it('stand by themselves in the field of an order, unless it holds what reaches a person', () => {
    expect(maskCode('2345678901234567890')).toBe('2345678901234567890');
    expect(maskCode('4155552671')).toBe('4155552671');
    expect(maskCode('13812342211')).toBe('138****2211');
    expect(maskCode('王平 13812342211 wang@example.com')).toBe('王平 138****2211 w***@example.com');
  });
});

describe('a number written in Han numerals', () => {
  it('is not readable, whatever stands around it', () => {
    const forms = ['零〇', '一幺壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'];
    const mobile = fc
      .tuple(fc.constantFrom('13', '15', '18', '19'), fc.integer({ min: 100_000_000, max: 999_999_999 }))
      .map((parts) => parts.join(''));
    const spelt = mobile.chain((number) =>
      fc.tuple(...[...number].map((digit) => fc.constantFrom(...(forms[Number(digit)] as string)))).map((written) => written.join('')),
    );
    const around = fc.string({ unit: fc.constantFrom('我', '的', ' ', '，', '电', '话', '找'), maxLength: 12 });
    fc.assert(
      fc.property(around, spelt, around, (before, number, after) => {
        const text = before + number + after;
        for (const masked of [maskText(text), maskInPlace(text), excerptOf(text)]) {
          expect(masked).not.toContain(number);
          expect(masked).toContain('****');
        }
        expect(maskInPlace(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe('the work that masking takes', () => {
  const UNITS = [
    ...[
      '1',
      '1 ',
      '13812342211 ',
      '13812342211、',
      '138',
      '1-',
      '1 - ',
      '+1 ',
      '00 ',
      '0',
      '(',
      '88886666 ',
      '电话88886666，',
      '4155552671 ',
    ],
    ...['a@', '@', 'a', 'a.', 'a@a.', `${'a'.repeat(63)}@`, '一', '一 ', '一三八', '微信a', '微信号abc123 ', 'qq1 ', '1x', 'x1', '字'],
    ...['V13812342211 ', 'VX', 'tel1 ', '⑽', '1️⃣', '138，1234，2211，', '用户@', '用户@例子.公司 ', '用.户@a.', 'é@', '𠮷@'],
    ...['6222021234567890123 ', '110101199003071234 ', '1101011990030712 3x', '2026-11-22 ', '.', ' ', '1.', '١', '𝟏 ', '１－'],
  ];
  const stepsOf = (unit: string, length: number): number => {
    const work = { steps: 0 };
    contactsIn(unit.repeat(Math.ceil(length / unit.length)), work);
    return work.steps;
  };

  it.each(UNITS)('doubles with the text, and no more: %j', (unit) => {
    const [once, twice] = [stepsOf(unit, 10_000), stepsOf(unit, 20_000)];
    expect(twice).toBeLessThanOrEqual(2.1 * once + 500);
    expect(twice).toBeLessThanOrEqual(40 * 20_000);
  });

  it('doubles with any mixture of digits, separators and signs', () => {
    const unit = fc.array(fc.constantFrom(...'0123456789', ' ', '-', '.', '@', '+', '一', '八', 'a', 'x', '电话', '，', 'qq'), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(unit, (parts) => {
        const text = parts.join('');
        expect(stepsOf(text, 8_000)).toBeLessThanOrEqual(2.2 * stepsOf(text, 4_000) + 2_000);
      }),
    );
  });
});
