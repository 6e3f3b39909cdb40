import { firstCharacters, firstUnits } from '../kernel/index.js';
import { contactsIn, type ContactKind, type FoundContact } from './masking.find.js';
import { digitsOf } from './masking.numbers.js';

/** What a list may show of a person: enough to tell two apart, too little to reach either. */

const STAR = '*';
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

/** Fewer digits than any number that reaches somebody; an account of five needs words before it, which are Latin or Han. */
const LEAST_DIGITS = 5;
const COUNTED = '\\p{N}零一幺二三四五六七八九壹贰叁肆伍陆柒捌玖';
const ENOUGH_DIGITS = new RegExp(`(?:[${COUNTED}][^${COUNTED}]*){${LEAST_DIGITS}}`, 'u');
const NAMES_ACCOUNT = /微信|v信|威信|薇信|wechat|weixin|vx|wx/i;
const mayHold = (text: string): boolean => /[@＠﹫]/.test(text) || ENOUGH_DIGITS.test(text) || NAMES_ACCOUNT.test(text);

const masks: Record<ContactKind, (plain: string) => string> = {
  email: maskEmail,
  idCard: (id) => maskIdCard(digitsOf(id).replace(/[^\dXx]/g, '')),
  phone: (phone) => maskPhone(digitsOf(phone)),
  card: (card) => {
    const digits = digitsOf(card).replace(/\D/g, '');
    return STAR.repeat(4) + digits.slice(-4);
  },
  account: maskRef,
};

const hiddenIn = (text: string): FoundContact[] => (mayHold(text) ? contactsIn(text) : []);

/** Contacts inside running text are masked; everything else stays as it was written. */
export const maskText = (text: string): string =>
  cut(
    text,
    hiddenIn(text).map(({ kind, plain, start, end }) => ({ start, end, by: masks[kind](plain) })),
  );

/** As `maskText` for what is known to be the number of an order, a batch, a flight: it may look like a bank card or a local telephone. */
export const maskCode = (code: string): string => maskText(`${CODE_LABEL}${code}`).slice(CODE_LABEL.length);
const CODE_LABEL = '单号：';

/** As `maskText`, but every character keeps its place, so that findings still point at the words they rest on. */
export const maskInPlace = (text: string): string =>
  cut(
    text,
    hiddenIn(text).map(({ start, end, tail }) => ({ start, end, by: STAR.repeat(tail - start) + text.slice(tail, end) })),
  );

function cut(text: string, hidden: readonly { start: number; end: number; by: string }[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, by } of hidden) {
    out += text.slice(from, start) + by;
    from = end;
  }
  return out + text.slice(from);
}

/** What may be the beginning of a number or an address that goes on behind a cut. */
const CUT_OFF = /[\p{N}\p{M}\p{Cf},，、\s\w.@%+()零一幺二三四五六七八九-]{1,80}$/u;

/** The opening of a complaint for a list: masked before it is cut, so that a cut cannot uncover half a number. */
export function excerptOf(text: string, length = 120): string {
  const most = length * 4;
  const opening = text.length < most ? text : firstUnits(text, most).replace(CUT_OFF, '');
  const line = maskText(opening).replace(/\s+/g, ' ').trim();
  const window = firstUnits(line, length * 2);
  const whole = firstCharacters(window, length) === line;
  return whole ? line : `${firstCharacters(window, length - 1)}…`;
}
