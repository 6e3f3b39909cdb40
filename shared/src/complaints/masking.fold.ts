/** With the marks that go around a sign, like the key that an emoji draws around a digit. */
const INVISIBLE = /^[\p{Cf}\p{Me}\p{Default_Ignorable_Code_Point}]$/u;
const MARK = /^\p{M}$/u;
const NUMERAL = /^\p{N}$/u;
const DIGIT = /^\p{Nd}$/u;
/** What NFKC makes of ⑩, ⑴, ⒈ and 🄂. */
const COUNTING = /^\(?(\d{1,2})[).,]?$/;
/** Counting signs that NFKC leaves alone, by their first one, with what that stands for and how many follow each other. */
const COUNTERS: readonly (readonly [first: number, value: number, count: number])[] = [
  [0x2776, 1, 10],
  [0x2780, 1, 10],
  [0x278a, 1, 10],
  [0x24eb, 11, 10],
  [0x24f5, 1, 10],
  [0x24ff, 0, 1],
  [0x1f10b, 0, 1],
  [0x1f10c, 0, 1],
];
/** Han characters that NFKC leaves as they are: nearly all that a text holds. */
const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;

export interface Folded {
  plain: string;
  /** Where the character of each UTF-16 unit of `plain` begins in the text, and behind the last one where it ends. */
  at: readonly number[];
}

/** How the numerals that were seen are folded: there are two thousand of them at most. */
const numerals = new Map<string, string>();

/** The digits of a script follow each other from its zero on, so the way back to the first of them tells their value. */
function digitOf(code: number): string {
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}

function countedBy(code: number): string | undefined {
  const counter = COUNTERS.find(([first, , count]) => code >= first && code < first + count);
  return counter && String(counter[1] + code - counter[0]);
}

function foldedNumeral(character: string, plain: string): string {
  const code = character.codePointAt(0) ?? 0;
  const folded = DIGIT.test(character) ? digitOf(code) : (COUNTING.exec(plain)?.[1] ?? countedBy(code) ?? character);
  numerals.set(character, folded);
  return folded;
}

const isPlainDigit = (unit: string): boolean => unit >= '0' && unit <= '9';

/** `before` is what stands before it, folded: a mark on a digit, like a line through it, is not there. */
function foldedCharacter(character: string, before: string): string {
  const numeral = numerals.get(character);
  if (numeral !== undefined) return numeral;
  if (INVISIBLE.test(character) || (isPlainDigit(before) && MARK.test(character))) return '';
  const plain = character.normalize('NFKC');
  if (plain.length === 1 && plain <= '\u007f') return plain;
  return NUMERAL.test(character) ? foldedNumeral(character, plain) : character;
}

const isPlain = (code: number): boolean => code < 0x80 || (code >= FIRST_HAN && code <= LAST_HAN);

/** As it reads, with the way back: full-width, styled and circled digits are digits, in any script, what cannot be seen is not there. */
export function fold(text: string): Folded {
  let plain = '';
  let before = '';
  const at: number[] = [];
  let from = 0;
  for (const character of text) {
    const folded = isPlain(character.charCodeAt(0)) ? character : foldedCharacter(character, before);
    // Once for each UTF-16 unit, in which places are counted: a character beyond the basic plane has two.
    for (const end = at.length + folded.length; at.length < end;) at.push(from);
    plain += folded;
    if (folded !== '') before = folded.charAt(folded.length - 1);
    from += character.length;
  }
  at.push(from);
  return { plain, at };
}
