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

const EMAIL = /[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g;
const ID_CARD = /(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/g;
const MOBILE = /(?<![0-9A-Za-z])(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?![0-9A-Za-z])/g;
const LANDLINE = /(?<![0-9A-Za-z])0\d{2,3}-\d{7,8}(?![0-9A-Za-z])/g;
const BANK_CARD = /(?<![0-9A-Za-z])[2-6]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])/g;
const FULL_WIDTH_DIGITS = /[０-９]/g;
const MAY_HOLD = /[@＠]|[\d０-９]{4}/;

interface Hidden {
  start: number;
  end: number;
  by: string;
}

/** Phones, mail addresses, identity and bank cards inside running text, each with what a list shows in its place. */
function hiddenIn(text: string): Hidden[] {
  if (!MAY_HOLD.test(text)) return [];
  // Same length, one code unit each, so what is found in the copy can be cut out of the original.
  const plain = text.replace(FULL_WIDTH_DIGITS, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0)).replaceAll('＠', '@');
  const hidden: Hidden[] = [];
  const find = (pattern: RegExp, mask: (found: string) => string): void => {
    for (const match of plain.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!hidden.some((h) => start < h.end && end > h.start)) hidden.push({ start, end, by: mask(match[0]) });
    }
  };
  find(EMAIL, maskEmail);
  find(ID_CARD, maskIdCard);
  find(MOBILE, maskPhone);
  find(LANDLINE, maskPhone);
  find(BANK_CARD, (card) => `${STAR.repeat(4)}${card.replace(/\D/g, '').slice(-4)}`);
  return hidden;
}

/** Contacts inside running text are masked; everything else stays as it was written. */
export const maskText = (text: string): string => cut(text, hiddenIn(text));

const TAIL = 4;
/** As `maskText`, but every character keeps its place, so that findings still point at the words they rest on. */
export const maskInPlace = (text: string): string =>
  cut(
    text,
    hiddenIn(text).map(({ start, end }) => ({
      start,
      end,
      by: STAR.repeat(Math.max(0, end - start - TAIL)) + text.slice(Math.max(start, end - TAIL), end),
    })),
  );

function cut(text: string, hidden: Hidden[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, by } of hidden.sort((a, b) => a.start - b.start)) {
    out += text.slice(from, start) + by;
    from = end;
  }
  return out + text.slice(from);
}

/** The opening of a complaint for a list: masked before it is cut, so that a cut cannot uncover half a number. */
export function excerptOf(text: string, length = 120): string {
  const line = maskText(text.slice(0, length * 4))
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(line.slice(0, length * 2));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : line;
}
