import { describe, expect, it } from '@jest/globals';
import { faultsOf } from './import.words.js';

const mapping = { columns: { 内容: 'text', 时间: 'occurredAt' }, source: 's', channel: 'phone', timeZone: 'Asia/Shanghai' } as const;
const issue = (path: string, code: string) => ({ path, code, message: 'Too small: expected string to have >=1 characters' });

describe('the words of the error file', () => {
  it("names the column as the reader's file does, and the fault in the reader's language", () => {
    expect(faultsOf([issue('text', 'too_small'), issue('occurredAt', 'not_understood')], mapping, 'zh-CN')).toEqual([
      '内容; 时间',
      '内容：为空或太短; 时间：看不懂这个值',
    ]);
    expect(faultsOf([issue('text', 'too_small')], mapping, 'en')).toEqual(['内容', '内容: empty or too short']);
  });

  it('never lets the words of the validator through', () => {
    const [, reasons] = faultsOf([issue('amount.currency', 'never_heard_of')], mapping, 'en');
    expect(reasons).toBe('Amount (no column is mapped to it): does not meet the requirements');
  });
});
