/** Characters that people put between the digits of a number, to be read well or not to be found. */
const SEPARATORS = new Set([...' \t\n\r\f\v.-‐‑‒–—―·•_~/()']);
const MOST_SEPARATORS = 3;
/** 幺 is how a one is said on the telephone. */
const HAN_FORMS = ['零〇', '一幺壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'];
const HAN_DIGITS = new Map(HAN_FORMS.flatMap((forms, digit) => [...forms].map((form): [string, string] => [form, String(digit)])));
/** A word like 一直 behind a number is no part of it. */
const LEAST_HAN = 4;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code | 0x20) >= 97 && (code | 0x20) <= 122;
export const isAlnumAt = (plain: string, i: number): boolean => isDigit(plain.charCodeAt(i)) || isLetter(plain.charCodeAt(i));
export const isSeparator = (character: string): boolean => SEPARATORS.has(character) || (character > '\u007f' && /\s/.test(character));

/** With Han numerals as digits. */
export const digitsOf = (plain: string): string => [...plain].map((one) => HAN_DIGITS.get(one) ?? one).join('');

/** Digits that stand together. Each Han numeral is one of its own, so that a number may begin and end between any two of them. */
interface Group {
  start: number;
  end: number;
  /** Where its digits begin among all digits of the text. */
  offset: number;
  /** Groups with at most three separators between them belong to one run. */
  run: number;
  /** How many Han numerals stand before it. */
  hanBefore: number;
  /** A letter before it: no number begins here. */
  glued: boolean;
  /** A letter behind it: no number ends here. */
  open: boolean;
}

export interface FoundNumber {
  start: number;
  end: number;
  digits: string;
  first: number;
  last: number;
}

/** How much was done: a test of the cost counts this, since time says more of the machine. */
export interface Work {
  steps: number;
}

/** All digits of a text. Whether so many of them, from one group on, end with a group is one look-up, so the work grows with the text alone. */
export class Numbers {
  readonly groups: Group[] = [];
  /** By how many digits lie before it: the group that ends there, or -1. */
  private readonly endAt: Int32Array;
  private digits = '';
  private han = 0;

  constructor(
    private readonly plain: string,
    private readonly work: Work,
  ) {
    this.endAt = new Int32Array(plain.length + 2).fill(-1);
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

  /** The number of so many digits that begins with this group; null when none ends just there. */
  at(first: number, length: number, mayBeOpen = false): FoundNumber | null {
    const head = this.groups[first] as Group;
    this.work.steps += 1;
    const last = head.glued ? -1 : (this.endAt[head.offset + length] ?? -1);
    if (last < first) return null;
    const tail = this.groups[last] as Group;
    if (tail.run !== head.run || (tail.open && !mayBeOpen)) return null;
    const han = (this.groups[last + 1]?.hanBefore ?? this.han) - head.hanBefore;
    if (han > 0 && han < LEAST_HAN) return null;
    return { start: head.start, end: tail.end, digits: this.digits.slice(head.offset, head.offset + length), first, last };
  }

  /** Two digits of the number that begins with this group, as one: most numbers are ruled out by their first ones. */
  pair(first: number, place = 0): number {
    const from = (this.groups[first] as Group).offset + place;
    return (this.digits.charCodeAt(from) - 48) * 10 + this.digits.charCodeAt(from + 1) - 48;
  }

  /** Digits with a day among them, like 2026-11-22: two of those are as long as a bank card. */
  holdsDay({ first, last }: FoundNumber): boolean {
    for (let i = first; i + 2 <= last; i++) {
      const [year, month, day] = [0, 1, 2].map((more) => this.textOf(i + more)) as [string, string, string];
      if (/^(?:19|20)\d\d$/.test(year) && /^(?:0?[1-9]|1[0-2])$/.test(month) && /^(?:0?[1-9]|[12]\d|3[01])$/.test(day)) return true;
    }
    return false;
  }

  private textOf(i: number): string {
    const { start, end } = this.groups[i] as Group;
    return this.plain.slice(start, Math.min(end, start + 5));
  }

  private groupEnd(i: number): number {
    let end = i;
    while (end < this.plain.length && isDigit(this.plain.charCodeAt(end))) end++;
    return end > i || !HAN_DIGITS.has(this.plain.charAt(i)) ? end : i + 1;
  }

  private isGap(from: number, to: number): boolean {
    if (to - from > MOST_SEPARATORS) return false;
    this.work.steps += to - from;
    for (let i = from; i < to; i++) if (!isSeparator(this.plain.charAt(i))) return false;
    return true;
  }

  private add(start: number, end: number, run: number): void {
    const digit = HAN_DIGITS.get(this.plain.charAt(start));
    const isHan = digit !== undefined;
    this.groups.push({
      ...{ start, end, run, offset: this.digits.length, hanBefore: this.han },
      glued: !isHan && isLetter(this.plain.charCodeAt(start - 1)),
      open: !isHan && isLetter(this.plain.charCodeAt(end)),
    });
    this.digits += digit ?? this.plain.slice(start, end);
    this.han += isHan ? 1 : 0;
    this.endAt[this.digits.length] = this.groups.length - 1;
  }
}
