import { describe, expect, it } from '@jest/globals';
import { kindOf } from './error-words.rules.js';

describe('the kind of an error', () => {
  it.each([
    ['NoAnswer', 'no answer within 10000 ms', 'hang'],
    ['Error ERR_WORKER_OUT_OF_MEMORY', 'Worker terminated', 'memory'],
    ['WorkerLost', 'worker exited with 1', 'thread'],
    ['QueryFailedError 22P02', 'invalid input syntax', 'database'],
    ['TypeError', 'cannot read "…"', 'code'],
  ])('of %s is told in plain words', (name, message, kind) => expect(kindOf({ class: name, message })).toBe(kind));
});
