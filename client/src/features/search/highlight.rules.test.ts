import { expect, it } from '@jest/globals';
import { runsOf } from './highlight.rules.js';

it('marks each word searched for, whatever its case', () => {
  expect(runsOf('App 退款失败', 'app 退款')).toEqual([
    { text: 'App', hit: true },
    { text: ' ', hit: false },
    { text: '退款', hit: true },
    { text: '失败', hit: false },
  ]);
});

it('takes what is typed as words, never as a pattern', () => {
  expect(runsOf('a+b (c', '( a+b')).toEqual([
    { text: 'a+b', hit: true },
    { text: ' ', hit: false },
    { text: '(', hit: true },
    { text: 'c', hit: false },
  ]);
  expect(runsOf('abc', '  ')).toEqual([{ text: 'abc', hit: false }]);
});
