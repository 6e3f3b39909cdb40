/** More code units than any letter is written with. A cluster beyond it is an attack on fonts, and may be cut between code points. */
const LONGEST_CLUSTER = 32;

let segmenter: Intl.Segmenter | undefined;

/** Browsers before 2024 may lack it; there a cut keeps code points whole, if not always what a reader sees as one character. */
function graphemes(): Intl.Segmenter | undefined {
  if (typeof Intl.Segmenter !== 'function') return undefined;
  return (segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' }));
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Whether a cut at this place would leave half a surrogate pair on each side. */
export const splitsPair = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));

/**
 * The beginning of a text in at most so many UTF-16 units, for limits of storage and of the wire. It ends between two characters as a reader
 * sees them: never inside a surrogate pair, an emoji of several parts or a letter with its marks. The cost grows with the cut, not the text.
 */
export function firstUnits(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = splitsPair(text, most) ? most - 1 : most;
  // As much as is needed to see whether the character at the cut goes on behind it.
  const window = text.slice(0, splitsPair(text, most + 2) ? most + 3 : most + 2);
  const at = graphemes()?.segment(window).containing(whole)?.index ?? whole;
  return text.slice(0, at > 0 && whole - at <= LONGEST_CLUSTER ? at : whole);
}

/** The first characters of a text as a reader counts them: an emoji is one, however many code points it is made of. */
export function firstCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  const window = firstUnits(text, most * LONGEST_CLUSTER);
  const clusters = graphemes()?.segment(window) ?? window;
  let end = 0;
  let count = 0;
  for (const cluster of clusters) {
    if (count++ === most) break;
    end += typeof cluster === 'string' ? cluster.length : cluster.segment.length;
  }
  return text.slice(0, end);
}
