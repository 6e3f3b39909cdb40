import { besideIn, cueIn, CUE_REACH, saysPaper, SPELT_CUE, type Beside, type Cue } from './masking.cues.js';
import { emailAt } from './masking.email.js';
import { fold } from './masking.fold.js';
import { isAlnumAt, isSeparatorAt, Numbers, type FoundNumber, type Letters, type Work } from './masking.numbers.js';

export type ContactKind = 'email' | 'idCard' | 'phone' | 'card' | 'account';

/** A contact inside a text. */
export interface FoundContact {
  kind: ContactKind;
  /** As it reads. */
  plain: string;
  start: number;
  end: number;
  /** Where its last characters begin, which stay readable. */
  tail: number;
}

/** What stays readable of a number that is masked in its place; of an account name less. */
const TAIL = 4;
const ACCOUNT_TAIL = 3;
const ID_CARD = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/;
const MOBILE = /^(?:86)?1[3-9]\d{9}$/;
const CARD = /^[2-6]/;
/** How a mobile number is written when letters stand beside it: in one piece, in its usual three, or digit by digit. */
const MOBILE_BESIDE = /^(?:86\D{0,3})?(?:\d{11}|\d{3}\D{1,3}\d{4}\D{1,3}\d{4}|\d(?:\D{1,3}\d){10})$/;
/** With commas, which stand between different things else, only in its usual three parts, and in no longer list. */
const LISTED = /(?=1[3-9])(?<!\d)(?<!\d\s?[,、]\s?)1[3-9]\d\s?([,、])\s?\d{4}\s?\1\s?\d{4}(?!\d)(?!\s?[,、]\s?\d)/g;
/** A number begins behind anything but letters and digits, or behind a word that says what it is. */
const BEGINS = `(?:(?<![0-9A-Za-z])|(?<=${SPELT_CUE}))`;
/** E.164: a plus, or what is dialled in its place, which the end of a sum is not. */
const SEP = '[\\s.\\-‐-―·•_~/()]{0,3}';
const FOREIGN = new RegExp(`(?=[+0])${BEGINS}(?<!\\d[.,])(?:\\+${SEP}|00${SEP})[1-9](?:${SEP}\\d){6,14}(?![0-9A-Za-z])`, 'gi');
const LANDLINE = new RegExp(`(?=[(0])${BEGINS}\\(?0[1-9]\\d{1,2}\\)?[-\\s.]{0,2}\\d{3,4}[-\\s.]?\\d{4}(?![0-9A-Za-z])`, 'gi');
/** A mobile number of Taiwan; in one piece only where somebody says that it is one. */
const TAIWAN = new RegExp(`(?=0)${BEGINS}09\\d\\d(?:[-\\s.]\\d{3}[-\\s.]\\d{3}|\\d{6})(?![0-9A-Za-z])`, 'gi');
/** The number of a passport, a permit or an identity card with a letter in front, where the word for it stands before. */
const PAPER = /(?<![0-9A-Za-z])[A-Z]{1,2}\d{6,10}(?:\([0-9A]\)|A)?(?![0-9A-Za-z])/gi;
/** As written in North America. Numbers on 400 and 800 are hotlines of companies. */
const GROUPED = new RegExp(`(?=[(2-9])${BEGINS}\\(?(?![48]00)[2-9]\\d{2}\\)?[-\\s.]{1,2}\\d{3}[-\\s.]\\d{4}(?![0-9A-Za-z])`, 'gi');
/** The same without separators: an area and an exchange that may be given out. */
const TEN = /^(?![48]00)[2-9](?!11)[0-8]\d[2-9](?!11)\d{6}$/;
const DAY = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;
const LOCAL = /^[2-9]\d{6,7}$/;

const NEARBY = 4;
/** A sum or a number of things, and no number to call. */
const UNIT = /^\s?(?:元|块|件|天|个|万|人|%|rmb|cny|yuan|usd|dollars|units|pcs)/i;
const MONEY = /[¥￥$€£]\s?$/;
const WECHAT =
  /(微信号|微信id|wechat id|加我?微信|我的?微信|v信|威信|薇信|微信|wechat|weixin|(?<![a-z])(?:vx|wx))([是为号]?[\s:：]{0,3})([a-z][\w-]{5,19})(?![\w@.-])/gi;
/** A word behind «WeChat» is a name only when something says so. */
const SAYS_NAME = /号|id|加|我|v信|威信|薇信|vx|wx/i;

/** Contacts of people inside running text. Every look is bounded by the longest number, so the work grows with the text. */
export function contactsIn(text: string, work: Work = { steps: 0 }): FoundContact[] {
  const { plain, at } = fold(text);
  const finder = new Finder(plain, at, work);
  finder.emails();
  finder.numbers();
  finder.accounts();
  return finder.found.sort((a, b) => a.start - b.start);
}

class Finder {
  readonly found: FoundContact[] = [];
  private readonly taken: Uint8Array;
  private readonly all: Numbers;
  /** Where the last number of an order ended that letters stand beside. */
  private codeEnd = -1;
  private before: { end: number; cue: Cue | null } = { end: -1, cue: null };
  /** What words say, for lists that put the same ones before every number. */
  private readonly said = new Map<string, Cue | null>([['', null]]);
  private readonly near = new Map<string, Beside | null>([['', null]]);

  constructor(
    private readonly plain: string,
    private readonly at: readonly number[],
    private readonly work: Work,
  ) {
    this.taken = new Uint8Array(plain.length);
    this.all = new Numbers(plain, work);
  }

  /** From each sign outwards, at most as far as an address reaches. */
  emails(): void {
    const { plain, work } = this;
    const looked = (characters: number): void => void (work.steps += characters);
    for (let sign = plain.indexOf('@'), floor = 0; sign >= 0; sign = plain.indexOf('@', sign + 1)) {
      const email = emailAt(plain, sign, floor, looked);
      if (email === null) continue;
      floor = email.end;
      this.take('email', email.start, email.end);
    }
  }

  numbers(): void {
    this.each((first) => this.idCard(first));
    this.match(FOREIGN);
    this.each((first) => this.mobile(first));
    this.listed();
    this.each((first) => this.card(first));
    this.match(LANDLINE);
    this.match(GROUPED);
    this.taiwan();
    this.papers();
    this.each((first) => this.cued(first));
  }

  accounts(): void {
    for (const match of this.plain.matchAll(WECHAT)) {
      const [whole, label = '', link = '', name = ''] = match;
      if (!/[\d_-]/.test(name) && !/[:：是为号]/.test(link) && !SAYS_NAME.test(label)) continue;
      const end = match.index + whole.length;
      this.take('account', end - name.length, end);
    }
  }

  private each(look: (first: number) => void): void {
    this.before = { end: -1, cue: null };
    this.codeEnd = -1;
    for (let first = 0; first < this.all.count; first++) look(first);
  }

  private match(pattern: RegExp): void {
    for (const { index, 0: found } of this.plain.matchAll(pattern)) this.take('phone', index, index + found.length);
  }

  private taiwan(): void {
    for (const { index, 0: found } of this.plain.matchAll(TAIWAN))
      if (!/^\d+$/.test(found) || this.cueIn(this.wordsAt(index)) === 'phone') this.take('phone', index, index + found.length);
  }

  private papers(): void {
    for (const { index, 0: found } of this.plain.matchAll(PAPER))
      if (saysPaper(this.wordsAt(index))) this.take('account', index, index + found.length);
  }

  private wordsAt(index: number): string {
    this.work.steps += CUE_REACH;
    return this.plain.slice(Math.max(0, index - CUE_REACH), index);
  }

  private idCard(first: number): void {
    const century = this.all.pair(first, 6);
    if (century < 18 || century > 20) return;
    const whole = this.all.at(first, 18, 'around');
    if (whole && ID_CARD.test(whole.digits)) return this.isCode(whole) ? undefined : this.take('idCard', whole.start, whole.end);
    const most = this.all.at(first, 17, 'around');
    const check = most === null ? -1 : this.checkSign(most.end);
    if (most && check >= 0 && ID_CARD.test(`${most.digits}X`) && !this.isCode(most)) this.take('idCard', most.start, check + 1);
  }

  /** Where the X stands that is the last sign of some identity cards. */
  private checkSign(from: number): number {
    let i = from;
    while (i < from + 3 && isSeparatorAt(this.plain, i)) i++;
    return /[Xx]/.test(this.plain.charAt(i)) && !isAlnumAt(this.plain, i + 1) ? i : -1;
  }

  private mobile(first: number): void {
    const start = this.all.pair(first);
    if ((start < 13 || start > 19) && start !== 86) return;
    const number = this.which(first, [13, 11], MOBILE, 'around');
    if (number === null || this.isCode(number)) return;
    if (!number.beside || MOBILE_BESIDE.test(this.plain.slice(number.start, number.end))) this.take('phone', number.start, number.end);
  }

  private listed(): void {
    for (const { index, 0: found } of this.plain.matchAll(LISTED)) {
      const end = index + found.length;
      if (!this.isSum(index, end) && besideIn(this.plain.slice(Math.max(0, index - CUE_REACH), index)) !== 'code')
        this.take('phone', index, end);
    }
  }

  /** The number of an order, a parcel or a device with letters beside it; a list of them goes on. */
  private isCode({ first, start, end, beside }: FoundNumber): boolean {
    if (!beside) return false;
    const words = this.wordsBefore(first);
    const letters = /[a-z]*$/i.exec(words)?.[0].length ?? 0;
    const listed = this.codeEnd >= 0 && letters > 0 && start - letters - this.codeEnd <= NEARBY;
    const says = this.besideOf(words);
    const code = says === 'code' || (listed && says === null);
    if (code) this.codeEnd = end;
    return code;
  }

  /** What stands between the number before and this one, as far as it is read. */
  private wordsBefore(first: number): string {
    const start = this.all.startOf(first);
    const words = this.plain.slice(Math.max(first === 0 ? 0 : this.all.endOf(first - 1), start - CUE_REACH), start);
    this.work.steps += words.length;
    return words;
  }

  private besideOf(words: string): Beside | null {
    let beside = this.near.get(words);
    if (beside === undefined) {
      beside = besideIn(words);
      this.near.set(words, beside);
    }
    return beside;
  }

  private card(first: number): void {
    const start = this.all.pair(first);
    if (start < 20 || start > 69) return;
    const number = this.which(first, [19, 18, 17, 16], CARD);
    // No card begins like a day: 20261122_143012123 is the name of a picture.
    if (number && !DAY.test(number.digits) && !this.all.holdsDay(number) && this.cueOf(first, number.end) !== 'order')
      this.take('card', number.start, number.end);
  }

  /** Numbers that may be anything: what the words before them say decides. */
  private cued(first: number): void {
    const start = this.all.startOf(first);
    const cue = this.cueOf(first, this.all.endOf(first));
    if (cue === 'order' || cue === 'card') return;
    const letters = this.all.isGlued(first) && this.besideOf(this.wordsBefore(first)) === 'contact' ? 'around' : 'none';
    if ((cue === 'qq' || cue === 'wechat') && this.numbered(first, cue, letters)) return;
    if (this.all.pair(first) < 20) return;
    const number = this.which(first, [10], TEN, letters) ?? (cue === 'phone' ? this.which(first, [8, 7], LOCAL, letters) : null);
    if (number === null || DAY.test(number.digits) || this.all.holdsDay(number) || this.isSum(number.start, number.end)) return;
    // Spread over several places, ten digits are a number to call only when somebody says so.
    if (cue === 'phone' || number.end - number.start === number.digits.length) this.take('phone', start, number.end);
  }

  /** An account that is a number. WeChat has longer ones than QQ, and a sum is often paid by it; QQ20261122 is the name of a picture. */
  private numbered(first: number, cue: 'qq' | 'wechat', letters: Letters): boolean {
    const number = this.which(first, [11, 10, 9, 8, 7, 6, ...(cue === 'qq' ? [5] : [])], /^[1-9]/, letters);
    if (number === null) return false;
    if ((cue === 'wechat' || number.beside) && (DAY.test(number.digits) || this.isSum(number.start, number.end))) {
      this.before = { end: -1, cue: null };
      return true;
    }
    this.take('account', number.start, number.end);
    return true;
  }

  private isSum(start: number, end: number): boolean {
    return UNIT.test(this.plain.slice(end, end + 8)) || MONEY.test(this.plain.slice(Math.max(0, start - 2), start));
  }

  private which(first: number, lengths: readonly number[], pattern: RegExp, letters: Letters = 'none'): FoundNumber | null {
    for (const length of lengths) {
      const number = this.all.at(first, length, letters);
      if (number && pattern.test(number.digits)) return number;
    }
    return null;
  }

  /** What the words between the number before and this one say; a list goes on with what its first number was. */
  private cueOf(first: number, end: number): Cue | null {
    const start = this.all.startOf(first);
    const floor = first === 0 ? 0 : this.all.endOf(first - 1);
    const words = this.wordsBefore(first);
    const said = this.cueIn(words);
    const cue = said ?? (floor > 0 && start - floor <= NEARBY && this.before.end === floor ? this.before.cue : null);
    this.before = { end, cue };
    return cue;
  }

  private cueIn(words: string): Cue | null {
    const known = this.said.get(words);
    if (known !== undefined) return known;
    const cue = cueIn(words);
    this.said.set(words, cue);
    return cue;
  }

  private take(kind: ContactKind, begin: number, behind: number): void {
    const { at } = this;
    let from = begin;
    let to = behind;
    // A character is hidden as a whole: ⑩ is two digits, and letters beyond the basic plane are two units.
    while (from > 0 && at[from - 1] === at[from]) from--;
    while (to < this.plain.length && at[to - 1] === at[to]) to++;
    this.work.steps += to - from;
    for (let i = from; i < to; i++) if (this.taken[i] === 1) return;
    this.taken.fill(1, from, to);
    const shown = kind !== 'account' ? TAIL : to - from >= 6 ? ACCOUNT_TAIL : 0;
    const tail = at[Math.max(from, to - shown)] as number;
    this.found.push({ kind, plain: this.plain.slice(from, to), start: at[from] as number, end: at[to] as number, tail });
  }
}
