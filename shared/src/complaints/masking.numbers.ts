/** Characters that people put between the digits of a number, to be read well or not to be found; of spaces all that `\s` means. */
const SEPARATORS = ' \t\n\r\f\v.-‐‑‒–—―·•_~/()\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff';
const WIDE_SPACES = [0x2000, 0x200a] as const;
const MOST_SEPARATORS = 3;
/** 幺 is how a one is said on the telephone. */
const HAN_FORMS = ['零〇', '一幺壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'];
const DIGITS = '0123456789';
/** A word like 一直 behind a number is no part of it, nor 第一 before it; within a number a single numeral is. */
const LEAST_HAN = 4;

const SEPARATOR = 0x20;
/** By UTF-16 unit: one more than the digit that a Han numeral stands for, or `SEPARATOR`. Every character of a text is looked up here. */
const KINDS = new Uint8Array(0x10000);
HAN_FORMS.forEach((forms, digit) => [...forms].forEach((form) => (KINDS[form.charCodeAt(0)] = digit + 1)));
for (const separator of SEPARATORS) KINDS[separator.charCodeAt(0)] = SEPARATOR;
KINDS.fill(SEPARATOR, WIDE_SPACES[0], WIDE_SPACES[1] + 1);

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code | 0x20) >= 97 && (code | 0x20) <= 122;
export const isAlnumAt = (plain: string, i: number): boolean => isDigit(plain.charCodeAt(i)) || isLetter(plain.charCodeAt(i));
export const isSeparatorAt = (plain: string, i: number): boolean => KINDS[plain.charCodeAt(i)] === SEPARATOR;
/** The digit that a Han numeral stands for; -1 for any other character. */
function hanDigit(code: number): number {
  const kind = KINDS[code] ?? 0;
  return kind > 0 && kind < SEPARATOR ? kind - 1 : -1;
}

/** With Han numerals as digits. */
export const digitsOf = (plain: string): string =>
  [...plain].map((one) => (hanDigit(one.charCodeAt(0)) >= 0 ? String(hanDigit(one.charCodeAt(0))) : one)).join('');

/** Digits that stand together. Each Han numeral is one of its own, so that a number may begin and end between any two of them. */
interface Groups {
  starts: Int32Array;
  ends: Int32Array;
  /** Where its digits begin among all digits of the text. */
  offsets: Int32Array;
  /** Groups with at most three separators between them belong to one run. */
  runs: Int32Array;
  /** How many Han numerals stand before it. */
  hanBefore: Int32Array;
  /** 1 where a letter stands before it: only some numbers begin here. */
  glued: Uint8Array;
  /** 1 where a letter stands behind it: only some numbers end here. */
  open: Uint8Array;
}

const roomFor = (most: number): Groups => ({
  starts: new Int32Array(most),
  ends: new Int32Array(most),
  offsets: new Int32Array(most),
  runs: new Int32Array(most),
  hanBefore: new Int32Array(most),
  glued: new Uint8Array(most),
  open: new Uint8Array(most),
});

export interface FoundNumber {
  start: number;
  end: number;
  digits: string;
  first: number;
  last: number;
  /** A letter stands right before or behind it, as in `V13812342211`. */
  beside: boolean;
}

/** Which letters may stand right beside a number. */
export type Letters = 'none' | 'behind' | 'around';

/** How much was done: a test of the cost counts this, since time says more of the machine. */
export interface Work {
  steps: number;
}

/**
 * All digits of a text. Whether so many of them, from one group on, end with a group is one look-up, so the work grows with the text alone.
 * The groups are columns of numbers and no objects: a text of numerals has twenty thousand of them.
 */
export class Numbers {
  count = 0;
  private readonly groups: Groups;
  /** By how many digits lie before it: the group that ends there, or -1. */
  private readonly endAt: Int32Array;
  private digits = '';
  private han = 0;
  private nextDays: Int32Array | undefined;

  constructor(
    private readonly plain: string,
    private readonly work: Work,
  ) {
    this.endAt = new Int32Array(plain.length + 2).fill(-1);
    this.groups = roomFor(plain.length);
    let run = 0;
    let behind = -1;
    for (let i = 0; i < plain.length;) {
      const end = this.groupEnd(i);
      this.work.steps += 1;
      if (end === i) {
        i++;
        continue;
      }
      if (behind < 0 || !this.isGap(behind, i)) run++;
      this.add(i, end, run);
      behind = end;
      i = end;
    }
  }

  startOf(group: number): number {
    return this.groups.starts[group] as number;
  }

  endOf(group: number): number {
    return this.groups.ends[group] as number;
  }

  /** Whether a letter stands right before it. */
  isGlued(group: number): boolean {
    return this.groups.glued[group] === 1;
  }

  /** The number of so many digits that begins with this group; null when none ends just there. */
  at(first: number, length: number, letters: Letters = 'none'): FoundNumber | null {
    const { starts, ends, offsets, runs, hanBefore, glued, open } = this.groups;
    this.work.steps += 1;
    const offset = offsets[first] as number;
    const last = glued[first] === 1 && letters !== 'around' ? -1 : (this.endAt[offset + length] ?? -1);
    if (last < first || runs[last] !== runs[first] || (open[last] === 1 && letters === 'none')) return null;
    const han = (last + 1 < this.count ? (hanBefore[last + 1] as number) : this.han) - (hanBefore[first] as number);
    if (han > 0 && han < LEAST_HAN && (this.isHan(first) || this.isHan(last))) return null;
    const beside = glued[first] === 1 || open[last] === 1;
    return {
      start: starts[first] as number,
      end: ends[last] as number,
      digits: this.digits.slice(offset, offset + length),
      first,
      last,
      beside,
    };
  }

  private isHan(group: number): boolean {
    return !isDigit(this.plain.charCodeAt(this.startOf(group)));
  }

  /** Two digits of the number that begins with this group, as one: most numbers are ruled out by their first ones. */
  pair(first: number, place = 0): number {
    const from = (this.groups.offsets[first] as number) + place;
    return (this.digits.charCodeAt(from) - 48) * 10 + this.digits.charCodeAt(from + 1) - 48;
  }

  /** Digits with a day among them, like 2026-11-22: two of those are as long as a bank card. */
  holdsDay({ first, last }: FoundNumber): boolean {
    const next = (this.nextDays ??= this.findDays());
    return (next[first] as number) + 2 <= last;
  }

  /** By group: the nearest one from there on that a day begins with. Looked up for many numbers that share their groups. */
  private findDays(): Int32Array {
    const next = new Int32Array(this.count);
    let nearest = Number.MAX_SAFE_INTEGER;
    for (let i = this.count - 1; i >= 0; i--) {
      if (this.isDayAt(i)) nearest = i;
      next[i] = Math.min(nearest, 0x7fff_fff0);
    }
    return next;
  }

  private isDayAt(i: number): boolean {
    if (i + 2 >= this.count || this.endOf(i) - this.startOf(i) !== 4) return false;
    const [year, month, day] = [i, i + 1, i + 2].map((group) => this.plain.slice(this.startOf(group), this.endOf(group))) as [
      string,
      string,
      string,
    ];
    return /^(?:19|20)\d\d$/.test(year) && /^(?:0?[1-9]|1[0-2])$/.test(month) && /^(?:0?[1-9]|[12]\d|3[01])$/.test(day);
  }

  private groupEnd(i: number): number {
    let end = i;
    while (end < this.plain.length && isDigit(this.plain.charCodeAt(end))) end++;
    return end === i && hanDigit(this.plain.charCodeAt(i)) >= 0 ? i + 1 : end;
  }

  private isGap(from: number, to: number): boolean {
    if (to - from > MOST_SEPARATORS) return false;
    this.work.steps += to - from;
    for (let i = from; i < to; i++) if (!isSeparatorAt(this.plain, i)) return false;
    return true;
  }

  private add(start: number, end: number, run: number): void {
    const { plain, groups, count } = this;
    const digit = hanDigit(plain.charCodeAt(start));
    groups.starts[count] = start;
    groups.ends[count] = end;
    groups.offsets[count] = this.digits.length;
    groups.runs[count] = run;
    groups.hanBefore[count] = this.han;
    if (digit < 0) {
      groups.glued[count] = isLetter(plain.charCodeAt(start - 1)) ? 1 : 0;
      groups.open[count] = isLetter(plain.charCodeAt(end)) ? 1 : 0;
    } else this.han += 1;
    this.digits += digit < 0 ? plain.slice(start, end) : DIGITS.charAt(digit);
    this.endAt[this.digits.length] = count;
    this.count += 1;
  }
}
