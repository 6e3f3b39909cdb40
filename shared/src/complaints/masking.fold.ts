const INVISIBLE = /^[\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
const DIGIT = /^\p{Nd}$/u;
/** Zeros of the scripts whose digits NFKC leaves alone. */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xe50];
/** Han characters that NFKC leaves as they are: nearly all that a text holds. */
const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;

export interface Folded {
  plain: string;
  /** Where the character of each UTF-16 unit of `plain` begins in the text, and behind the last one where it ends. */
  at: readonly number[];
}

function foldedCharacter(character: string): string {
  if (INVISIBLE.test(character)) return '';
  const plain = character.normalize('NFKC');
  if (plain.length === 1 && plain <= '\u007f') return plain;
  const code = character.codePointAt(0) ?? 0;
  const zero = DIGIT.test(character) ? ZEROS.find((one) => code >= one && code < one + 10) : undefined;
  return zero === undefined ? character : String(code - zero);
}

const isPlain = (code: number): boolean => code < 0x80 || (code >= FIRST_HAN && code <= LAST_HAN);

/** As it reads, with the way back: full-width, styled and circled digits are digits, what cannot be seen is not there. */
export function fold(text: string): Folded {
  let plain = '';
  const at: number[] = [];
  let from = 0;
  for (const character of text) {
    const folded = isPlain(character.charCodeAt(0)) ? character : foldedCharacter(character);
    // Once for each UTF-16 unit, in which places are counted: a character beyond the basic plane has two.
    for (const end = at.length + folded.length; at.length < end;) at.push(from);
    plain += folded;
    from += character.length;
  }
  at.push(from);
  return { plain, at };
}
