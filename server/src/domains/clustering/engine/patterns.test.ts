import { describe, expect, it } from '@jest/globals';
import { patternObjects } from './patterns.js';

const keys = (text: string): string[] => patternObjects(text, '').map(({ kind, key }) => `${kind} ${key}`);

describe('things named by a pattern', () => {
  it.each([
    ['订单号：ab12345678 未发货', ['order ab12345678']],
    ['订单 号 ： ab12345678', []],
    ['order no. : ab12345678', ['order ab12345678']],
    ['order number  为  ab-12345-678', ['order ab12345678']],
    ['生产批号是 a1234b', ['batch a1234b']],
    ['lot   a1234b', ['batch a1234b']],
    ['订单号为是 ab12345678', []],
    ['order never arrived', []],
    ['mu 5102 延误', ['flight mu5102']],
  ])('%s', (text, found) => {
    expect(keys(text)).toEqual(found);
  });

  it.each([
    ['spaces behind a label', `订单号${' '.repeat(20_000)}`],
    ['spaces and a code', `order no.${' '.repeat(20_000)}ab12345678`],
    ['a label that never ends', 'order'.repeat(4_000)],
    ['labels without a number', 'lot '.repeat(5_000)],
  ])('answers for 20,000 characters of %s', (_, text) => {
    expect(keys(text)).toEqual(text.includes('ab1') ? ['order ab12345678'] : []);
  });
});
