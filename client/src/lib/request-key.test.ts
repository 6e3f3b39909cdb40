import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { newKey } from './new-key.js';
import { ProblemError } from './problem-error.js';
import { RETRY_MS, withRequestKey } from './request-key.js';

/** Refuses as a connection that times out does, `failures` times. */
function sender(failures: number): { keys: string[]; send: (key: string) => Promise<string> } {
  const keys: string[] = [];
  const send = (key: string): Promise<string> => {
    keys.push(key);
    return keys.length > failures ? Promise.resolve(key) : Promise.reject(new Error('timeout'));
  };
  return { keys, send };
}
afterEach(() => void jest.useRealTimers());

describe('the key of a request', () => {
  it('stays the same until the request has succeeded, and is a new one after that', async () => {
    const { keys, send } = sender(2);
    const content = ['/notes', { text: '已电话联系客户' }];
    await expect(withRequestKey(content, send)).rejects.toThrow('timeout');
    await expect(withRequestKey(content, send)).rejects.toThrow('timeout');
    await withRequestKey(content, send);
    await withRequestKey(content, send);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });

  it('differs for other content, another path and another version', async () => {
    const { keys, send } = sender(4);
    for (const content of [
      ['/a', { text: 'x' }],
      ['/a', { text: 'y' }],
      ['/b', { text: 'x' }],
      ['/a', { text: 'x' }, '"2"'],
    ])
      await expect(withRequestKey(content, send)).rejects.toThrow('timeout');
    expect(new Set(keys).size).toBe(4);
  });

  it('is forgotten when nobody has tried again for a while', async () => {
    jest.useFakeTimers();
    const { keys, send } = sender(1);
    await expect(withRequestKey('late', send)).rejects.toThrow('timeout');
    jest.setSystemTime(Date.now() + RETRY_MS + 1);
    await withRequestKey('late', send);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('is a new one once the server says that the first try has made it and its secret is gone', async () => {
    const keys: string[] = [];
    const send = (key: string): Promise<string> => {
      keys.push(key);
      return keys.length === 1
        ? Promise.reject(new Error('timeout'))
        : keys.length === 2
          ? Promise.reject(new ProblemError({ code: 'request/secret-shown-once', status: 409 }))
          : Promise.resolve(key);
    };
    await expect(withRequestKey('secret', send)).rejects.toThrow('timeout');
    await expect(withRequestKey('secret', send)).rejects.toThrow('request/secret-shown-once');
    await withRequestKey('secret', send);
    expect([keys[0] === keys[1], keys[1] === keys[2]]).toEqual([true, false]);
  });

  it('is a UUID without what only secure pages have', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newKey()).not.toBe(newKey());
  });
});
