import { expect, it } from '@jest/globals';
import { hostileText } from '@tocsin/shared/testing';
import fc from 'fast-check';
import { kindOf, MARK_KINDS, piecesOf } from './highlight.rules.js';

it('shows whatever text with every sign in its place, however many findings lie over each other', () => {
  const mark = fc.record({ kind: fc.constantFrom(...MARK_KINDS), code: fc.constant('x'), start: fc.nat(20_000), end: fc.nat(20_000) });
  fc.assert(
    fc.property(hostileText(), fc.array(mark, { maxLength: 60 }), (text, marks) => {
      const pieces = piecesOf(text, marks);
      expect(pieces.map((piece) => piece.text).join('') === text).toBe(true);
      for (const piece of pieces) expect(kindOf(piece.marks) === null).toBe(piece.marks.length === 0);
    }),
  );
});
