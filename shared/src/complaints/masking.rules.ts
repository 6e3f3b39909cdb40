/** What a list may show of a person: enough to tell two apart, too little to reach either. */

import { firstCharacters, firstUnits } from '../kernel/index.js';

const STAR = '*';
/** What stays readable of a number that is masked in its place. */
const TAIL = 4;
const CJK_NAME = /^\p{Script=Han}+$/u;

/** `王小明` → `王**`, `John Smith` → `J***`: the length of a Latin name would give it away, two stars tell nothing more than "two or more". */
export function maskName(name: string): string {
  const trimmed = name.trim();
  const first = Array.from(trimmed)[0] ?? '';
  return first + STAR.repeat(CJK_NAME.test(trimmed) ? 2 : 3);
}

/** `13812342211` → `138****2211`. A country code is left out; what is too short to hide a middle shows its last two digits only. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}${STAR.repeat(4)}${digits.slice(-4)}`;
  if (digits.length >= 7) return `${STAR.repeat(4)}${digits.slice(-4)}`;
  return `${STAR.repeat(4)}${digits.slice(-2)}`;
}

/** `alice@x.com` → `a***@x.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return STAR.repeat(3);
  return `${Array.from(email)[0] ?? ''}${STAR.repeat(3)}${email.slice(at)}`;
}

/** A customer number or account name: its last three characters, when there is enough before them. */
export function maskRef(ref: string): string {
  const characters = Array.from(ref);
  return STAR.repeat(4) + (characters.length >= 6 ? characters.slice(-3).join('') : '');
}

/** `110101199003071234` → `110***********1234`. */
export const maskIdCard = (id: string): string => `${id.slice(0, 3)}${STAR.repeat(Math.max(0, id.length - 7))}${id.slice(-4)}`;

export interface Contact {
  name?: string | null | undefined;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  ref?: string | null | undefined;
}
export interface MaskedContact {
  name: string | null;
  phone: string | null;
  email: string | null;
  ref: string | null;
}

export function maskContact({ name, phone, email, ref }: Contact): MaskedContact {
  return {
    name: name ? maskName(name) : null,
    phone: phone ? maskPhone(phone) : null,
    email: email ? maskEmail(email) : null,
    ref: ref ? maskRef(ref) : null,
  };
}

/** The one line that stands for a person in a list. */
export function contactLabel(contact: MaskedContact): string | null {
  return contact.name ?? contact.phone ?? contact.email ?? contact.ref;
}

/** What people put between digits, to be read well or not to be found. */
const SEP = '[\\s.\\-‐-―·•_~/()]{0,3}';
const START = '(?<![0-9A-Za-z])';
const END = '(?![0-9A-Za-z])';
const digits = (least: number, most = least): string => `(?:${SEP}\\d){${least},${most}}`;
/** Each part with separators before every digit but the first. */
const spread = (...parts: string[]): RegExp => new RegExp(START + parts.join(SEP) + END, 'g');

const EMAIL = /[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g;
const ID_CARD = spread(
  `[1-9]${digits(5)}`,
  '(?:1',
  '[89]|2',
  '0)',
  '\\d',
  '\\d',
  '(?:0',
  '[1-9]|1',
  '[0-2])',
  '(?:0',
  '[1-9]|[12]',
  '\\d|3',
  '[01])',
  `\\d${digits(2)}`,
  '[\\dXx]',
);
const MOBILE = spread(`(?:(?:\\+|00)?8${SEP}6${SEP})?1`, `[3-9]${digits(9)}`);
/** E.164: a plus, or what is dialled in its place. */
const FOREIGN = new RegExp(`${START}(?:\\+${SEP}|00${SEP})[1-9]${digits(6, 14)}${END}`, 'g');
const LANDLINE = /(?<![0-9A-Za-z])\(?0[1-9]\d{1,2}\)?[-\s.]{0,2}\d{3,4}[-\s.]?\d{4}(?![0-9A-Za-z])/g;
/** As written in North America. Numbers on 400 and 800 are hotlines of companies. */
const GROUPED = /(?<![0-9A-Za-z])\(?(?![48]00)[2-9]\d{2}\)?[-\s.]{1,2}\d{3}[-\s.]\d{4}(?![0-9A-Za-z])/g;
const BANK_CARD = spread(`[2-6]${digits(15, 18)}`);
const LEAST_DIGITS = 7;

interface Hidden {
  start: number;
  end: number;
  /** Where the last four characters begin. */
  tail: number;
  by: string;
}

interface Folded {
  plain: string;
  /** Where each character of `plain` begins in the text, and behind the last one where it ends. */
  at: number[];
}

const INVISIBLE = /^[\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
const DIGIT = /^\p{Nd}$/u;
/** Zeros of the scripts whose digits NFKC leaves alone. */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xe50];

function foldedCharacter(character: string): string {
  if (character <= '\u007f') return character;
  if (INVISIBLE.test(character)) return '';
  const plain = character.normalize('NFKC');
  if (plain.length === 1 && plain <= '\u007f') return plain;
  const code = character.codePointAt(0) ?? 0;
  const zero = DIGIT.test(character) ? ZEROS.find((one) => code >= one && code < one + 10) : undefined;
  return zero === undefined ? character : String(code - zero);
}

/** As it reads, with the way back: full-width, styled and circled digits are digits, what cannot be seen is not there. */
function fold(text: string): Folded {
  let plain = '';
  const at: number[] = [];
  let from = 0;
  for (const character of text) {
    const folded = foldedCharacter(character);
    at.push(...new Array<number>(folded.length).fill(from));
    plain += folded;
    from += character.length;
  }
  at.push(from);
  return { plain, at };
}

const mayHold = (text: string): boolean => /[@＠﹫]/.test(text) || (text.match(/\p{N}/gu)?.length ?? 0) >= LEAST_DIGITS;

/** Phones, mail addresses, identity and bank cards inside running text, each with what a list shows in its place. */
function hiddenIn(text: string): Hidden[] {
  if (!mayHold(text)) return [];
  const { plain, at } = fold(text);
  const hidden: Hidden[] = [];
  const find = (pattern: RegExp, mask: (found: string) => string): void => {
    for (const match of plain.matchAll(pattern)) {
      const last = match.index + match[0].length;
      const [start, end] = [at[match.index] as number, at[last] as number];
      const tail = at[Math.max(match.index, last - TAIL)] as number;
      if (!hidden.some((h) => start < h.end && end > h.start)) hidden.push({ start, end, tail, by: mask(match[0]) });
    }
  };
  find(EMAIL, maskEmail);
  find(ID_CARD, (id) => maskIdCard(id.replace(/[^\dXx]/g, '')));
  find(FOREIGN, maskPhone);
  find(MOBILE, maskPhone);
  // eslint-disable-next-line tocsin/text-cut -- nothing but digits is left
  find(BANK_CARD, (card) => `${STAR.repeat(4)}${card.replace(/\D/g, '').slice(-4)}`);
  find(LANDLINE, maskPhone);
  find(GROUPED, maskPhone);
  return hidden;
}

/** Contacts inside running text are masked; everything else stays as it was written. */
export const maskText = (text: string): string => cut(text, hiddenIn(text));

/** As `maskText`, but every character keeps its place, so that findings still point at the words they rest on. */
export const maskInPlace = (text: string): string =>
  cut(
    text,
    hiddenIn(text).map(({ start, end, tail }) => ({ start, end, by: STAR.repeat(tail - start) + text.slice(tail, end) })),
  );

function cut(text: string, hidden: Pick<Hidden, 'start' | 'end' | 'by'>[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, by } of hidden.sort((a, b) => a.start - b.start)) {
    out += text.slice(from, start) + by;
    from = end;
  }
  return out + text.slice(from);
}

/** What may be the beginning of a number or an address that goes on behind a cut. */
const CUT_OFF = /[\p{N}\p{Cf}\s\w.@%+()-]{1,80}$/u;

/** The opening of a complaint for a list: masked before it is cut, so that a cut cannot uncover half a number. */
export function excerptOf(text: string, length = 120): string {
  const most = length * 4;
  const opening = text.length < most ? text : firstUnits(text, most).replace(CUT_OFF, '');
  const line = maskText(opening).replace(/\s+/g, ' ').trim();
  const window = firstUnits(line, length * 2);
  const whole = firstCharacters(window, length) === line;
  return whole ? line : `${firstCharacters(window, length - 1)}…`;
}
