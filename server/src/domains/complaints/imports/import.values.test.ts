import { describe, expect, it } from '@jest/globals';
import { channelIn, demandsIn, isExponent, moneyIn } from './import.values.js';

describe('the values of other people’s tables', () => {
  it.each([
    ['1.5万元', 1_500_000, 'CNY'],
    ['HK$500', 50_000, 'HKD'],
    ['HK$ 1,234.50', 123_450, 'HKD'],
    ['¥ 1，234.50元', 123_450, 'CNY'],
    ['约500元', 50_000, 'CNY'],
    ['1.234,56', 123_456, 'CNY'],
    ['0', 0, 'CNY'],
    ['3千', 300_000, 'CNY'],
    ['港币200', 20_000, 'HKD'],
    ['€ 12', 1_200, 'EUR'],
    ['100 USD', 10_000, 'USD'],
  ])('hold the amount %s', (cell, minor, currency) => expect(moneyIn(cell)).toEqual({ minor, currency }));

  it.each(['1234.567', '-20', '很多', '12 jpy', 'USD 5元', '1-2元', ''])('hold no amount: %s', (cell) => expect(moneyIn(cell)).toBeNull());

  it('name demands in words, several in one, and others', () => {
    expect(demandsIn('退会员费，道歉赔偿')).toEqual({ demands: ['refund', 'compensation', 'apology'], unknown: false });
    expect(demandsIn('平台退息费')).toEqual({ demands: ['refund'], unknown: false });
    expect(demandsIn('尽快安装')).toEqual({ demands: ['other'], unknown: true });
    expect(demandsIn('refund apology')).toEqual({ demands: ['refund', 'apology'], unknown: false });
    expect(demandsIn('无')).toEqual({ demands: [], unknown: false });
  });

  it('name channels by whole words', () => {
    expect(['12345热线转办', 'WhatsApp', 'happy', 'App', '网点', 'fax'].map(channelIn)).toEqual([
      'regulator',
      'chat',
      null,
      'app',
      'counter',
      null,
    ]);
  });

  it('may be numbers that a spreadsheet has ruined', () => {
    expect(['2.02611E+17', '1.23E15', '1e+5', 'E12', '12', 'A1E+3'].map(isExponent)).toEqual([true, true, true, false, false, false]);
  });
});
