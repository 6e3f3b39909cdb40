import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kindOf, piecesOf, type Mark } from './highlight.rules.js';

const mark = (kind: Mark['kind'], start: number, end: number): Mark => ({ kind, code: 'x', start, end });

describe('piecesOf', () => {
  it('keeps every character as received, whatever the marks', () => {
    const marks = fc.array(fc.record({ kind: fc.constant('fact' as const), code: fc.string(), start: fc.nat(40), end: fc.nat(40) }));
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), marks, (text, some) => {
        expect(
          piecesOf(text, some)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('cuts where marks overlap, and each piece knows all of its own', () => {
    const pieces = piecesOf('要求退款否则曝光', [mark('demand', 2, 6), mark('flag', 4, 8)]);
    expect(pieces.map(({ text, marks }) => [text, marks.map(({ kind }) => kind)])).toEqual([
      ['要求', []],
      ['退款', ['demand']],
      ['否则', ['demand', 'flag']],
      ['曝光', ['flag']],
    ]);
  });

  it('leaves out a mark that points beyond the text', () => {
    expect(piecesOf('短', [mark('fact', 0, 9)])).toEqual([{ text: '短', marks: [] }]);
  });
});

it('shows the gravest finding of a piece', () => {
  expect(kindOf([mark('fact', 0, 1), mark('flag', 0, 1)])).toBe('flag');
  expect(kindOf([])).toBeNull();
});
