import type { Fact, FactKind } from '@tocsin/shared/complaints';
import type { Field } from './cues.js';
import { type Folded, original } from './fold.js';

/** A complaint that lists more than this is a list, and is kept as received anyway. */
const MAX_FACTS = 60;

const URL = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff\uff00-\uffef"'<>]{3,2000}/g;
const EMAIL = /(?<![\w.+-])[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/g;
const ID_CARD = /(?<![0-9a-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![0-9a-z])/g;
const PHONE = /(?<![0-9a-z])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-\d{7,8}|[48]00-?\d{3}-?\d{4})(?![0-9a-z])/g;
const WORLD_PHONE = /(?<![0-9a-z+])\+\d{1,3}(?:[- ]?\d{2,4}){2,4}(?![0-9a-z])/g;
const LABELLED_ORDER =
  /(?:订单编号|订单号码|订单号|订单|运单号|运单|快递单号|物流单号|单号|保单号|合同号|工单号|order\s?(?:number|no\.?|id|#)?|tracking\s?(?:number|no\.?|#)?)\s{0,3}[:：#是为]?\s{0,3}#?([a-z]{0,6}-?\d[0-9a-z-]{5,31})(?![0-9a-z])/g;
const BARE_ORDER = /(?<![0-9a-z.])(?:[a-z]{1,4}\d{9,20}|\d{12,24})(?![0-9a-z])/g;
/** As long as a bank card and beginning like one: without a word that says otherwise it is no order to be found by. */
const CARD_LIKE = /^[2-6]\d{15,18}$/;
const FLIGHT = /(?<![0-9a-z])([a-z]{2}|[a-z]\d|\d[a-z])\s?(\d{3,4})(?![0-9a-z])/g;
const BATCH =
  /(?:生产批次号|生产批号|批次编号|批次号|产品批号|批号|批次|生产批次|lot\s?(?:number|no\.?|#)?|batch\s?(?:number|no\.?|#)?)\s{0,3}[:：#是为]?\s{0,3}([a-z0-9][0-9a-z-]{2,23})(?![0-9a-z])/g;
const AMOUNT =
  /(?<![0-9a-z.,])(?:([¥$€£])\s?(\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,2})?)|(\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,2})?)\s?(万)?(元|块钱|块|人民币|rmb|cny|usd|dollars|港币|hkd|欧元|eur|euros))(?![0-9a-z])/g;

/** Carriers whose two-letter code may be taken for a flight; others need the word «flight» nearby, and product codes look alike. */
const CARRIERS = new Set(
  'ca mu cz hu mf sc 3u zh fm ho 9c jd gs kn tv gj ns 8l pn eu dr qw dz y8 bk ky uq fu gx ly rx a6 9h gt ci br cx ka hx uo nx jx it b7 ae sq tr mh ak od tg fd vz ga qz pr 5j vn vj ke oz 7c lj tw bx jl nh mm gk 7g bc ai 6e uk ek ey qr tk lh af kl ba vs aa ua dl as b6 nk f9 wn ac ws qf nz va jq su s7 lx os ay sk ib vy u2 fr w6'.split(
    ' ',
  ),
);
const FLIGHT_CONTEXT = /航班|飞机|起飞|落地|登机|值机|改签|机票|机场|延误|flight|airport|boarding|departure/;
const CURRENCY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    $: 'USD',
    '€': 'EUR',
    '£': 'GBP',
    usd: 'USD',
    dollars: 'USD',
    港币: 'HKD',
    hkd: 'HKD',
    欧元: 'EUR',
    eur: 'EUR',
    euros: 'EUR',
  }),
);

class Found {
  readonly facts: Fact[] = [];
  private readonly taken: [number, number][] = [];

  constructor(
    private readonly received: string,
    readonly folded: Folded,
    private readonly field: Field,
  ) {}

  /** The first kind to claim a stretch keeps it: an ID card is not also an order. `null`: the words as received, whose case matters. */
  add(kind: FactKind, value: string | null, start: number, end: number): void {
    if (this.facts.length >= MAX_FACTS || this.taken.some(([s, e]) => start < e && end > s)) return;
    this.taken.push([start, end]);
    const [from, to] = original(this.folded, start, end);
    this.facts.push({ kind, value: value ?? this.received.slice(from, to), span: { field: this.field, start: from, end: to } });
  }

  each(pattern: RegExp, take: (match: RegExpExecArray) => void): void {
    for (const match of this.folded.text.matchAll(pattern)) {
      if (this.facts.length >= MAX_FACTS) return;
      take(match);
    }
  }
}

const whole = (found: Found, kind: FactKind, pattern: RegExp, value: (text: string) => string | null): void => {
  found.each(pattern, (m) => found.add(kind, value(m[0]), m.index, m.index + m[0].length));
};
const labelled = (found: Found, kind: FactKind, pattern: RegExp): void => {
  found.each(pattern, (m) => {
    const code = m[1] as string;
    if (!/\d/.test(code)) return;
    const end = m.index + m[0].length;
    found.add(kind, code.toUpperCase(), end - code.length, end);
  });
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11643 check digit: an eighteen-digit order number passes it once in eleven times only. */
const checksOut = (id: string): boolean => {
  const sum = WEIGHTS.reduce((acc, w, i) => acc + w * Number(id[i]), 0);
  return '10x98765432'[sum % 11] === id[17];
};

function flights(found: Found, text: string): void {
  const context = FLIGHT_CONTEXT.test(text);
  found.each(FLIGHT, (m) => {
    if (context && CARRIERS.has(m[1] as string)) found.add('flight', `${m[1]}${m[2]}`.toUpperCase(), m.index, m.index + m[0].length);
  });
}

function amounts(found: Found): void {
  found.each(AMOUNT, (m) => {
    const digits = (m[2] ?? m[3] ?? '').replaceAll(',', '');
    const value = Number(digits) * (m[4] ? 10_000 : 1);
    const currency = CURRENCY.get(m[1] ?? m[5] ?? '') ?? 'CNY';
    found.add('amount', `${currency} ${value.toFixed(2)}`, m.index, m.index + m[0].length);
  });
}

const digitsOnly = (text: string): string => text.replace(/[^\d+]/g, '').replace(/^\+?86(?=1[3-9]\d{9}$)/, '');

/** Numbers and addresses that name an order, a flight, a batch or a person. Every pattern is bounded, so the time is linear. */
export function extractFacts(received: string, folded: Folded, field: Field): Fact[] {
  const { text } = folded;
  const found = new Found(received, folded, field);
  if (text.includes('http') || text.includes('www.')) whole(found, 'url', URL, () => null);
  if (text.includes('@')) whole(found, 'email', EMAIL, () => null);
  if (!/\d{2}/.test(text)) return found.facts;
  found.each(ID_CARD, (m) => {
    if (checksOut(m[0])) found.add('idCard', m[0].toUpperCase(), m.index, m.index + m[0].length);
  });
  labelled(found, 'order', LABELLED_ORDER);
  labelled(found, 'batch', BATCH);
  whole(found, 'phone', PHONE, digitsOnly);
  if (text.includes('+')) whole(found, 'phone', WORLD_PHONE, digitsOnly);
  found.each(BARE_ORDER, (m) => {
    if (!CARD_LIKE.test(m[0])) found.add('order', m[0].toUpperCase(), m.index, m.index + m[0].length);
  });
  flights(found, text);
  amounts(found);
  return found.facts.sort((a, b) => a.span.start - b.span.start);
}
