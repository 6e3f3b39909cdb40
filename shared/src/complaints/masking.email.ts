/** How far an address reaches on either side of its sign, in UTF-16 units. */
const MOST_LOCAL = 64;
const MOST_DOMAIN = 320;
const MOST_LABEL = 63;
/** Scripts that put no space between words: an address in other letters ends where one of these begins. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const SPACED_LOCAL = new RegExp(`^(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}_.%+-]$`, 'u');
const ANY_LOCAL = /^[\p{L}\p{M}\p{N}_.%+-]$/u;
/** The last part of a name has no digits, but for coded ones and the last number of an address of a machine: a telephone number may follow it. */
const domainOf = (sign: string, last: string): RegExp =>
  new RegExp(`^(?:${sign}{1,63}\\.){1,4}(?:xn--[A-Za-z0-9-]{1,59}|${last}|\\d{1,3}(?!\\d))`, 'u');
const SPACED = `(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}-])`;
const SPACED_LAST = `(?:(?![${UNSPACED}])[\\p{L}\\p{M}-]){1,63}`;
const SPACED_DOMAIN = domainOf(SPACED, SPACED_LAST);
/** 公司 or 中文网, and not the sentence behind it. */
const ANY_DOMAIN = domainOf('[\\p{L}\\p{M}\\p{N}-]', `(?:${SPACED_LAST}|[\\p{L}\\p{M}]{1,4})`);
/** Words that an address written in Han stands behind without a space: 发到, 写给, 邮箱是. */
const LEAD = /^.*[到给是为箱址系](?=.)/su;

const isAscii = (code: number): boolean => code < 0x80;
const ASCII_LOCAL = /[\w.%+-]/;

/** Where the part before the sign begins; `sign` itself when there is none. */
function localStart(plain: string, sign: number, floor: number, letter: RegExp): number {
  let start = sign;
  while (start > floor && sign - start < MOST_LOCAL) {
    const unit = plain.charCodeAt(start - 1);
    const size = unit >= 0xdc00 && unit <= 0xdfff && start - 1 > floor ? 2 : 1;
    const character = plain.slice(start - size, start);
    if (!(isAscii(unit) ? ASCII_LOCAL : letter).test(character)) break;
    start -= size;
  }
  return start;
}

function anyLocalStart(plain: string, sign: number, floor: number): number {
  const start = localStart(plain, sign, floor, ANY_LOCAL);
  return start + (LEAD.exec(plain.slice(start, sign))?.[0].length ?? 0);
}

/**
 * The address around a sign, in the letters of any script; null when something of it is missing.
 * `floor` is where the address before this one ends, `looked` is told how many characters were read.
 */
export function emailAt(
  plain: string,
  sign: number,
  floor: number,
  looked: (characters: number) => void,
): { start: number; end: number } | null {
  // Most signs without an address are ruled out by this alone.
  if (!plain.slice(sign + 2, sign + 2 + MOST_LABEL).includes('.')) return null;
  const spaced = localStart(plain, sign, floor, SPACED_LOCAL);
  const start = spaced < sign ? spaced : anyLocalStart(plain, sign, floor);
  looked(sign - start + 1);
  if (start === sign) return null;
  const behind = plain.slice(sign + 1, sign + 1 + MOST_DOMAIN);
  const domain = (SPACED_DOMAIN.exec(behind) ?? ANY_DOMAIN.exec(behind))?.[0];
  looked(domain?.length ?? 0);
  return domain === undefined ? null : { start, end: sign + 1 + domain.length };
}
