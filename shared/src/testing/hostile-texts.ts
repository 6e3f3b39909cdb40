import fc from 'fast-check';
import { HOSTILE_UNITS } from './hostile-units.js';

const UNITS: readonly string[] = Object.values(HOSTILE_UNITS).flat();
const unit = fc.constantFrom(...UNITS);
const unitsUpTo = (most: number, least = 0): fc.Arbitrary<string> =>
  fc.array(unit, { minLength: least, maxLength: most }).map((units) => units.join(''));

/** As storage takes it: whole surrogate pairs, no NUL. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '');

/**
 * Any text of at most `most` UTF-16 units from what programs stumble over: mixtures, very long runs of one sign, one sign with thousands of
 * others behind it. It may hold NUL and halves of surrogate pairs; `storable` takes those out. Small when it is shrunk.
 */
export function hostileText(most = 20_000): fc.Arbitrary<string> {
  const mixture = unitsUpTo(40);
  const anything = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }));
  const run = fc.tuple(unitsUpTo(3, 1), fc.nat(most)).map(([part, length]) => repeatedUnits(part, length));
  const piece = fc.oneof({ weight: 3, arbitrary: mixture }, { weight: 1, arbitrary: anything }, { weight: 2, arbitrary: run });
  return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('').slice(0, most));
}

/** A short one: a name, a number, what somebody types into a search. */
export const hostileWord = (most = 200): fc.Arbitrary<string> =>
  fc.oneof(unitsUpTo(12), unit, hostileText(most)).map((word) => word.slice(0, most));

const repeatedUnits = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
