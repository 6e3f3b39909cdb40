import { describe, expect, it } from '@jest/globals';
import type { BacktestRow } from '@tocsin/shared/incidents';
import { rowsOf } from './rows.rules.js';

const rows = [...Array<string>(280).fill('newly'), ...Array<string>(20).fill('earlier')].map((change) => ({ change }) as BacktestRow);
const result = { rows, changes: { newly: 280, 'no-longer': 0, earlier: 500, later: 32, same: 0 } };
const of = (shown: Parameters<typeof rowsOf>[1]): [number, number] => {
  const { list, total } = rowsOf(result, shown);
  return [list.length, total];
};

describe('the lines of a back-test', () => {
  it('are told apart from all there are, for each choice', () => {
    expect(of('all')).toEqual([300, 812]);
    expect(of('newly')).toEqual([280, 280]);
    expect(of('earlier')).toEqual([20, 500]);
    expect(of('same')).toEqual([0, 0]);
  });

  it('are none of a change that lies wholly beyond those answered', () => expect(of('later')).toEqual([0, 32]));
});
