import { describe, expect, it } from '@jest/globals';
import type { ComplaintRow, ComplaintStatus } from '@tocsin/shared/complaints';
import { chunks, effectOf } from './bulk.rules.js';

const row = (id: string, status: ComplaintStatus): ComplaintRow => ({ id, status }) as ComplaintRow;

describe('what a step for many would do', () => {
  it('takes those that may take it, and says what the others are', () => {
    const effect = effectOf([row('a', 'received'), row('b', 'withdrawn'), row('c', 'in_progress'), row('d', 'withdrawn')], 'answered');
    expect(effect).toEqual({ ids: ['a', 'c'], staying: [{ status: 'withdrawn', n: 2 }] });
  });
});

it('cuts into parts that lose nothing', () => {
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunks([], 2)).toEqual([]);
});
