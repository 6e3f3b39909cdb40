import { describe, expect, it } from '@jest/globals';
import { pair } from './handlers.js';
import { defineQueue } from './queue.js';

const run = (): Promise<void> => Promise.resolve();
const mails = { name: 'mails', options: {} };

describe('queues and their handlers', () => {
  it('are paired one to one', () => {
    expect(pair([mails], [{ name: 'mails', run }])).toEqual([{ queue: mails, run }]);
  });

  it('stop the start-up when one is missing or doubled', () => {
    expect(() => pair([mails], [])).toThrow('queue mails has no handler');
    expect(() =>
      pair(
        [mails],
        [
          { name: 'mails', run },
          { name: 'mails', run },
        ],
      ),
    ).toThrow('queue mails has two handlers');
  });

  it('have names of their own', () => {
    defineQueue('test.once');
    expect(() => defineQueue('test.once')).toThrow('defined twice');
  });
});
