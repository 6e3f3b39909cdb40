import { expect, it } from '@jest/globals';
import { hostileText, hostileWord } from '@tocsin/shared/testing';
import fc from 'fast-check';
import { runsOf } from './highlight.rules.js';

it('marks what was typed in whatever text, and alters no sign of it', () => {
  fc.assert(
    fc.property(hostileText(2_000), hostileWord(), (text, q) => {
      const runs = runsOf(text, q);
      expect(runs.map((run) => run.text).join('') === text).toBe(true);
      if (text.isWellFormed()) expect(runs.filter((run) => !run.text.isWellFormed())).toEqual([]);
      expect(runs.filter((run) => run.text === '')).toEqual(text === '' && runs.length === 1 ? runs : []);
    }),
  );
});
