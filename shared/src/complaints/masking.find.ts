import { fold } from './masking.fold.js';
import { isAlnumAt, isSeparatorAt, Numbers, type FoundNumber, type Work } from './masking.numbers.js';

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
/** E.164: a plus, or what is dialled in its place, which the end of a sum is not. */
const SEP = '[\\s.\\-‐-―·•_~/()]{0,3}';
const FOREIGN = new RegExp(`(?<![0-9A-Za-z])(?<!\\d[.,])(?:\\+${SEP}|00${SEP})[1-9](?:${SEP}\\d){6,14}(?![0-9A-Za-z])`, 'g');
const LANDLINE = /(?<![0-9A-Za-z])\(?0[1-9]\d{1,2}\)?[-\s.]{0,2}\d{3,4}[-\s.]?\d{4}(?![0-9A-Za-z])/g;
/** As written in North America. Numbers on 400 and 800 are hotlines of companies. */
const GROUPED = /(?<![0-9A-Za-z])\(?(?![48]00)[2-9]\d{2}\)?[-\s.]{1,2}\d{3}[-\s.]\d{4}(?![0-9A-Za-z])/g;
/** The same without separators: an area and an exchange that may be given out. */
const TEN = /^(?![48]00)[2-9](?!11)[0-8]\d[2-9](?!11)\d{6}$/;
const DAY = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;
const LOCAL = /^[2-9]\d{6,7}$/;

/** What the words before a number say it is: the last of them counts. */
const CUES: readonly (readonly [kind: Cue, words: string])[] = [
  [
    'phone',
    '电话|座机|固话|手机|联系|致电|回电|来电|拨打|打给|打我|传真|短信|phone|tel|mobile|cell|call|dial|ring|whatsapp|text me|reach|contact|fax',
  ],
  [
    'order',
    '订单|运单|快递|物流|单号|单子|编号|流水|保单|合同|工单|发票|批次|批号|序列|条码|票号|案号|order|tracking|parcel|shipment|ref|invoice|ticket|case|policy|serial|batch|lot|sn\\b|sku',
  ],
  ['card', '银行卡|储蓄卡|信用卡|借记卡|卡号|账号|帐号|账户|户头|bank|card|account'],
  ['qq', 'qq|扣扣|企鹅号?|[加的]q'],
];
type Cue = 'phone' | 'order' | 'card' | 'qq';
const CUE = new RegExp(CUES.map(([, words]) => `(${words})`).join('|'), 'gi');
const CUE_REACH = 24;
const NEARBY = 4;
const BESIDE_QQ = /^(?:号码?|群号?)?[\s:：是为]*$/;
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

function cueIn(words: string): Cue | null {
  let last: RegExpExecArray | undefined;
  CUE.lastIndex = 0;
  for (let match = CUE.exec(words); match !== null; match = CUE.exec(words)) last = match;
  const cue = CUES.find((_, i) => last?.[i + 1] !== undefined)?.[0];
  if (!last || cue === undefined) return null;
  // «QQ会员 88888» names a product: only what stands next to the word is an account of it.
  return cue === 'qq' && !BESIDE_QQ.test(words.slice(last.index + last[0].length)) ? null : cue;
}

class Finder {
  readonly found: FoundContact[] = [];
  private readonly taken: Uint8Array;
  private readonly all: Numbers;
  private before: { end: number; cue: Cue | null } = { end: -1, cue: null };
  /** What words say, for lists that put the same ones before every number. */
  private readonly said = new Map<string, Cue | null>([['', null]]);

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
    const { plain } = this;
    for (let sign = plain.indexOf('@'), floor = 0; sign >= 0; sign = plain.indexOf('@', sign + 1)) {
      let start = sign;
      while (start > floor && sign - start < 64 && /[\w.%+-]/.test(plain.charAt(start - 1))) start--;
      const domain = /^[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/.exec(plain.slice(sign + 1, sign + 1 + 320))?.[0];
      this.work.steps += sign - start + (domain?.length ?? 0) + 1;
      if (start === sign || domain === undefined) continue;
      floor = sign + 1 + domain.length;
      this.take('email', start, floor);
    }
  }

  numbers(): void {
    this.each((first) => this.idCard(first));
    this.match(FOREIGN);
    this.each((first) => this.mobile(first));
    this.each((first) => this.card(first));
    this.match(LANDLINE);
    this.match(GROUPED);
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
    for (let first = 0; first < this.all.count; first++) look(first);
  }

  private match(pattern: RegExp): void {
    for (const { index, 0: found } of this.plain.matchAll(pattern)) this.take('phone', index, index + found.length);
  }

  private idCard(first: number): void {
    const century = this.all.pair(first, 6);
    if (century < 18 || century > 20) return;
    const whole = this.all.at(first, 18);
    if (whole && ID_CARD.test(whole.digits)) return this.take('idCard', whole.start, whole.end);
    const most = this.all.at(first, 17, true);
    const check = most === null ? -1 : this.checkSign(most.end);
    if (most && check >= 0 && ID_CARD.test(`${most.digits}X`)) this.take('idCard', most.start, check + 1);
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
    const number = this.which(first, [13, 11], MOBILE);
    if (number) this.take('phone', number.start, number.end);
  }

  private card(first: number): void {
    const start = this.all.pair(first);
    if (start < 20 || start > 69) return;
    const number = this.which(first, [19, 18, 17, 16], CARD);
    if (number && !this.all.holdsDay(number) && this.cueOf(first, number.end) !== 'order') this.take('card', number.start, number.end);
  }

  /** Numbers that may be anything: what the words before them say decides. */
  private cued(first: number): void {
    const start = this.all.startOf(first);
    const cue = this.cueOf(first, this.all.endOf(first));
    if (cue === 'order' || cue === 'card') return;
    const account = cue === 'qq' ? this.which(first, [11, 10, 9, 8, 7, 6, 5], /^[1-9]/) : null;
    if (account) return this.take('account', account.start, account.end);
    if (this.all.pair(first) < 20) return;
    const number = this.which(first, [10], TEN) ?? (cue === 'phone' ? this.which(first, [8, 7], LOCAL) : null);
    if (number === null || DAY.test(number.digits) || this.all.holdsDay(number) || this.isAmount(number)) return;
    // Spread over several places, ten digits are a number to call only when somebody says so.
    if (cue === 'phone' || number.end - number.start === number.digits.length) this.take('phone', start, number.end);
  }

  private isAmount({ start, end }: FoundNumber): boolean {
    return UNIT.test(this.plain.slice(end, end + 8)) || MONEY.test(this.plain.slice(Math.max(0, start - 2), start));
  }

  private which(first: number, lengths: readonly number[], pattern: RegExp): FoundNumber | null {
    for (const length of lengths) {
      const number = this.all.at(first, length);
      if (number && pattern.test(number.digits)) return number;
    }
    return null;
  }

  /** What the words between the number before and this one say; a list goes on with what its first number was. */
  private cueOf(first: number, end: number): Cue | null {
    const start = this.all.startOf(first);
    const floor = first === 0 ? 0 : this.all.endOf(first - 1);
    const words = this.plain.slice(Math.max(floor, start - CUE_REACH), start);
    this.work.steps += words.length;
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

  private take(kind: ContactKind, from: number, to: number): void {
    this.work.steps += to - from;
    for (let i = from; i < to; i++) if (this.taken[i] === 1) return;
    this.taken.fill(1, from, to);
    const shown = kind !== 'account' ? TAIL : to - from >= 6 ? ACCOUNT_TAIL : 0;
    const tail = this.at[Math.max(from, to - shown)] as number;
    this.found.push({ kind, plain: this.plain.slice(from, to), start: this.at[from] as number, end: this.at[to] as number, tail });
  }
}
